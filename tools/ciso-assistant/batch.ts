import * as z from 'zod';
import type { Problem, Shape } from '../../src/operation/index.ts';
import { named, rows, text } from './says.ts';
import { anyId } from './vocabulary.ts';

/** The arguments of every batch. */
export interface Batch {
  readonly action: string;
  readonly ids: readonly string[];
  readonly field?: string | undefined;
  readonly value?: unknown;
}

/** Which fields a batch may write, each by the rule of a single update, and which of them are relations. */
export interface BatchRules {
  readonly fields: Shape;
  readonly relations: readonly string[];
  /** Why change_folder is of no use, where it is not. */
  readonly noFolder?: string;
}

/** A text; an id in lower case, as everywhere else. */
const spelled = z.string().overwrite((value) => (anyId.safeParse(value).success ? value.toLowerCase() : value));

/** The body of a batch on objects that can be changed in these fields. */
export function batchBody<const F extends readonly [string, ...string[]]>(fields: F) {
  return {
    action: z.enum(['delete', 'change_field', 'change_m2m', 'change_folder']),
    ids: z.array(anyId).min(1).max(100),
    field: z.enum(fields).optional().describe('For change_field and change_m2m.'),
    value: z
      .union([spelled, z.boolean(), z.array(spelled), z.null()])
      .optional()
      .describe('The new value; ids for change_m2m, a folder id for change_folder.'),
  };
}

/** Refuses what the system would read as null or report as done without doing it: a missing field or value, a value of the wrong kind. */
export const checkBatch =
  (rules: BatchRules) =>
  (batch: Batch): Problem | undefined =>
    senseless(batch, rules);

function senseless({ action, field, value }: Batch, { fields, relations, noFolder }: BatchRules): Problem | undefined {
  const needed = action === 'change_field' || action === 'change_m2m';
  if (!needed && field !== undefined) return { path: 'field', message: `means nothing for ${action}` };
  if (action === 'delete') return value === undefined ? undefined : { path: 'value', message: 'means nothing for delete' };
  if (action === 'change_folder') {
    if (noFolder !== undefined) return { path: 'action', message: noFolder };
    return z.guid().safeParse(value).success ? undefined : { path: 'value', message: 'must be the id of a folder' };
  }
  if (field === undefined) return { path: 'field', message: `is needed for ${action}` };
  if (value === undefined) return { path: 'value', message: `is needed for ${action}` };
  if (action === 'change_m2m' && !relations.includes(field)) {
    return {
      path: 'field',
      message: relations.length === 0 ? 'there is no relation to change here' : `change_m2m is for ${relations.join(' and ')}`,
    };
  }
  const result = fields[field]?.safeParse(value);
  return result?.success
    ? undefined
    : { path: 'value', message: `does not fit ${field}: ${result?.error.issues[0]?.message ?? 'not a field'}` };
}

/** From so many targets on they are told by name alone: a preview holds 4,000 characters, and the ids stand in the arguments. */
const MANY = 30;

/** What a batch does, to whom: every target by name, and the ids that the list does not know. */
export function batchSays(batch: Batch, noun: string, found: unknown, value = JSON.stringify(batch.value)): string {
  const known = rows(found);
  const targets = batch.ids.map((id) => known.find((one) => one['id'] === id)).filter((one) => one !== undefined);
  const missing = batch.ids.filter((id) => !known.some((one) => one['id'] === id));
  const what =
    batch.action === 'delete'
      ? 'Delete'
      : batch.action === 'change_folder'
        ? `Move to folder ${value}`
        : `Set ${batch.field} to ${value} on`;
  const names = targets.map((one) =>
    batch.ids.length > MANY ? (text(one, 'email') ?? text(one, 'name') ?? String(one['id'])) : named(one),
  );
  const unknown =
    missing.length === 0 ? '' : ` Not found, or hidden from this account: ${missing.length > MANY ? missing.length : missing.join(', ')}.`;
  return `${what} ${targets.length} ${targets.length === 1 ? noun.slice(0, -1) : noun}: ${names.join(', ') || 'none'}.${unknown}`;
}

/** More than ten targets at once: a person types what happens to how many, instead of ticking a box. */
export const manyTargets = ({ input }: { readonly input: Batch }): string | undefined =>
  input.ids.length > 10 ? `${input.action} ${input.ids.length}` : undefined;

/** The whole of what the system does and does not promise about a batch. */
export const NOT_ATOMIC = ' Each is handled on its own: when one fails, the others stay changed.';
