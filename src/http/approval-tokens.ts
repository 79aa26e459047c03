import { bearerAuthChallengeResponse } from '@modelcontextprotocol/server';
import { APPROVE, mayApprove } from '../access/index.ts';
import { StewardError } from '../operation/index.ts';
import type { ApprovalsParts } from './approvals/index.ts';
import { authenticate, type Auth } from './auth/index.ts';
import type { Checks } from './limits.ts';
import type { HttpOptions } from './options.ts';

/** The approvals page of a server that knows its callers: people sign in with tokens as well, or with links. */
export function withTokens(approvals: ApprovalsParts, { auth, publicUrl }: HttpOptions, { signIn }: Checks): ApprovalsParts {
  const reachable = publicUrl === undefined ? approvals : { ...approvals, publicOrigin: publicUrl };
  if (!auth) return reachable;
  return {
    ...reachable,
    howToSignIn:
      'Sign in with a token that was made for approving, or with a link that whoever runs the server gets from steward-mcp approvals --link.',
    // A token that was taken back ends the sessions that were opened with it.
    approverOf: ({ approver, by }) => (by === 'link' || !auth.stillHas || auth.stillHas(approver, APPROVE) ? approver : undefined),
    tokenSignIn: { wait: signIn, open: (token) => opened(auth, token) },
  };
}

/** Whom a token speaks for on the page. */
async function opened(
  auth: Auth,
  token: string,
): Promise<{ readonly approver: string; readonly expires: number } | { readonly refused: string }> {
  try {
    const { clientId, scopes, expiresAt = 0 } = await authenticate(auth, { authorization: `Bearer ${token}` });
    if (mayApprove(scopes)) return { approver: clientId, expires: auth.stillHas ? Number.MAX_SAFE_INTEGER : expiresAt * 1000 };
    return { refused: `A token for this page has the scope ${APPROVE}, and none that lets its holder make calls.` };
  } catch (thrown) {
    if (bearerAuthChallengeResponse(thrown).status === 401) return { refused: 'The token is not good.' };
    throw new StewardError('confirmation_unavailable', 'Tokens cannot be checked at the moment.', { cause: thrown });
  }
}
