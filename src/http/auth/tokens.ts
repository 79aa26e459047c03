import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { ownScopes } from '../../access/index.ts';
import type { Tokens } from '../../access/tokens-file.ts';
import type { Logger } from '../../log/index.ts';
import { authInfoOf, type Auth } from './auth.ts';

/** A token without an end of its own is good for this long at a time, in seconds: it is looked up with every request. */
const NO_END = 60 * 60;

/** Callers known by the tokens of a file. */
export function tokenAuth(tokens: Tokens, log: Logger): Auth {
  const guarded = <T>(look: () => T): T => {
    try {
      return look();
    } catch (thrown) {
      log.error({ err: thrown }, 'the tokens file is broken, so nobody is let in');
      throw new OAuthError(OAuthErrorCode.ServerError, 'Tokens cannot be checked at the moment.');
    }
  };
  return {
    kind: 'token',
    verifier: {
      verifyAccessToken: async (token) => {
        const found = guarded(() => tokens.find(token));
        if (!found) throw new OAuthError(OAuthErrorCode.InvalidToken, 'The token is not known here, or is over.');
        const expires = found.expires === undefined ? Math.floor(Date.now() / 1000) + NO_END : Math.floor(Date.parse(found.expires) / 1000);
        return authInfoOf({ name: found.name, scopes: ownScopes(found.scopes), confirm: found.confirm, expires });
      },
    },
    stillHas: (name, scope) => guarded(() => tokens.named(name))?.scopes.includes(scope) === true,
  };
}
