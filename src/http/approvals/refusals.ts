import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS, member, StewardError } from '../../operation/index.ts';
import { FORM_LIMIT, fieldOf } from './form.ts';
import { comesFromElsewhere, HTML_TYPE } from './guards.ts';
import { html } from './html.ts';
import { layout, notice, type Visitor } from './layout.ts';
import { BASE, type ApprovalsParts } from './parts.ts';
import { tokenForm } from './token-sign-in.ts';

/** Without a session: how to get one, and nothing about any request, not even whether it exists. */
export function sendSignIn(
  { howToSignIn, tokenSignIn }: ApprovalsParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, fault }: { readonly status: number; readonly fault?: string } = { status: 401 },
): FastifyReply {
  // A browser that another site sent here keeps a strict cookie back; one step on our own pages brings it out.
  const step = comesFromElsewhere(request)
    ? html`<p>If you have just signed in, <a href="${BASE}">continue to the requests</a>.</p>`
    : undefined;
  const form = tokenSignIn && tokenForm(wantedIn(request), fault);
  return reply.code(status).send(
    layout(
      'Sign in',
      undefined,
      html`<h1>Sign in</h1>
        <div class="card">
          ${step}
          <p class="text">${howToSignIn}</p>
          <p class="soft">A link works once and for five minutes.</p>
        </div>
        ${form}`,
    ),
  );
}

/** The id of the request that the person wanted to see. */
function wantedIn({ params, body }: FastifyRequest): string | undefined {
  const id = member(params, 'id') ?? fieldOf(body, 'to');
  return typeof id === 'string' && /^[A-Za-z0-9_-]{1,80}$/.test(id) ? id : undefined;
}

/** After signing out. */
export function sendSignedOut({ howToSignIn }: ApprovalsParts, reply: FastifyReply): FastifyReply {
  return reply.send(
    layout(
      'Signed out',
      undefined,
      html`<h1>Signed out</h1>
        <div class="card"><p class="text">${howToSignIn}</p></div>`,
    ),
  );
}

/** A form that another site sent, or one of another session. */
export function sendForeign(reply: FastifyReply, visitor: Visitor | undefined): FastifyReply {
  const text = 'This form was not sent from this page as it is open now, so nothing was decided. Open the request again and answer there.';
  return reply.code(403).send(notice('Nothing was decided', visitor, text));
}

/** An address at which there is no request. */
export function sendGone(reply: FastifyReply, visitor: Visitor): FastifyReply {
  const text = 'This request is over, or it never was. Requests can be answered for 10 minutes; after that the assistant has to ask again.';
  return reply.code(404).send(notice('No such request', visitor, text));
}

/** What throws becomes a page: what is wrong with the request in words, faults of the server without details. */
export function answerFaults(scope: FastifyInstance, { log }: ApprovalsParts): void {
  scope.setErrorHandler((error, _request, reply) => {
    // Fastify takes the type away from what failed.
    reply.type(HTML_TYPE);
    if (error instanceof StewardError) {
      log.warn({ err: error }, 'approvals');
      return reply
        .code(ERRORS[error.code].status)
        .send(notice('Not possible at the moment', undefined, `${error.message} Nothing was decided.`));
    }
    const status = member(error, 'statusCode');
    if (status === 503)
      return reply.code(503).send(notice('Busy', undefined, 'The server is overloaded. Nothing was decided; try again soon.'));
    if (status === 413)
      return reply.code(413).send(notice('Too long', undefined, `A form holds at most ${FORM_LIMIT} bytes. Nothing was decided.`));
    if (status === 415)
      return reply.code(415).send(notice('Not a form', undefined, 'Answers are forms of this page. Nothing was decided.'));
    if (typeof status === 'number' && status >= 400 && status < 500)
      return reply.code(status).send(notice('Not understood', undefined, 'Nothing was decided.'));
    log.error({ err: error }, 'approvals');
    return reply
      .code(500)
      .send(notice('Something went wrong', undefined, 'This is a fault of the server; its log has the details. Nothing was decided.'));
  });
}
