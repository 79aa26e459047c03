import { member, StewardError, type Operation } from '../../operation/index.ts';
import type { Adapter, CallOptions } from '../adapter.ts';
import { LIMITS, openClient, type Client, type ClientLimits } from '../client.ts';
import { buildRequest, type VendorRequest } from '../request.ts';
import { withRetry } from '../retry.ts';
import { signedIn } from '../sign-in.ts';
import { commonFailure, notTheApi, parseJson, saysJson } from '../answer.ts';
import { understand } from './understand.ts';

/** Where a Lightdash instance is and how to sign in. */
export interface LightdashSettings {
  readonly url: string;
  /** Personal access token. */
  readonly token?: string | undefined;
  /** For the operations that refuse every token; also used for the others when there is no token. */
  readonly email?: string | undefined;
  readonly password?: string | undefined;
}

/** The Lightdash adapter: `ApiKey` token, or the `connect.sid` cookie of a login session that is renewed once on 401. */
export function lightdashAdapter(settings: LightdashSettings, limits: ClientLimits = LIMITS): Adapter {
  const client = openClient('Lightdash', settings.url, limits);
  const session = sessionOf(client, settings);
  // A password of one or two letters would tear holes into ordinary words.
  const secrets = [settings.token ?? '', settings.password ?? ''].filter((value) => value.length > 3);
  const inSession = (operation: Operation) =>
    operation.needs === 'session' || (operation.needs === 'token' && settings.token === undefined);

  const attempt = async (operation: Operation, request: VendorRequest, options: CallOptions, renewed: boolean) => {
    const cookie = inSession(operation) ? await session.cookie(options) : undefined;
    const headers = cookie ? { cookie } : tokenHeader(operation, settings);
    const raw = await client.send(request, { headers, safe: operation.effect === 'read' }, options);
    if (raw.status === 401 && cookie !== undefined && !renewed) {
      session.forget(cookie);
      return attempt(operation, request, options, true);
    }
    return understand(operation, raw, secrets);
  };

  return {
    system: 'lightdash',
    call: (operation, args, options = {}) => {
      const request = buildRequest(operation, args);
      return withRetry(operation, (within) => attempt(operation, request, within, false), options, limits);
    },
    version: (signal) => versionOf(client, signal),
    close: client.close,
  };
}

async function versionOf(client: Client, signal?: AbortSignal): Promise<string | undefined> {
  const raw = await client.send(
    { method: 'GET', path: '/api/v1/health', query: '', headers: {}, body: undefined },
    { safe: true },
    { signal },
  );
  const version = saysJson(raw) ? member(member(parseJson(raw), 'results'), 'version') : undefined;
  return typeof version === 'string' && /^[\w.+-]{1,40}$/.test(version) ? version : undefined;
}

function tokenHeader(operation: Operation, { token }: LightdashSettings): Record<string, string> {
  return operation.needs === 'none' || token === undefined ? {} : { authorization: `ApiKey ${token}` };
}

interface Session {
  readonly cookie: (options: CallOptions) => Promise<string>;
  readonly forget: (cookie: string) => void;
}

/** One login shared by all concurrent calls; a failed one is not remembered. */
function sessionOf(client: Client, settings: LightdashSettings): Session {
  let pending: Promise<string> | undefined;
  let known: string | undefined;
  const signIn = () => {
    pending ??= login(client, settings)
      .then((fresh) => (known = fresh))
      .finally(() => (pending = undefined));
    return pending;
  };
  return {
    cookie: async (options) => known ?? (await signedIn(signIn(), options)),
    forget: (stale) => {
      // Another call may have renewed it already.
      if (stale === known) known = undefined;
    },
  };
}

async function login(client: Client, { email, password }: LightdashSettings): Promise<string> {
  if (email === undefined || password === undefined) {
    throw new StewardError('session_required', 'Lightdash refuses tokens for this; LIGHTDASH_EMAIL and LIGHTDASH_PASSWORD are not set.');
  }
  const body = JSON.stringify({ email, password });
  const request: VendorRequest = {
    method: 'POST',
    path: '/api/v1/login',
    query: '',
    headers: { 'content-type': 'application/json' },
    body,
  };
  const raw = await client.send(request, { safe: true });
  const failed = commonFailure('Lightdash', raw, true);
  if (failed) throw failed;
  const cookie = cookieIn(raw.headers['set-cookie']);
  // A web page, or a failure of the system, says nothing about the credentials.
  if (!saysJson(raw)) throw notTheApi('Lightdash', raw, true);
  if (raw.status >= 500)
    throw new StewardError('vendor_error', `Lightdash failed (${raw.status}) at the sign-in.`, { vendorStatus: raw.status });
  if (raw.status !== 200 || cookie === undefined) {
    throw new StewardError('sign_in_failed', 'Lightdash does not accept the configured e-mail address and password.', {
      vendorStatus: raw.status,
    });
  }
  return cookie;
}

function cookieIn(header: string | string[] | undefined): string | undefined {
  const lines = typeof header === 'string' ? [header] : (header ?? []);
  return lines.map((line) => line.split(';')[0]?.trim()).find((pair) => pair?.startsWith('connect.sid='));
}
