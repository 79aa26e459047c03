import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookiesNamed, setCookie } from './cookie.ts';
import { isPrefetch } from './guards.ts';
import type { Visitor } from './layout.ts';
import type { ApprovalsParts } from './parts.ts';
import { cookieName, formToken, SESSION_TTL, sessionFor, sessionIn, type Session } from './session.ts';

/** Who sends a request, by its cookie; undefined without a session. Rejects when the store fails. */
export async function visitorOf(parts: ApprovalsParts, request: FastifyRequest): Promise<Visitor | undefined> {
  const session = sessionOf(parts, request);
  if (session && (await parts.store.get('ended', session.id))) return undefined;
  const approver = session && (parts.approverOf ? parts.approverOf(session) : session.approver);
  return session && approver !== undefined ? { approver, token: formToken(parts, session) } : undefined;
}

/** Spends the ticket of a request and sets the cookie; false when there is no good one. Only a GET by a person spends: programs that look at links do not. */
export async function signIn(parts: ApprovalsParts, request: FastifyRequest, reply: FastifyReply, ticket: string): Promise<boolean> {
  if (request.method !== 'GET' || isPrefetch(request)) return false;
  const session = await sessionFor(parts, ticket);
  if (session === undefined) return false;
  sendCookie(parts, reply, session, SESSION_TTL);
  return true;
}

function sessionOf(parts: ApprovalsParts, { headers }: FastifyRequest): Session | undefined {
  return cookiesNamed(headers.cookie, cookieName(parts)).flatMap((value) => sessionIn(parts, value) ?? [])[0];
}

/** Ends the session of a request, also for whoever kept its cookie, and makes the browser forget it. */
export async function signOut(parts: ApprovalsParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const session = sessionOf(parts, request);
  if (session) await parts.store.put('ended', session.id, {}, SESSION_TTL);
  sendCookie(parts, reply, '', 0);
}

/** Hands a sealed session to the browser; `maxAge` in seconds. */
export function sendCookie(parts: ApprovalsParts, reply: FastifyReply, value: string, maxAge: number): void {
  reply.header('set-cookie', setCookie(cookieName(parts), value, maxAge, parts.publicOrigin?.startsWith('https:') === true));
}
