import { isObject, member, StewardError, type Operation } from '../../operation/index.ts';
import type { Answer } from '../adapter.ts';
import { notTheApi, parseJson, vendorWords } from '../answer.ts';
import type { RawAnswer } from '../client.ts';
import { isPage, isTorn, knowiFailure, withoutResult } from './failure.ts';

const NAME = 'Knowi';

/** The unwrapped data of a Knowi answer; throws what the answer means otherwise. The token never appears in an error. */
export function understand(operation: Operation, raw: RawAnswer, token: string): Answer {
  const safe = operation.effect === 'read';
  const { status } = raw;
  if (status === 401)
    throw new StewardError('sign_in_failed', `${NAME} does not accept the token that it has just given.`, { vendorStatus: status });
  if (status < 200 || status >= 300) throw knowiFailure(NAME, raw, safe, token);
  const data = dataIn(operation, raw);
  if (data === undefined) throw notTheApi(NAME, raw, safe);
  return { data, status };
}

/** Most answers of writes are not documented: JSON, plain text and nothing at all are taken. Undefined for what cannot be Knowi's. */
function dataIn(operation: Operation, raw: RawAnswer): unknown {
  const value = raw.text.trim() === '' ? null : parseJson(raw);
  if (operation.id === 'searchUser') return found(value);
  if (operation.effect === 'read') return isObject(value) ? (member(value, 'list') ?? value) : Array.isArray(value) ? value : undefined;
  // A link or hash in any other place would pass unsealed.
  const missing = operation.mints.find((path) => typeof member(value, path) !== 'string');
  if (missing !== undefined) throw withoutResult(NAME, raw, `the documented ${missing}`);
  if (value !== undefined) return value;
  return isPage(raw) || isTorn(raw) ? undefined : { message: vendorWords(raw.text) };
}

/** One user, a list, or nothing: documented and seen in all forms, told in one. */
function found(value: unknown): readonly unknown[] | undefined {
  if (value === null) return [];
  const list = member(value, 'list') ?? value;
  if (Array.isArray(list)) return list;
  return isObject(list) ? [list] : undefined;
}
