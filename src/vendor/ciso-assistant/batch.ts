import { isObject, member, StewardError, type Arguments, type ErrorCode, type JsonObject } from '../../operation/index.ts';
import type { Answer } from '../adapter.ts';
import { textsIn, vendorWords } from '../answer.ts';
import { firstField } from './failures.ts';
import { NAME } from './session.ts';

/** Most failures named in one message. */
const NAMED = 10;

/** A batch answers 200 whatever happened: failures per id become notes, and an error when nothing succeeded. */
export function batchAnswer(args: Arguments, body: unknown, status: number): Answer {
  const [failed, succeeded] = [objects(member(body, 'failed')), objects(member(body, 'succeeded'))];
  if (!failed || !succeeded)
    throw new StewardError('outcome_unknown', `${NAME} answered ${status}, but not what became of each.`, { vendorStatus: status });
  if (failed.length === 0) return { data: body, status };
  const all = failed.length + succeeded.length;
  const list = failed.slice(0, NAMED).map(said);
  const rest = failed.length > NAMED ? ` And ${failed.length - NAMED} more.` : '';
  const what = `${failed.length} of ${all} failed: ${list.join('; ')}.${rest}`;
  if (succeeded.length > 0) return { data: body, status, notes: [what] };
  throw new StewardError(codeOf(failed), `${NAME}: ${what}`, { vendorStatus: status, field: fieldOf(failed, args) });
}

/** Undefined where it is no list of objects: what cannot be read must not count as nothing. */
function objects(list: unknown): readonly JsonObject[] | undefined {
  return Array.isArray(list) && list.every(isObject) ? list : undefined;
}

function said(one: JsonObject): string {
  const name = vendorWords(one['name']);
  return `${vendorWords(textsIn(one['id']))}${name === '' ? '' : ` (${name})`}: ${why(one['error'])}`;
}

function why(error: unknown): string {
  if (typeof error === 'string') return vendorWords(error).replace(/\.$/, '');
  const parts = isObject(error) ? Object.entries(error).map(([field, texts]) => `${field} ${textsIn(texts)}`) : [textsIn(error)];
  return vendorWords(parts.join(', ')).replace(/\.$/, '');
}

function codeOf(failed: readonly JsonObject[]): ErrorCode {
  const every = (text: RegExp) => failed.every((one) => typeof one['error'] === 'string' && text.test(one['error']));
  if (every(/not found/i)) return 'not_found';
  return every(/permission denied|not found/i) ? 'forbidden' : 'rejected';
}

function fieldOf(failed: readonly JsonObject[], args: Arguments): string | undefined {
  const named = failed.map((one) => firstField(one['error'])).find((field) => field !== undefined);
  if (named === undefined) return failed.every((one) => /not found/i.test(String(one['error']))) ? 'ids' : undefined;
  // The batch carries the new value of every field under one name.
  return args['field'] === named || args['action'] === 'change_folder' ? 'value' : named;
}
