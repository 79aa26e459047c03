import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fieldOf } from './form.ts';
import { html, type Markup } from './html.ts';
import { BASE, pathOf, type ApprovalsParts } from './parts.ts';
import { sendSignIn } from './refusals.ts';
import { tokenSession } from './session.ts';
import { sendCookie } from './visitors.ts';

/** How a person signs in with a token that only approves. */
export interface TokenSignIn {
  /** Whom a token speaks for and until when (milliseconds since 1970), or why not, in a sentence. Rejects when that cannot be told now. */
  readonly open: (token: string) => Promise<{ readonly approver: string; readonly expires: number } | { readonly refused: string }>;
  /** Counts an attempt; seconds to wait when it is one too many. */
  readonly wait: (request: FastifyRequest) => Promise<number | undefined>;
}

/** Where the form goes. */
const PLACE = `${BASE}/sign-in`;

/** Whether a request is such an attempt; it needs no session. */
export function isTokenSignIn({ tokenSignIn }: ApprovalsParts, { method, url }: FastifyRequest): boolean {
  return tokenSignIn !== undefined && method === 'POST' && url === PLACE;
}

/** The form. `to` is the request that the person wanted to see. */
export function tokenForm(to: string | undefined, fault: string | undefined): Markup {
  const marks = fault && html` aria-invalid="true" aria-describedby="fault"`;
  return html`<form class="card" method="post" action="${PLACE}" aria-label="Sign in">
    ${fault && html`<p class="fault" id="fault" role="alert">${fault}</p>`} ${to && html`<input type="hidden" name="to" value="${to}" />`}
    <label for="token">Token with the scope steward:approve and no scope to call</label>
    <input id="token" name="token" type="password" required autocomplete="off" autocapitalize="none" spellcheck="false" ${marks} />
    <button class="main">Sign in</button>
  </form>`;
}

/** Adds the place that takes the form. */
export function tokenSignInRoute(scope: FastifyInstance, parts: ApprovalsParts): void {
  const { tokenSignIn } = parts;
  if (!tokenSignIn) return;
  scope.post('/sign-in', async (request, reply): Promise<FastifyReply> => {
    const wait = await tokenSignIn.wait(request);
    if (wait !== undefined)
      return sendSignIn(parts, request, reply.header('retry-after', String(wait)), {
        status: 429,
        fault: `Too many attempts. Try again in ${wait} seconds.`,
      });
    const found = await tokenSignIn.open(fieldOf(request.body, 'token').trim());
    if ('refused' in found) return sendSignIn(parts, request, reply, { status: 401, fault: found.refused });
    const { session, seconds } = tokenSession(parts, found.approver, found.expires);
    sendCookie(parts, reply, session, seconds);
    const to = fieldOf(request.body, 'to');
    return reply.redirect(/^[A-Za-z0-9_-]{1,80}$/.test(to) ? pathOf(to) : BASE, 303);
  });
}
