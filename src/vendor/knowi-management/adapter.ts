import { StewardError, type Arguments, type Operation } from '../../operation/index.ts';
import type { Adapter, Answer, CallOptions } from '../adapter.ts';
import { withRoot } from '../base-url.ts';
import { LIMITS, openClient, type ClientLimits } from '../client.ts';
import { buildRequest, type VendorRequest } from '../request.ts';
import { withRetry } from '../retry.ts';
import { sessionOf, type Credentials } from './session.ts';
import { understand } from './understand.ts';

/** Where Knowi is and how to sign in. */
export interface KnowiManagementSettings extends Credentials {
  /** The host alone, or the URL to which `/login` is joined: `https://knowi.com` and `https://knowi.com/api/1.0` mean the same. */
  readonly url: string;
}

/** The adapter of Knowi's Management API: a bearer token, replaced shortly before it ends and once on 401. */
export function knowiManagementAdapter(settings: KnowiManagementSettings, limits: ClientLimits = LIMITS): Adapter {
  const client = openClient('Knowi', withRoot(settings.url, '/api/1.0'), limits);
  const session = sessionOf(client, settings);

  const send = (operation: Operation, request: VendorRequest, token: string, options: CallOptions) => {
    const headers = { authorization: `Bearer ${token}` };
    return client.send(request, { headers, safe: operation.effect === 'read' }, options);
  };

  const attempt = async (operation: Operation, request: VendorRequest, options: CallOptions, renewed: boolean): Promise<Answer> => {
    const token = await session.token(options);
    const raw = await send(operation, request, token, options);
    if (raw.status === 401 && !renewed) {
      session.forget(token);
      return attempt(operation, request, options, true);
    }
    return understand(operation, raw, token);
  };

  const signIn = async (options: CallOptions): Promise<Answer> => ({
    data: { signedIn: true, expiresInSeconds: await session.renew(options) },
    status: 200,
  });

  const signOut = async (operation: Operation, request: VendorRequest, options: CallOptions): Promise<Answer> => {
    const token = session.current();
    if (token === undefined) return { data: { signedOut: true }, status: 200, notes: ['There was no session to end.'] };
    // Whatever Knowi answers, this token is not used again.
    session.forget(token);
    const raw = await send(operation, request, token, options);
    if (raw.status !== 401) understand(operation, raw, token);
    return { data: { signedOut: true }, status: raw.status };
  };

  return {
    system: 'knowi-management',
    call: async (operation, args, options = {}) => {
      if (operation.id === 'login') return withRetry(operation, signIn, options, limits);
      refuseSelfMove(operation, args);
      const request = buildRequest(operation, args);
      if (operation.id === 'logout') return signOut(operation, request, options);
      return withRetry(operation, (within) => attempt(operation, request, within, false), options, limits);
    },
    check: refuseSelfMove,
    close: client.close,
  };
}

/** What Knowi does when giver and receiver are one is not documented. */
function refuseSelfMove({ id }: Operation, { userId, toUserId }: Arguments): void {
  if (id !== 'moveUserAssets' || String(userId) !== String(toUserId)) return;
  throw new StewardError('invalid_arguments', 'toUserId: must be another user than userId.', { field: 'toUserId' });
}
