import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { catalogOf } from '../../src/catalog/index.ts';
import { findIn } from '../../src/catalog/search/index.ts';
import { examplesIn, type Example } from '../../src/cli/learn.ts';
import { systems } from '../../tools/index.ts';

const intent = z.strictObject({
  q: z.string(),
  system: z.string().nullable(),
  /** Operations that answer it, any of them, as `system:id`; none when nothing may be found. */
  accept: z.array(z.string()),
  /** For requests that name several systems: what answers it in each. */
  each: z.array(z.array(z.string())).optional(),
});

/** A request as an administrator would say it, and what should be found. */
export type Intent = z.infer<typeof intent>;

/** The requests of a file beside this one. */
export function intentsOf(file: string): readonly Intent[] {
  return z.array(intent).parse(JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')));
}

export const catalog = catalogOf(systems);

/** What is found for a request, as `system:id`. */
export function found(q: string, limit: number): readonly string[] {
  return findIn(catalog, q, limit).map(({ entry }) => `${entry.system.id}:${entry.operation.id}`);
}

/** What the search was made from: requests of earlier rounds and those that were written for it. */
export const learned: readonly Example[] = examplesIn('tools').filter(({ accept }) => accept.length > 0);

/** The shares of requests with an accepted operation as the first result, and among the first five. */
export function recall(intents: readonly Example[]): { readonly first: number; readonly five: number } {
  const places = intents.map(({ q, accept }) => found(q, 5).findIndex((id) => accept.includes(id)));
  const share = (holds: (place: number) => boolean) => places.filter(holds).length / places.length;
  return { first: share((place) => place === 0), five: share((place) => place >= 0) };
}
