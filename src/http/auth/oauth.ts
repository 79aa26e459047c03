import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { LOCAL, ownScopes } from '../../access/index.ts';
import type { Logger } from '../../log/index.ts';
import { authInfoOf, type Auth, type Verified } from './auth.ts';
import { keysOf } from './issuer.ts';

/** Which tokens are good. */
export interface OAuthSettings {
  /** The authorization server, exactly as it calls itself in `iss`. */
  readonly issuer: string;
  /** What `aud` must hold: this server's address, or what the authorization server calls it. */
  readonly audience: string;
  /** Address of the RFC 9728 document. */
  readonly metadataUrl: string;
}

/** Signatures with a key pair only: with a shared secret, a public key could be passed off as one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

/** How far clocks may differ, in seconds. */
const SKEW = 30;

/** Callers known by the JWTs of an authorization server. Its keys are fetched when first needed. */
export function oauthAuth({ issuer, audience, metadataUrl }: OAuthSettings, log: Logger): Auth {
  const keys = keysOf(issuer);
  const verifyAccessToken = async (token: string) => {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW,
        requiredClaims: ['exp'],
      });
      // An ID token says who signed in somewhere, not that its holder may do anything here.
      if (!/^((application\/)?at\+)?jwt$/i.test(protectedHeader.typ ?? 'jwt')) throw invalid('The token is no access token.');
      return authInfoOf(verifiedBy(payload));
    } catch (thrown) {
      throw refusalOf(thrown, log);
    }
  };
  return { kind: 'oauth', verifier: { verifyAccessToken }, metadataUrl };
}

/** Who the token speaks for: the person or program that is its subject. */
function verifiedBy(payload: JWTPayload): Verified {
  const { sub, client_id: client, azp, scope, scp, exp = 0 } = payload;
  const name = [sub, client, azp].find((value) => typeof value === 'string' && value !== '');
  if (typeof name !== 'string' || name.length > 200 || /[\p{C}\s]/u.test(name) || name === LOCAL)
    throw invalid('The token names no subject that can be used.');
  return { name, scopes: ownScopes([...words(scope), ...words(scp)]), expires: exp + SKEW };
}

function words(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((word) => typeof word === 'string');
  return typeof value === 'string' ? value.split(' ') : [];
}

const REASONS: Readonly<Record<string, string>> = {
  aud: 'The token is not for this server.',
  iss: 'The token is not from the authorization server of this one.',
  nbf: 'The token is not good yet.',
};

function refusalOf(thrown: unknown, log: Logger): OAuthError {
  if (thrown instanceof OAuthError) return thrown;
  if (thrown instanceof errors.JWTExpired) return invalid('The token has expired.');
  if (thrown instanceof errors.JWTClaimValidationFailed) return invalid(REASONS[thrown.claim] ?? `The token has no good ${thrown.claim}.`);
  const atFault = [
    errors.JWTInvalid,
    errors.JWSInvalid,
    errors.JWSSignatureVerificationFailed,
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
    errors.JWKSNoMatchingKey,
    errors.JWKSMultipleMatchingKeys,
  ];
  if (atFault.some((kind) => thrown instanceof kind)) return invalid('The token is not valid.');
  // The keys could not be had: that says nothing about the token.
  log.error({ err: thrown }, 'the keys of the authorization server cannot be fetched');
  return new OAuthError(OAuthErrorCode.ServerError, 'Tokens cannot be checked at the moment.');
}

function invalid(message: string): OAuthError {
  return new OAuthError(OAuthErrorCode.InvalidToken, message);
}
