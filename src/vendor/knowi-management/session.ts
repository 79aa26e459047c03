import { member, StewardError } from '../../operation/index.ts';
import { commonFailure, notTheApi, parseJson } from '../answer.ts';
import type { CallOptions } from '../adapter.ts';
import type { Client } from '../client.ts';
import type { VendorRequest } from '../request.ts';
import { signedIn, waitFor } from '../sign-in.ts';

/** The client id and secret that an administrator gets from the account settings of Knowi. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A bearer token and when to replace it, in milliseconds since 1970. */
interface Live {
  readonly token: string;
  readonly renewAt: number;
  readonly seconds: number;
}

/** One sign-in shared by all concurrent calls; a failed one is not remembered. */
export interface Session {
  /** A token that is good for now, signing in where needed. */
  readonly token: (options: CallOptions) => Promise<string>;
  /** Signs in afresh and answers the lifetime of the token in seconds. */
  readonly renew: (options: CallOptions) => Promise<number>;
  /** The token in use, if any. */
  readonly current: () => string | undefined;
  readonly forget: (token: string) => void;
}

/** Opens a session; nothing is sent before a token is needed. */
export function sessionOf(client: Client, credentials: Credentials): Session {
  let live: Live | undefined;
  let pending: Promise<Live> | undefined;
  const signIn = () => {
    pending ??= login(client, credentials)
      .then((fresh) => (live = fresh))
      .finally(() => (pending = undefined));
    return pending;
  };
  return {
    token: async (options) => (live !== undefined && Date.now() < live.renewAt ? live : await signedIn(signIn(), options)).token,
    renew: async (options) => (await waitFor(signIn(), options)).seconds,
    current: () => live?.token,
    // Another call may have renewed it already.
    forget: (token) => {
      if (live?.token === token) live = undefined;
    },
  };
}

/** Seconds that a token lives where the answer does not say. */
const HOUR = 3600;

/** Longest time before the end, in seconds, at which a token is replaced. */
const EARLY = 60;

async function login(client: Client, { clientId, clientSecret }: Credentials): Promise<Live> {
  const body = `client_id=${encodeURIComponent(clientId)}&client_secret=${encodeURIComponent(clientSecret)}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const request: VendorRequest = { method: 'POST', path: '/login', query: '', headers, body };
  const raw = await client.send(request, { safe: true });
  const value = parseJson(raw);
  const token = member(value, 'access_token');
  if (raw.status === 200 && typeof token === 'string' && token !== '') {
    const said = member(value, 'expires_in');
    const seconds = typeof said === 'number' && said >= 0 ? said : HOUR;
    return { token, seconds, renewAt: Date.now() + (seconds - Math.min(EARLY, seconds / 10)) * 1000 };
  }
  const common = commonFailure('Knowi', raw, true);
  if (common) throw common;
  // All three are documented for wrong credentials; a page instead of JSON means another program.
  if ([400, 401, 404].includes(raw.status) && value !== undefined) {
    throw new StewardError('sign_in_failed', 'Knowi does not accept the configured client id and secret.', { vendorStatus: raw.status });
  }
  if (raw.status >= 500) throw new StewardError('vendor_error', `Knowi failed to sign in (${raw.status}).`, { vendorStatus: raw.status });
  throw notTheApi('Knowi', raw, true);
}
