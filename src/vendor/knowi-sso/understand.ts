import { isObject, member, StewardError, type Operation } from '../../operation/index.ts';
import type { Answer } from '../adapter.ts';
import { notTheApi, parseJson, vendorWords } from '../answer.ts';
import type { RawAnswer } from '../client.ts';
import { isPage, isTorn, knowiFailure, knowiWords, withoutResult } from '../knowi-management/failure.ts';

const NAME = 'Knowi SSO';

/** The data of an answer, a minted token under the name that `mints` gives it; throws what the answer means otherwise. */
export function understand(operation: Operation, raw: RawAnswer, customerToken: string): Answer {
  const { status } = raw;
  if (status === 401) throw unauthorised(operation, raw, customerToken);
  if (status < 200 || status >= 300) throw knowiFailure(NAME, raw, false, customerToken);
  const [name] = operation.mints;
  const data = name === undefined ? plain(raw, customerToken) : minted(name, raw);
  if (data === undefined) throw notTheApi(NAME, raw, false);
  return { data, status };
}

/** The bare token as text, as the samples show it, or in JSON, which the vendor's own client tries first. */
function minted(name: string, raw: RawAnswer): Readonly<Record<string, string>> {
  const value = parseJson(raw);
  const token = isObject(value) ? (member(value, name) ?? member(value, 'token')) : typeof value === 'string' ? value : raw.text.trim();
  if (typeof token === 'string' && /^[^\s<>{}[\]"]{1,4096}$/.test(token)) return { [name]: token };
  throw withoutResult(NAME, raw, `a ${name}`);
}

/** No answer is documented for the other calls: JSON, text and nothing at all are taken. */
function plain(raw: RawAnswer, customerToken: string): unknown {
  if (raw.text.trim() === '') return null;
  if (isPage(raw) || isTorn(raw)) return undefined;
  return parseJson(raw) ?? { message: vendorWords(raw.text, [customerToken]) };
}

function unauthorised(operation: Operation, raw: RawAnswer, customerToken: string): StewardError {
  const words = knowiWords(raw, customerToken);
  const details = { vendorStatus: raw.status };
  const said = words === '' ? '' : `: ${words}`;
  // Where the call carries a token of the user, that may be the wrong one.
  return 'userToken' in operation.body
    ? new StewardError('rejected', `${NAME} does not accept the user and userToken${said}.`, { ...details, field: 'userToken' })
    : new StewardError('sign_in_failed', `${NAME} does not accept the configured customer token${said}.`, details);
}
