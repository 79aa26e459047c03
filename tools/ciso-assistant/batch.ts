import { z } from 'zod';
import { StewardError, type Shape } from '../../src/operation/index.ts';
import { named, rows } from './says.ts';
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

/** The body of a batch on objects that can be changed in these fields. */
export function batchBody<const F extends readonly [string, ...string[]]>(fields: F) {
  return {
    action: z.enum(['delete', 'change_field', 'change_m2m', 'change_folder']),
    ids: z.array(anyId).min(1).max(100),
    field: z.enum(fields).optional().describe('For change_field and change_m2m.'),
    value: z
      .union([z.string(), z.boolean(), z.array(z.string()), z.null()])
      .optional()
      .describe('The new value; ids for change_m2m, a folder id for change_folder.'),
  };
}

/**
 * Refuses what the system would take for a success without doing it, or would read as null: a missing field or value, a value of
 * the wrong kind. Throws `invalid_arguments`; nothing has been sent then.
 */
export function checked<B extends Batch>(batch: B, rules: BatchRules): B {
  const problem = senseless(batch, rules);
  if (problem) throw new StewardError('invalid_arguments', `${problem.field}: ${problem.text}.`, { field: problem.field });
  return batch;
}

function senseless({ action, field, value }: Batch, { fields, relations, noFolder }: BatchRules): { readonly field: string; readonly text: string } | undefined {
  const needed = action === 'change_field' || action === 'change_m2m';
  if (!needed && field !== undefined) return { field: 'field', text: `means nothing for ${action}` };
  if (action === 'delete') return value === undefined ? undefined : { field: 'value', text: 'means nothing for delete' };
  if (action === 'change_folder') {
    if (noFolder !== undefined) return { field: 'action', text: noFolder };
    return z.guid().safeParse(value).success ? undefined : { field: 'value', text: 'must be the id of a folder' };
  }
  if (field === undefined) return { field: 'field', text: `is needed for ${action}` };
  if (value === undefined) return { field: 'value', text: `is needed for ${action}` };
  if (action === 'change_m2m' && !relations.includes(field)) {
    return { field: 'field', text: relations.length === 0 ? 'there is no relation to change here' : `change_m2m is for ${relations.join(' and ')}` };
  }
  const result = fields[field]?.safeParse(value);
  return result?.success ? undefined : { field: 'value', text: `does not fit ${field}: ${result?.error.issues[0]?.message ?? 'not a field'}` };
}

/** What a batch does, to whom: every target by name, and the ids that the list does not know. */
export function batchSays(batch: Batch, noun: string, found: unknown, value = JSON.stringify(batch.value)): string {
  const known = rows(found);
  const targets = batch.ids.map((id) => known.find((one) => one['id'] === id)).filter((one) => one !== undefined);
  const missing = batch.ids.filter((id) => !known.some((one) => one['id'] === id));
  const what = batch.action === 'delete' ? 'Delete' : batch.action === 'change_folder' ? `Move to folder ${value}` : `Set ${batch.field} to ${value} on`;
  const unknown = missing.length === 0 ? '' : ` Not found, or hidden from this account: ${missing.join(', ')}.`;
  return `${what} ${targets.length} ${noun}: ${targets.map((one) => named(one)).join(', ') || 'none'}.${unknown}`;
}

/** The whole of what the system does and does not promise about a batch. */
export const NOT_ATOMIC = ' Each is handled on its own: when one fails, the others stay changed.';
