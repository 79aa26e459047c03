import type { Ask, Handler, Reply } from '../core/emulation.ts';
import { isReply } from '../core/emulation.ts';
import { digestOf, SESSION } from './seed.ts';
import type { State, Token, User } from './model.ts';
import { lineTooLong, refusal, unauthenticated } from './reply.ts';

/** A request with its signed-in author. */
export interface Call {
  readonly ask: Ask;
  readonly caller: User;
  readonly token: Token;
}

/** Answers a signed-in request. */
export type Act = (call: Call) => Reply;
/** Answers a request that needs nobody to be signed in. */
export type Open = { readonly open: (ask: Ask) => Reply };
/** `METHOD /path/` to what answers it. */
export type Acts = Readonly<Record<string, Act | Open>>;

const LONGEST_LINE = 5120;

/** Handlers around which stands what the server does for all: line length, media type, sign-in, the list of methods. */
export function guarded(state: State, acts: Acts): Readonly<Record<string, Handler>> {
  return Object.fromEntries(Object.entries(acts).map(([route, act]) => [route, guard(state, allowed(acts, route), act)]));
}

/** Answers a method that a path does not offer: after the sign-in, as every other refusal. */
export function methodRefusal(state: State, acts: Acts, route: string): Handler {
  const act: Act = ({ ask }) => refusal(405, `Method "${ask.method}" not allowed.`);
  const anonymous = 'open' in (acts[route] ?? act);
  return guard(state, allowed(acts, route), anonymous ? { open: (ask) => refusal(405, `Method "${ask.method}" not allowed.`) } : act);
}

function allowed(acts: Acts, route: string): string {
  const path = route.slice(route.indexOf(' ') + 1);
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => `${method} ${path}` in acts);
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

function guard(state: State, allow: string, act: Act | Open): Handler {
  return (ask) => {
    const { size } = ask.query;
    const line = `${ask.method} ${ask.path}${size > 0 ? `?${ask.query.toString()}` : ''} HTTP/1.1\r\n`.length;
    if (line > LONGEST_LINE) return lineTooLong(line, LONGEST_LINE);
    const reply = attempt(() => {
      const accept = ask.headers.accept ?? '*/*';
      if (!/\*\/\*|application\/(?:json|\*)/.test(accept)) throw refusal(406, 'Could not satisfy the request Accept header.');
      const known = signedIn(state, ask.headers.authorization);
      if ('open' in act) return act.open(ask);
      if (!known) throw unauthenticated('Authentication credentials were not provided.');
      return act({ ask, ...known });
    });
    return reply.status === 500 && typeof reply.body === 'string' ? reply : { ...reply, headers: { allow, ...reply.headers } };
  };
}

function attempt(act: () => Reply): Reply {
  try {
    return act();
  } catch (thrown) {
    if (isReply(thrown)) return thrown;
    throw thrown;
  }
}

/** Who sent the request; undefined for nobody. Throws 401 for a token that is no good. */
function signedIn(state: State, header: string | undefined): Omit<Call, 'ask'> | undefined {
  const [scheme, ...rest] = header?.trim().split(/\s+/) ?? [];
  if (scheme?.toLowerCase() !== 'token') return undefined;
  const [text] = rest;
  if (text === undefined) throw unauthenticated('Invalid token header. No credentials provided.');
  if (rest.length > 1) throw unauthenticated('Invalid token header. Token string should not contain spaces.');
  const now = state.deployment.now();
  const token = state.tokens.get(digestOf(text));
  if (!token || token.expiry <= now) {
    if (token) state.tokens.remove(token.digest);
    throw unauthenticated('Invalid token.');
  }
  const caller = state.users.get(token.user);
  if (!caller?.is_active) throw unauthenticated('User inactive or deleted.');
  state.tokens.removeWhere(({ user, expiry }) => user === caller.id && expiry <= now);
  return { caller, token: extended(state, token, now) };
}

/** Use extends a session, up to a limit; a personal access token keeps its day. */
function extended(state: State, token: Token, now: number): Token {
  if (token.name !== null) return token;
  const expiry = Math.min(now + SESSION.lifetime, token.created + SESSION.longest);
  return state.tokens.patch(token.digest, { expiry: Math.max(expiry, token.expiry) }) ?? token;
}
