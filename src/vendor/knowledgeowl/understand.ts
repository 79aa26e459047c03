import { isObject, member, StewardError, type Arguments, type JsonObject, type Operation } from '../../operation/index.ts';
import type { Answer } from '../adapter.ts';
import { commonFailure, notTheApi, parseJson, vendorWords } from '../answer.ts';
import type { RawAnswer } from '../client.ts';

const NAME = 'KnowledgeOwl';

/** The `data` of a KnowledgeOwl answer; throws what the answer means otherwise. `valid: false` is a failure under any status. */
export function understand(operation: Operation, args: Arguments, raw: RawAnswer, apiKey: string): Answer {
  const safe = operation.effect === 'read';
  const { status } = raw;
  const parsed = parseJson(raw);
  const body = isObject(parsed) ? parsed : undefined;
  const words = wordsOf(body, apiKey);
  if (status < 200 || status >= 300) throw commonFailure(NAME, raw, safe) ?? failure(raw, body, words, safe);
  if (member(body, 'valid') === false) throw new StewardError('rejected', `${NAME} rejects the request${words}.`, { vendorStatus: status });
  const data = member(body, 'data');
  if (data === undefined || data === null) throw notTheApi(NAME, raw, safe);
  if (operation.id !== 'listReaders') return { data, status };
  const readers = Array.isArray(data) ? data : [data];
  return { data: readers, status, ...pageOf(member(body, 'page_stats'), args, readers.length) };
}

/** Paging is not documented for readers, so a page that does not advance ends the walk. */
function pageOf(stats: unknown, { page, limit }: Arguments, shown: number): Pick<Answer, 'page' | 'notes'> {
  const current = typeof page === 'number' ? page : 1;
  const asked = current === 1 ? 0 : typeof limit === 'number' ? (current - 1) * limit : undefined;
  // What was asked for as a page is one, although nothing says so.
  if (!isObject(stats))
    return page === undefined && limit === undefined ? {} : { page: { total: undefined, next: undefined, start: asked } };
  const records = member(stats, 'total_records');
  const total = typeof records === 'number' ? records : undefined;
  const next = member(stats, 'next_page');
  const advances = typeof next === 'number' && next > current;
  const stuck = typeof next === 'number' && !advances;
  // The most that `limit` may be is not documented; a page before another one is full, and the last one ends with the list.
  const start = advances ? (current - 1) * shown : current === 1 || total === undefined ? asked : Math.max(0, total - shown);
  return {
    page: { total, next: advances ? { page: next, limit } : undefined, start: stuck ? undefined : start },
    notes: stuck ? [`${NAME} did not go on to page ${current}; narrow the list with a filter instead.`] : undefined,
  };
}

function failure({ status, ...raw }: RawAnswer, body: JsonObject | undefined, words: string, safe: boolean): StewardError {
  const details = { vendorStatus: status };
  if (status === 401) return new StewardError('sign_in_failed', `${NAME} does not accept the configured API key${words}.`, details);
  if (status === 403) return new StewardError('forbidden', `The API key may not do this with readers${words}.`, details);
  if (status >= 500) {
    return new StewardError(
      'vendor_error',
      `${NAME} failed (${status})${words}. It also does so after a member was written that is read-only.`,
      details,
    );
  }
  // Another program at this address: its 404 says nothing about an id.
  if (body === undefined) return notTheApi(NAME, { status, ...raw }, safe);
  if (status === 404) return new StewardError('not_found', `${NAME} does not find it${words}.`, details);
  if (status === 409) return new StewardError('conflict', `${NAME} has it already${words}.`, details);
  return new StewardError('rejected', `${NAME} rejects the request (${status})${words}.`, details);
}

/** No error form is documented; public clients look for these members in this order. */
function wordsOf(body: JsonObject | undefined, apiKey: string): string {
  const told = ['message', 'error', 'reason'].map((name) => vendorWords(member(body, name), [apiKey])).find((words) => words !== '');
  return told === undefined ? '' : `: ${told.replace(/\.$/, '')}`;
}
