import { member, StewardError } from '../../operation/index.ts';
import type { Answer, CallOptions } from '../adapter.ts';
import { commonFailure, notTheApi, parseJson, saysJson } from '../answer.ts';
import type { Client, RawAnswer } from '../client.ts';
import type { VendorRequest } from '../request.ts';
import { signedIn, waitFor } from '../sign-in.ts';
import type { CisoAssistantSettings } from './adapter.ts';

/** What messages call the system. */
export const NAME = 'CISO Assistant';

/** Lifetime of a session token that names no expiry: the server's default, in milliseconds. */
const LIFETIME = 3_600_000;
/** How long before its end a token is no longer used, in milliseconds; a tenth of its life when that is less. */
const MARGIN = 60_000;

/** The session token of the configured account. */
export interface Session {
  /** The current token; signs in when there is none or it is about to expire. */
  readonly token: (options: CallOptions) => Promise<string>;
  /** Drops a token that is no longer good, unless another call has replaced it already. */
  readonly forget: (token: string) => void;
  /** Signs in anew and answers that it worked, never the token. */
  readonly signIn: (options: CallOptions) => Promise<Answer>;
}

interface Known {
  readonly token: string;
  readonly expiry: string | undefined;
  /** Local time after which the token is not used. */
  readonly until: number;
}

/** One sign-in shared by all concurrent calls; a failed one is not remembered. */
export function sessionOf(client: Client, settings: CisoAssistantSettings): Session {
  let pending: Promise<Known> | undefined;
  let known: Known | undefined;
  // No caller's own cancellation ends it: others may be waiting for the same sign-in.
  const fresh = () => {
    pending ??= login(client, settings)
      .then((made) => (known = made))
      .finally(() => (pending = undefined));
    return pending;
  };
  return {
    token: async (options) => (known !== undefined && Date.now() < known.until ? known : await signedIn(fresh(), options)).token,
    forget: (stale) => {
      if (known?.token === stale) known = undefined;
    },
    signIn: async (options) => {
      const { expiry } = await waitFor(fresh(), options);
      return { data: { signed_in: true, expiry: expiry ?? null }, status: 200 };
    },
  };
}

async function login(client: Client, { username, password }: CisoAssistantSettings): Promise<Known> {
  if (username === undefined || password === undefined) {
    throw new StewardError(
      'not_configured',
      `${NAME} signs in with CISO_ASSISTANT_USERNAME and CISO_ASSISTANT_PASSWORD, which are not set.`,
    );
  }
  const body = JSON.stringify({ username, password });
  const headers = { 'content-type': 'application/json', 'accept-language': 'en' };
  const request: VendorRequest = { method: 'POST', path: '/iam/login/', query: '', headers, body };
  const raw = await client.send(request, { safe: true });
  const failed = commonFailure(NAME, raw, true);
  if (failed) throw failed;
  const answer = saysJson(raw) ? parseJson(raw) : undefined;
  const token = member(answer, 'token');
  if (raw.status !== 200) throw refused(raw);
  if (typeof token !== 'string') throw notTheApi(NAME, raw, true);
  const expiry = member(answer, 'expiry');
  return { token, expiry: typeof expiry === 'string' ? expiry : undefined, until: usableUntil(raw, expiry) };
}

/** Measured against the server's own clock where it tells the time: ours may be off by more than the lifetime. */
function usableUntil(raw: RawAnswer, expiry: unknown): number {
  const now = Date.now();
  const told = raw.headers['date'];
  const there = typeof told === 'string' ? Date.parse(told) : Number.NaN;
  const left = (typeof expiry === 'string' ? Date.parse(expiry) : Number.NaN) - (Number.isNaN(there) ? now : there);
  const lifetime = Number.isNaN(left) || left <= 0 ? LIFETIME : left;
  return now + lifetime - Math.min(MARGIN, lifetime / 10);
}

function refused(raw: RawAnswer): StewardError {
  const details = { vendorStatus: raw.status };
  const fail = (why: string) => new StewardError('sign_in_failed', `${NAME} ${why}.`, details);
  if (raw.status === 404) return fail('has no sign-in with a password at this address; newer versions take a personal access token only');
  // Two accounts whose addresses differ only in letter case make the sign-in itself fail.
  if (raw.status >= 500)
    return fail(`failed while signing in (${raw.status}); it does so when two accounts share an address in different letter case`);
  return fail('does not accept the configured user name and password');
}
