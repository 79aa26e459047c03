import { isObject, member, StewardError, vendorShape, type ErrorCode, type ErrorDetails, type Operation } from '../../operation/index.ts';
import type { Answer } from '../adapter.ts';
import { commonFailure, notTheApi, parseJson, saysJson, vendorWords } from '../answer.ts';
import type { RawAnswer } from '../client.ts';

const NAME = 'Lightdash';

/** The unwrapped results of a Lightdash answer; throws what the answer means otherwise. No error echoes one of `secrets`. */
export function understand(operation: Operation, raw: RawAnswer, secrets: readonly string[] = []): Answer {
  const safe = operation.effect === 'read';
  const { status } = raw;
  if (status === 204) return { data: null, status, notes: ['Lightdash reports that nothing had to change.'] };
  // The one documented redirect: its target is where a person goes on.
  if (status === 302 && operation.id === 'installGithubAppForOrganization')
    return { data: { location: raw.headers['location'] ?? null }, status };
  const body = saysJson(raw) ? parseJson(raw) : undefined;
  if (status >= 200 && status < 300) {
    // An unknown path answers 200 with the web app.
    if (member(body, 'status') !== 'ok') throw notTheApi(NAME, raw, safe);
    const results = member(body, 'results');
    return { data: results === undefined ? null : results, status, page: pageOf(results) };
  }
  throw commonFailure(NAME, raw, safe) ?? failure(operation, raw, member(body, 'error'), secrets);
}

function pageOf(results: unknown): Answer['page'] {
  const pagination = member(results, 'pagination');
  const [page, pages, total] = ['page', 'totalPageCount', 'totalResults'].map((name) => member(pagination, name));
  if (typeof page !== 'number' || typeof pages !== 'number') return undefined;
  const size = member(pagination, 'pageSize');
  return {
    total: typeof total === 'number' ? total : undefined,
    next: page < pages ? { page: page + 1, pageSize: size } : undefined,
    start: page <= 1 ? 0 : typeof size === 'number' ? (page - 1) * size : undefined,
  };
}

function failure(operation: Operation, raw: RawAnswer, error: unknown, secrets: readonly string[]): StewardError {
  const { status } = raw;
  const name = member(error, 'name');
  const words = vendorWords(member(error, 'message'), secrets);
  const details: ErrorDetails = { vendorStatus: status };
  const fail = (code: ErrorCode, message: string) => new StewardError(code, message, details);
  if (status === 401) return unauthorised(operation, raw, words, details);
  if (status >= 500 && !isObject(error)) return fail('vendor_error', `${NAME} failed (${status}).`);
  if (!isObject(error)) return notTheApi(NAME, raw, operation.effect === 'read');
  if (name === 'ValidateError') return invalid(operation, member(error, 'data'), details, secrets);
  if (
    name === 'MissingConfigError' ||
    words === 'Feature not enabled' ||
    /^(Missing Github installation|Cannot find user with refresh token)/.test(words)
  ) {
    return fail('feature_disabled', `${NAME}: ${words}.`);
  }
  if (status === 403) return fail('forbidden', `${NAME} refuses: ${words}.`);
  if (status === 404) return fail('not_found', `${NAME}: ${words}.`);
  if (status === 409) return fail('conflict', `${NAME}: ${words}.`);
  if (status < 500) return fail('rejected', `${NAME} rejects the request: ${words || `status ${status}`}.`);
  // Lightdash answers 500 to many requests that are merely wrong: an unknown id, a duplicate, a bad time zone.
  return fail(
    'vendor_error',
    `${NAME} failed (${status}${words === '' ? '' : `: ${words.replace(/\.$/, '')}`}). It also answers so to duplicates and unknown ids.`,
  );
}

function unauthorised(operation: Operation, raw: RawAnswer, words: string, details: ErrorDetails): StewardError {
  if (!saysJson(raw)) return new StewardError('sign_in_failed', `${NAME} accepts no credentials of this kind.`, details);
  if (words === 'Personal access token is not recognised')
    return new StewardError('sign_in_failed', `${NAME} does not know the configured token.`, details);
  if (words === 'Failed to authorize user') {
    return operation.needs === 'session'
      ? new StewardError('session_required', `${NAME} does this in a login session only.`, details)
      : new StewardError('sign_in_failed', `${NAME} does not accept the configured credentials.`, details);
  }
  // With a valid token 401 also means that user attributes hide an explore.
  return new StewardError('forbidden', `${NAME} refuses: ${words}.`, details);
}

/** The details of a 422 stand in `data` under `body.<field>`, or as text in `data.body` for union types; the message is empty. */
function invalid(operation: Operation, data: unknown, details: ErrorDetails, secrets: readonly string[]): StewardError {
  const problems = Object.entries(isObject(data) ? data : {}).map(
    ([path, problem]) => [argumentIn(operation, path), complaint(problem)] as const,
  );
  const named = problems.flatMap(([path, text]) => (path === 'body' ? namedInside(text) : [[path, text] as const]));
  const list = named.map(([path, text]) => `${path} ${text.replaceAll(`'${path}' `, '')}`).slice(0, 8);
  const message = list.length === 0 ? 'the arguments are not valid' : list.join('; ');
  return new StewardError('rejected', `${NAME} rejects the request: ${vendorWords(message, secrets)}.`, {
    ...details,
    field: named[0]?.[0],
  });
}

/** The vendor puts the name of its own parameter (`body`, `projectGroupAccess`) before ours. */
function argumentIn(operation: Operation, path: string): string {
  const [head = '', ...rest] = path.split('.');
  return rest.length === 0 || head in vendorShape(operation) ? path : rest.join('.');
}

function complaint(problem: unknown): string {
  // `value` beside the message echoes what was sent, which may be a secret.
  return vendorWords(member(problem, 'message')) || 'is not valid';
}

function namedInside(text: string): (readonly [string, string])[] {
  const found = [...text.matchAll(/"body\.([\w.$]+)":\{"message":"([^"]+)"/g)].map(([, path, words]) => [path ?? '', words ?? ''] as const);
  return found.length > 0 ? found : [['body', text]];
}
