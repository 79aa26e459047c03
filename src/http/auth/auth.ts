import type { IncomingHttpHeaders } from 'node:http';
import { verifyBearerToken, type AuthInfo, type OAuthTokenVerifier } from '@modelcontextprotocol/server';
import { BASE_SCOPES, identity, type Identity } from '../../access/index.ts';

/** How callers are known. */
export interface Auth {
  readonly kind: 'token' | 'oauth';
  /** Throws an OAuthError; `server_error` when it cannot be told at the moment whether a token is good. */
  readonly verifier: OAuthTokenVerifier;
  /** Address of the RFC 9728 document that challenges name. */
  readonly metadataUrl?: string | undefined;
  /** Whether the holder of this name may still do this; where that cannot be told, what its token said counts until it is over. */
  readonly stillHas?: ((name: string, scope: string) => boolean) | undefined;
}

/** Who a verified token speaks for. */
export interface Verified extends Identity {
  readonly scopes: readonly string[];
  /** Seconds since 1970. */
  readonly expires: number;
}

/** A token's facts in the form that the SDK hands on. The token itself stays behind: nothing further in needs it. */
export function authInfoOf({ expires, ...who }: Verified): AuthInfo {
  return { token: '', clientId: who.name, scopes: [...who.scopes], expiresAt: expires, extra: { identity: identity(who) } };
}

/** The caller of a request. Throws an OAuthError for `challenge` where there is no good token. */
export function authenticate(auth: Auth, headers: IncomingHttpHeaders): Promise<AuthInfo> {
  return verifyBearerToken(headers.authorization, { verifier: auth.verifier });
}

/** What to ask for in order to use all of this server, in the form of the SDK. */
export function challengeOptions({ metadataUrl }: Auth, scopes: readonly string[] = BASE_SCOPES) {
  return { requiredScopes: [...scopes], ...(metadataUrl === undefined ? {} : { resourceMetadataUrl: metadataUrl }) };
}
