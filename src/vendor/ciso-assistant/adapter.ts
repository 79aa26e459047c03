import { StewardError, type Arguments, type Operation } from '../../operation/index.ts';
import type { Adapter, Answer, CallOptions } from '../adapter.ts';
import { LIMITS, openClient, type ClientLimits } from '../client.ts';
import { buildRequest, type VendorRequest } from '../request.ts';
import { withRetry } from '../retry.ts';
import { isTokenProblem } from './failures.ts';
import { NAME, sessionOf } from './session.ts';
import { understand } from './understand.ts';

/** Where a CISO Assistant is and how to sign in. */
export interface CisoAssistantSettings {
  /** The host, with or without the `/api` behind which every operation lies. */
  readonly url: string;
  /** Personal access token. */
  readonly token?: string | undefined;
  /** The e-mail address and password of an account; used where there is no token, and to sign in on request. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** Operations after which the token that carried them is gone. */
const ENDS_SESSION = new Set(['iam_logout_create', 'iam_logoutall_create']);

/**
 * The CISO Assistant adapter: a personal access token, or a session token that is renewed before it expires and once on 401.
 * No cookie is ever kept: the server would take one for a sign-in without a CSRF token and refuse the call.
 */
export function cisoAssistantAdapter(settings: CisoAssistantSettings, limits: ClientLimits = LIMITS): Adapter {
  const client = openClient(NAME, apiBase(settings.url), limits);
  const session = sessionOf(client, settings);

  const attempt = async (operation: Operation, args: Arguments, options: CallOptions, renewed: boolean): Promise<Answer> => {
    const request = belowApi(buildRequest(operation, args));
    const own = operation.needs === 'none' || settings.token !== undefined ? undefined : await session.token(options);
    const token = operation.needs === 'none' ? undefined : (own ?? settings.token);
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Token ${token}` };
    // Error texts come in the language asked for, and some of them are all there is to tell two failures apart.
    const headers = { 'accept-language': 'en', ...authorization };
    const raw = await client.send(request, { headers, safe: operation.effect === 'read' }, options);
    if (own !== undefined && isTokenProblem(raw)) {
      session.forget(own);
      if (!renewed) return attempt(operation, args, options, true);
    }
    const answer = understand(operation, args, raw);
    if (own !== undefined && ENDS_SESSION.has(operation.id)) session.forget(own);
    return answer;
  };

  return {
    system: 'ciso-assistant',
    call: (operation, args, options = {}) =>
      operation.id === 'iam_login_create'
        ? session.signIn(options)
        : withRetry(operation, (within) => attempt(operation, args, within, false), options, limits),
    close: client.close,
  };
}

function apiBase(url: string): string {
  const bare = new URL(url);
  const path = bare.pathname.replace(/\/+$/, '');
  return new URL(path.endsWith('/api') ? path : `${path}/api`, bare.origin).href;
}

function belowApi(request: VendorRequest): VendorRequest {
  const path = request.path.replace(/^\/api(?=\/)/, '');
  // Without the final slash a write is redirected and loses its body.
  if (!path.endsWith('/')) throw new StewardError('internal', `The path ${path} of a ${NAME} operation does not end with a slash.`);
  return { ...request, path };
}
