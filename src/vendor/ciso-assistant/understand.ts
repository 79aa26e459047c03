import { isObject, member, type Arguments, type Operation } from '../../operation/index.ts';
import type { Answer, PageInfo } from '../adapter.ts';
import { commonFailure, notTheApi, parseJson, saysJson } from '../answer.ts';
import type { RawAnswer } from '../client.ts';
import { batchAnswer } from './batch.ts';
import { failure } from './failures.ts';
import { NAME } from './session.ts';

/** What an answer means: unwrapped data with what the caller should know besides, or the failure thrown. */
export function understand(operation: Operation, args: Arguments, raw: RawAnswer): Answer {
  const { status } = raw;
  const body = saysJson(raw) ? parseJson(raw) : undefined;
  if (status >= 200 && status < 300) return success(operation, args, raw, body);
  const created = createdWithoutMail(operation, args, raw, body);
  if (created) return created;
  throw commonFailure(NAME, raw, operation.effect === 'read') ?? failure(operation, args, raw, body);
}

function success(operation: Operation, args: Arguments, raw: RawAnswer, body: unknown): Answer {
  const { status } = raw;
  if (raw.text === '' && operation.effect !== 'read') return { data: null, status, notes: notesOnEmpty(operation) };
  if (raw.contentType === 'application/x-pem-file') return { data: { certificate: raw.text }, status };
  if (body === undefined) throw notTheApi(NAME, raw, operation.effect === 'read');
  if (operation.id.endsWith('_batch_action_create')) return batchAnswer(args, body, status);
  const results = member(body, 'results');
  const count = member(body, 'count');
  if (Array.isArray(results) && typeof count === 'number') {
    return { data: results, status, page: pageOf(args, results.length, count, member(body, 'next')) };
  }
  return { data: body, status, notes: notesOn(args, body) };
}

/** `next` is a path below the origin that a client may not follow as it stands; only whether there is one counts. */
function pageOf(args: Arguments, shown: number, total: number, next: unknown): PageInfo {
  const offset = positive(args['offset']) ?? 0;
  const limit = positive(args['limit']) ?? shown;
  const last = next === null || shown === 0 || offset + limit >= total;
  return { total, next: last ? undefined : { offset: offset + limit, limit }, start: offset };
}

/** The server takes anything else for its default. */
function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}

/** A 400 whose only member is `warning` comes after the account was made: repeating the call would fail for another reason. */
function createdWithoutMail(operation: Operation, args: Arguments, raw: RawAnswer, body: unknown): Answer | undefined {
  if (operation.id !== 'users_create' || raw.status !== 400 || member(body, 'warning') === undefined) return undefined;
  const notes = [
    `${NAME} made the account, but could not send the welcome mail. Do not repeat the call; set a password or send a reset mail instead.`,
  ];
  return { data: { created: true, email: args['email'] ?? null }, status: raw.status, notes };
}

function notesOnEmpty({ id }: Operation): readonly string[] | undefined {
  if (id === 'iam_password_reset_create') return [`${NAME} answers alike for known and unknown addresses, and when the mail fails.`];
  if (id === 'iam_set_password_create')
    return ['Tokens of that person stay valid. Where single sign-on is forced, the password is made unusable instead.'];
  return undefined;
}

/** Superusers are kept active without a word. */
function notesOn(args: Arguments, body: unknown): readonly string[] | undefined {
  const kept = args['is_active'] === false && isObject(body) && body['is_active'] === true;
  return kept ? ['The account is still active: a superuser cannot be deactivated. Take away is_superuser first.'] : undefined;
}
