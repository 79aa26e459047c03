import { isObject, member, scrubText, StewardError } from '../../operation/index.ts';
import { commonFailure, notTheApi, parseJson, vendorWords } from '../answer.ts';
import type { RawAnswer } from '../client.ts';

/** Whether an answer is a web page, whatever it calls itself. */
export function isPage(raw: RawAnswer): boolean {
  return raw.contentType === 'text/html' || raw.text.trimStart().startsWith('<');
}

/** Whether an answer began as JSON and is none: half of one, or one that was spoiled on its way. Plain text is not. */
export function isTorn(raw: RawAnswer): boolean {
  return /^\s*[[{]/.test(raw.text) && parseJson(raw) === undefined;
}

/** What Knowi says, in the form that its documentation describes (`message`) or as plain text, without the credential of this server. */
export function knowiWords(raw: RawAnswer, credential: string): string {
  const body = parseJson(raw);
  return vendorWords(isObject(body) ? member(body, 'message') : isPage(raw) ? '' : scrubText(raw.text, raw.secrets ?? []), [
    credential,
  ]).replace(/\.$/, '');
}

/** What a status outside 2xx means in both of Knowi's APIs; 401 is the caller's to explain. */
export function knowiFailure(name: string, raw: RawAnswer, safe: boolean, credential: string): StewardError {
  const { status } = raw;
  const common = commonFailure(name, raw, safe);
  if (common) return common;
  // Another program at this address: its 404 says nothing about an id.
  if (isPage(raw) && status < 500 && status !== 403) return notTheApi(name, raw, safe);
  const words = knowiWords(raw, credential);
  const details = { vendorStatus: status };
  if (status === 403) return new StewardError('forbidden', `${name} refuses${tail(words)}.`, details);
  if (status === 404) return new StewardError('not_found', `${name} does not find it${tail(words)}.`, details);
  if (status === 409) return new StewardError('conflict', `${name} has it already${tail(words)}.`, details);
  if (status < 500) return new StewardError('rejected', `${name} rejects the request (${status})${tail(words)}.`, details);
  return new StewardError('vendor_error', `${name} failed (${status})${tail(words)}.`, details);
}

/** The error of a write that answers as if it had worked, but without what it is for; a page comes from another program. */
export function withoutResult(name: string, raw: RawAnswer, what: string): StewardError {
  if (isPage(raw)) return notTheApi(name, raw, false);
  return new StewardError('outcome_unknown', `${name} answered ${raw.status}, but without ${what}.`, { vendorStatus: raw.status });
}

function tail(words: string): string {
  return words === '' ? '' : `: ${words}`;
}
