import type { AuthInfo, ServerContext } from '@modelcontextprotocol/server';
import { isIdentity, type Identity } from '../access/index.ts';

/** Who sent a request; undefined where nobody is authenticated. */
export function identityOf({ http }: ServerContext): Identity | undefined {
  return identityIn(http?.authInfo);
}

/** Who is in what the transport knows of a request. Throws where that was not put there by this server. */
export function identityIn(authInfo: AuthInfo | undefined): Identity | undefined {
  const given = authInfo?.extra?.['identity'];
  if (authInfo && !isIdentity(given)) throw new Error('a request was authenticated, but not by this server');
  return isIdentity(given) ? given : undefined;
}
