import {
  isObject,
  member,
  StewardError,
  type Arguments,
  type ErrorCode,
  type ErrorDetails,
  type JsonObject,
  type Operation,
} from '../../operation/index.ts';
import { notTheApi, textsIn, vendorWords } from '../answer.ts';
import type { RawAnswer } from '../client.ts';
import { crash } from './crashes.ts';
import { NAME } from './session.ts';

/** Members of an error body that are no field names. */
const GENERAL = new Set(['detail', 'error', 'warning', 'non_field_errors']);

/** Refusals that the server states as message keys, and whose cause is the request rather than the caller's rights. */
const KEYS: Readonly<Record<string, { readonly field?: string; readonly text: string }>> = {
  attemptToDeleteOnlyAdminAccountError: { field: 'id', text: 'does not delete the only administrator' },
  attemptToRemoveOnlyAdminUserGroup: { field: 'user_groups', text: 'does not take the administrators group from the only administrator' },
  attemptToDeleteBuiltinUserGroup: { field: 'id', text: 'does not delete built-in groups' },
  errorLicenseSeatsExceeded: { field: 'user_groups', text: 'has no licence seat left' },
  errorMaxPatAmountExceeded: { text: 'allows five personal access tokens for each account; revoke one first' },
};

/** The field that a hand-written `{error}` is about, where the operation has but one candidate. */
const ONLY_FIELD: Readonly<Record<string, string>> = {
  iam_auth_tokens_create: 'expiry',
  user_preferences_partial_update: 'lang',
  iam_password_reset_confirm_create: 'token',
};

/** Whether an answer complains about the token itself. An empty 401 means a caller without the right. */
export function isTokenProblem(raw: RawAnswer): boolean {
  return raw.status === 401 && raw.text !== '';
}

/** The first member of an error body that names a field. */
export function firstField(body: unknown): string | undefined {
  return isObject(body) ? Object.keys(body).find((name) => !GENERAL.has(name)) : undefined;
}

/** The error of a status that is no success; `body` is undefined where the answer is not JSON. */
export function failure(operation: Operation, args: Arguments, raw: RawAnswer, body: unknown): StewardError {
  const { status } = raw;
  const details: ErrorDetails = { vendorStatus: status };
  const fail = (code: ErrorCode, what: string, field?: string) => new StewardError(code, `${NAME} ${what}.`, { ...details, field });
  if (status === 401) return isTokenProblem(raw) ? badToken(body, details) : fail('forbidden', 'lets only administrators do this');
  if (status >= 500) return crash(operation, args, raw, vendorWords(member(body, 'error')));
  if (status === 404 && (body !== undefined || raw.text === '')) {
    return fail('not_found', sentence('does not have it, or hides it from this account', wordsOf(body)));
  }
  // The web server in front refuses long request lines with a page of its own.
  if ((status === 400 || status === 414) && body === undefined)
    return fail('rejected', 'got more ids than fit into one request; ask for at most 100', 'id');
  if (body === undefined) return notTheApi(NAME, raw, operation.effect === 'read');
  const known = KEYS[keyOf(body)];
  if (known) return fail('rejected', known.text, known.field);
  const field = firstField(body);
  if (status === 403) return fail('forbidden', sentence('refuses', wordsOf(body)), field);
  const words = wordsOf(body);
  if (/already exists/i.test(words)) return fail('conflict', sentence('refuses', words), field);
  return fail('rejected', sentence('rejects the request', words), field ?? fieldBehind(operation, args, body));
}

function badToken(body: unknown, details: ErrorDetails): StewardError {
  const words = wordsOf(body);
  const what = /inactive/i.test(words)
    ? 'says that the account of this server is inactive or deleted'
    : 'does not accept the configured token';
  return new StewardError('sign_in_failed', `${NAME} ${what}.`, details);
}

function keyOf(body: unknown): string {
  const values = isObject(body) ? Object.values(body).flat() : [];
  return values.find((value): value is string => typeof value === 'string' && Object.hasOwn(KEYS, value)) ?? '';
}

function fieldBehind({ id }: Operation, args: Arguments, body: unknown): string | undefined {
  if (Array.isArray(body) && id === 'iam_change_password_create') return 'old_password';
  if (Array.isArray(body)) return args['is_local'] === undefined ? undefined : 'is_local';
  return member(body, 'error') === undefined ? undefined : ONLY_FIELD[id];
}

/** Every complaint of an error body in one line: texts, lists of texts, or either under field names. */
function wordsOf(body: unknown): string {
  if (Array.isArray(body)) return vendorWords(textsIn(body));
  return isObject(body) ? vendorWords(complaints(body).join('; ')) : '';
}

function complaints(body: JsonObject): readonly string[] {
  return Object.entries(body).map(([name, texts]) => {
    return GENERAL.has(name) ? textsIn(texts) : `${name}: ${textsIn(texts)}`;
  });
}

function sentence(start: string, words: string): string {
  return words === '' ? start : `${start}: ${words.replace(/\.$/, '')}`;
}
