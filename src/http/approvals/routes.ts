import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Confirmation } from '../../confirm/index.ts';
import { member } from '../../operation/index.ts';
import { decide } from './decide.ts';
import { fieldOf, takeForms } from './form.ts';
import { comesFromHere, setHeaders } from './guards.ts';
import type { Visitor } from './layout.ts';
import { listPage } from './list-page.ts';
import { BASE, pathOf, type ApprovalsParts } from './parts.ts';
import { answerFaults, sendForeign, sendGone, sendSignedOut, sendSignIn } from './refusals.ts';
import { revealedPage } from './reveal-page.ts';
import { requestPage } from './request-page.ts';
import { sameSecret } from './session.ts';
import { isTokenSignIn, tokenSignInRoute } from './token-sign-in.ts';
import { signIn, signOut, visitorOf } from './visitors.ts';

/**
 * Adds the approvals page under `/approvals`: a list, one page per request, forms to answer. The server must check Host headers
 * itself, and must let GET, HEAD and POST through to these addresses. Throws when `publicOrigin` is no URL.
 */
export async function approvalsRoutes(app: FastifyInstance, parts: ApprovalsParts): Promise<void> {
  await app.register(async (scope) => addRoutes(scope, parts), { prefix: BASE });
}

type Page = (visitor: Visitor, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

function addRoutes(scope: FastifyInstance, parts: ApprovalsParts): void {
  const { confirmations, publicOrigin, timeZone, now = Date.now } = parts;
  const ownOrigin = publicOrigin === undefined ? undefined : new URL(publicOrigin).origin;
  takeForms(scope);
  answerFaults(scope, parts);
  scope.addHook('onRequest', setHeaders);
  // Before the body is read.
  scope.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST') return undefined;
    if (!comesFromHere(request, ownOrigin ?? `http://${request.headers.host ?? ''}`)) return sendForeign(reply, undefined);
    return (await visitorOf(parts, request)) || isTokenSignIn(parts, request) ? undefined : sendSignIn(parts, request, reply);
  });
  tokenSignInRoute(scope, parts);

  const page = (show: Page) => async (request: FastifyRequest, reply: FastifyReply) => {
    const visitor = await visitorOf(parts, request);
    const ticket = ticketOf(request);
    if (ticket !== undefined && ((await signIn(parts, request, reply, ticket)) || visitor)) return reply.redirect(placeOf(request), 303);
    return visitor ? show(visitor, request, reply) : sendSignIn(parts, request, reply);
  };
  const form = (take: Page) =>
    page(async (visitor, request, reply) =>
      sameSecret(fieldOf(request.body, 'token'), visitor.token) ? take(visitor, request, reply) : sendForeign(reply, visitor),
    );

  scope.get(
    '/',
    page(async (visitor, _request, reply) =>
      reply.send(listPage(visitor, { requests: await confirmations.list(), now: now(), timeZone, reveals: parts.reveal !== undefined })),
    ),
  );

  scope.get(
    '/:id',
    page(async (visitor, request, reply) => {
      const found = await requestOf(parts, request);
      if (!found) return sendGone(reply, visitor);
      return reply.send(requestPage(visitor, found, { now: now(), timeZone, barred: parts.mayDecide?.(found, visitor.approver) }));
    }),
  );

  scope.post(
    '/:id',
    form(async (visitor, request, reply) => {
      const found = await requestOf(parts, request);
      if (!found) return sendGone(reply, visitor);
      const attempt = await decide(parts, found, visitor.approver, request.body);
      if (!attempt) return reply.redirect(pathOf(found.id), 303);
      const current = (await requestOf(parts, request)) ?? found;
      const barred = parts.mayDecide?.(current, visitor.approver);
      return reply.code(attempt.status).send(requestPage(visitor, current, { now: now(), timeZone, barred, attempt }));
    }),
  );

  const { reveal } = parts;
  if (reveal) {
    scope.post(
      '/reveal',
      form(async (visitor, request, reply) => {
        const revealed = reveal(fieldOf(request.body, 'handle').trim(), visitor.approver);
        return reply.code('refused' in revealed ? 422 : 200).send(revealedPage(visitor, revealed));
      }),
    );
  }

  scope.post(
    '/sign-out',
    form(async (_visitor, request, reply) => {
      await signOut(parts, request, reply);
      return sendSignedOut(parts, reply);
    }),
  );

  scope.setNotFoundHandler(page(async (visitor, _request, reply) => sendGone(reply, visitor)));
}

/** The request in the address; a text that is no id is not looked up. */
async function requestOf({ confirmations }: ApprovalsParts, request: FastifyRequest): Promise<Confirmation | undefined> {
  const id = idOf(request);
  return id !== undefined && /^[A-Za-z0-9_-]{1,80}$/.test(id) ? confirmations.get(id) : undefined;
}

function idOf({ params }: FastifyRequest): string | undefined {
  const id = member(params, 'id');
  return typeof id === 'string' ? id : undefined;
}

function ticketOf({ query }: FastifyRequest): string | undefined {
  const ticket = member(query, 'ticket');
  return typeof ticket === 'string' ? ticket : undefined;
}

/** The address of a page without its ticket. */
function placeOf(request: FastifyRequest): string {
  const id = idOf(request);
  return id === undefined ? BASE : pathOf(id);
}
