import { isObject, scrubText, StewardError, type ErrorDetails } from '../operation/index.ts';
import type { RawAnswer } from './client.ts';
import { unquotedIn } from './quoted.ts';

/** Deepest nesting of an answer. None that is documented comes near it, and what walks a much deeper one would exhaust the stack. */
const DEEPEST = 200;

/** The JSON value of an answer, or undefined where it is not valid JSON, or nested like no answer of an API. */
export function parseJson({ text, secrets }: RawAnswer): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (hasManyOpenings(text) && isTooDeep(text)) return undefined;
    return secrets && secrets.length > 0 ? unquotedIn(value, secrets) : value;
  } catch {
    return undefined;
  }
}

/** Whether there is enough to nest: a quick look that spares most answers the slow one. */
function hasManyOpenings(text: string): boolean {
  let left = DEEPEST;
  for (const opening of ['[', '{'])
    for (let at = text.indexOf(opening); at !== -1 && left >= 0; at = text.indexOf(opening, at + 1)) left -= 1;
  return left < 0;
}

/** Whether valid JSON is nested deeper than that. Reads the text, because walking the value is what must not be done. */
function isTooDeep(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length && open <= DEEPEST; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === 0x5b || code === 0x7b) open += 1;
    else if (code === 0x5d || code === 0x7d) open -= 1;
  }
  return open > DEEPEST;
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/** Where the text ends that begins with the quote at `start`. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

/** Whether the vendor says that it sent JSON. */
export function saysJson(raw: RawAnswer): boolean {
  return raw.contentType === 'application/json' || raw.contentType.endsWith('+json');
}

/** Seconds of a `Retry-After` header, in either of its two forms; undefined where there is none. */
export function retryAfter(raw: RawAnswer, now: number = Date.now()): number | undefined {
  const header = raw.headers['retry-after'];
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/**
 * A vendor's own words, made fit for an error message: one line, no markup, no control characters, at most 300 characters.
 * `secrets` are credentials of this server that a vendor may echo; those among the arguments are not an adapter's concern.
 */
export function vendorWords(text: unknown, secrets: readonly string[] = []): string {
  if (typeof text !== 'string') return '';
  const line = scrubText(
    text,
    secrets.filter((value) => value !== ''),
  )
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** Every text inside a JSON value in one line, as a vendor nests its complaints. */
export function textsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textsIn).join(' ');
  if (isObject(value)) return Object.values(value).map(textsIn).join(' ');
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
}

/** The error of a status that every vendor means alike; undefined for the others. `safe` as in Sending. */
export function commonFailure(name: string, raw: RawAnswer, safe: boolean): StewardError | undefined {
  const { status } = raw;
  const details: ErrorDetails = { vendorStatus: status, retryAfter: retryAfter(raw) };
  if (status === 429) return new StewardError('rate_limited', `${name} asks to slow down.`, { ...details, notTaken: true });
  if (status === 502 || status === 503 || status === 504) {
    // A gateway that gave up does not know what the system behind it did.
    return safe
      ? new StewardError('unavailable', `${name} is not available at the moment (${status}).`, { ...details, down: true })
      : new StewardError('outcome_unknown', `${name} answered ${status}, which does not say whether it took the request.`, {
          ...details,
          down: true,
        });
  }
  if (status >= 300 && status < 400) {
    return new StewardError('unexpected_answer', `${name} redirects elsewhere (${status}); redirects are not followed.`, details);
  }
  return undefined;
}

/** The error of an answer that is not what the API documents: another host, a proxy's page, half a JSON text. */
export function notTheApi(name: string, raw: RawAnswer, safe: boolean): StewardError {
  const what = raw.contentType === '' ? 'something without a content type' : raw.contentType;
  // A page comes from another program. Anything else may be the system's own answer to a write that it did, spoiled on its way.
  if (!safe && raw.status < 300 && !raw.text.trimStart().startsWith('<')) {
    return new StewardError('outcome_unknown', `${name} answered ${raw.status}, but not in readable JSON.`, { vendorStatus: raw.status });
  }
  return new StewardError('unexpected_answer', `${name} answered ${raw.status} with ${what} instead of the documented JSON.`, {
    vendorStatus: raw.status,
  });
}
