import { bearerAuthChallengeResponse, OAuthError, OAuthErrorCode, type AuthInfo } from '@modelcontextprotocol/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { identity, isIdentity, LOCAL, type Identity } from '../access/index.ts';
import { authenticate, challengeOptions, type Auth } from './auth/index.ts';
import { forgetHeader, takeCredentials, type Brought } from './credentials.ts';
import type { Origin } from '../trace/index.ts';
import { refuse, refuseForNow } from './refuse.ts';

/** The caller where nobody is authenticated: everybody on this machine is the same one. */
const NOBODY: Identity = identity({ name: LOCAL, scopes: undefined });

/** Who sends a request, and the same in the form of the SDK, without the token. */
export interface Admitted {
  readonly caller: Identity;
  readonly authInfo: AuthInfo;
}

/** What the SDK is told of nobody. */
const UNKNOWN: AuthInfo = { token: '', clientId: LOCAL, scopes: [], extra: {} };

const ANYBODY: Admitted = { caller: NOBODY, authInfo: UNKNOWN };

/** The member of a request that says who sends it. */
const ADMITTED = 'admitted';

/** Makes room on each request for who sends it. */
export function openGate(app: FastifyInstance): void {
  app.decorateRequest(ADMITTED, null);
}

/** Who sends a request, once `admit` let it through. */
export function admittedAs(request: FastifyRequest): Admitted {
  return request.getDecorator<Admitted | null>(ADMITTED) ?? ANYBODY;
}

function admitAs(request: FastifyRequest, who: Admitted): void {
  request.setDecorator(ADMITTED, who);
}

/** Tells the SDK, which reads `auth` from the raw request, who sends it and which request it is. */
export function carry(request: FastifyRequest, origin: Origin): AuthInfo {
  const { caller, authInfo } = admittedAs(request);
  const auth = { ...authInfo, extra: { identity: identity({ ...caller, origin }) } };
  Object.assign(request.raw, { auth });
  return auth;
}

/** What `admit` goes by. */
export interface Gate {
  readonly auth: Auth | undefined;
  readonly brought: Brought;
}

/** Lets the holders of good tokens through, before a body is read. Everybody else hears how to get one. */
export function admit(
  { auth, brought }: Gate,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | Promise<FastifyReply | undefined> | undefined {
  const { raw } = request;
  const credentials = takeCredentials(raw, brought);
  if (typeof credentials === 'string') return refuse(reply, 400, -32600, credentials);
  if (!auth) {
    if (credentials.size > 0) admitAs(request, { caller: { ...NOBODY, credentials }, authInfo: UNKNOWN });
    return undefined;
  }
  return known(auth, credentials, request, reply);
}

async function known(
  auth: Auth,
  credentials: ReadonlyMap<string, string>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { raw } = request;
  try {
    const info = await authenticate(auth, request.headers);
    if (info.scopes.length === 0) throw new OAuthError(OAuthErrorCode.InsufficientScope, 'The token has no scope for this server.');
    const who = info.extra?.['identity'];
    if (!isIdentity(who)) throw new Error('a verifier named nobody');
    forgetHeader(raw, 'authorization');
    admitAs(request, { caller: { ...who, credentials }, authInfo: info });
    return undefined;
  } catch (thrown) {
    return challenge(auth, reply, thrown);
  }
}

/** Refuses with what the client needs in order to come back with a better token. `scopes` are all that it then must have. */
export function challenge(auth: Auth, reply: FastifyReply, thrown: unknown, scopes?: readonly string[]): FastifyReply {
  const { status, headers } = bearerAuthChallengeResponse(thrown, challengeOptions(auth, scopes));
  if (status >= 500) return refuseForNow(reply, 'Tokens cannot be checked at the moment.', 5);
  const header = headers.get('www-authenticate');
  if (header !== null) reply.header('www-authenticate', header);
  return refuse(reply, status, -32600, thrown instanceof Error ? thrown.message : 'The token is not good.');
}
