import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { catalogOf } from '../../src/catalog/index.ts';
import { findIn } from '../../src/catalog/search/index.ts';
import { systems } from '../../tools/index.ts';

const intent = z.strictObject({
  q: z.string(),
  system: z.string().nullable(),
  /** Operations that answer it, any of them, as `system:id`; none when nothing may be found. */
  accept: z.array(z.string()),
  /** For requests that name several systems: what answers it in each. */
  each: z.array(z.array(z.string())).optional(),
  /** Never looked at while the search was tuned. */
  heldOut: z.literal(true).optional(),
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

/** The share of requests with an accepted operation among the first results. */
export function recall(intents: readonly Intent[], first: number): number {
  const hits = intents.filter(({ q, accept }) => found(q, first).some((id) => accept.includes(id)));
  return hits.length / intents.length;
}
