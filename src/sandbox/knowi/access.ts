import * as z from 'zod';
import type { Ask, Handler, Reply } from '../core/emulation.ts';
import { form, take } from '../core/input.ts';
import { uuidOf } from '../core/made-up.ts';
import { ADMIN_ID } from './seed.ts';
import { badParameter, done, failure, type Workspace } from './workspace.ts';

/** The one pair of client credentials that the emulation accepts. */
export const client = { id: 'sandbox-knowi-client', secret: 'sandbox-knowi-client-secret' } as const;

/** Tokens of the Management API. */
export interface Access {
  readonly login: Handler;
  readonly logout: Handler;
  /** The handler behind a bearer token: 401 without a live one. */
  readonly signedIn: (handler: Handler) => Handler;
}

/** How tokens age. */
export interface TokenLife {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly tokenSeconds: number;
}

const credentials = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1) });

/** Opens the token desk: opaque bearer tokens, no refresh; a token is dead after its time, after logout, and with its account. */
export function openAccess({ users }: Workspace, { now, tokenSeconds }: TokenLife): Access {
  const expiry = new Map<string, number>();
  let count = 0;
  // Client credentials belong to the account that made them, so they end with it.
  const alive = () => users.get(ADMIN_ID) !== undefined;

  const login: Handler = (ask) => {
    const sent = take(credentials, form(ask.text, ask.headers['content-type']), badParameter);
    if (sent.client_id !== client.id || sent.client_secret !== client.secret || !alive()) return failure(401, 'Invalid client credentials');
    const token = `sandbox-knowi-${uuidOf('knowi token', ++count)}`;
    expiry.set(token, now() + tokenSeconds * 1000);
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: tokenSeconds } };
  };

  const tokenOf = (ask: Ask): string => {
    const token = /^Bearer (\S+)$/.exec(ask.headers.authorization ?? '')?.[1];
    const until = expiry.get(token ?? '');
    const refused: Reply = failure(401, token === undefined ? 'Access token is missing' : 'Access token is invalid or expired');
    if (token === undefined || until === undefined || until <= now() || !alive()) throw refused;
    return token;
  };

  const logout: Handler = (ask) => {
    expiry.delete(tokenOf(ask));
    return done;
  };

  return {
    login,
    logout,
    signedIn: (handler) => (ask) => {
      tokenOf(ask);
      return handler(ask);
    },
  };
}
