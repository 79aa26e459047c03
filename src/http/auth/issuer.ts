import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { member } from '../../operation/index.ts';

/** Times in milliseconds. */
const TIMEOUT = 5_000;
/** How long keys are used without asking for them again. */
const KEYS_AGE = 10 * 60 * 1000;
/** How often at most keys are asked for because of a token that names an unknown one. */
const COOLDOWN = 5_000;
/** How long what the issuer says about itself is good, and how long a failure to get it. */
const DISCOVERY_AGE = 60 * 60 * 1000;
const DISCOVERY_RETRY = 2_000;

/**
 * The signing keys of an authorization server, found through its metadata (RFC 8414, then OpenID Connect Discovery). A key that
 * is not known has them fetched again, so that a rotation needs no restart. Getting a key rejects when that fails.
 */
export function keysOf(issuer: string, now: () => number = Date.now): JWTVerifyGetKey {
  let found: { readonly keys: Promise<JWTVerifyGetKey>; until: number } | undefined;
  const address = new Map<string, JWTVerifyGetKey>();
  const discovered = async () => {
    const uri = await keysAddress(issuer);
    const known =
      address.get(uri) ?? createRemoteJWKSet(new URL(uri), { timeoutDuration: TIMEOUT, cooldownDuration: COOLDOWN, cacheMaxAge: KEYS_AGE });
    address.clear();
    address.set(uri, known);
    return known;
  };
  const keys = (): Promise<JWTVerifyGetKey> => {
    if (found && now() < found.until) return found.keys;
    const mine = { keys: discovered(), until: now() + DISCOVERY_AGE };
    mine.keys.catch(() => (mine.until = now() + DISCOVERY_RETRY));
    found = mine;
    return mine.keys;
  };
  return async (header, token) => (await keys())(header, token);
}

/** Where the issuer's keys are. */
async function keysAddress(issuer: string): Promise<string> {
  const failures: string[] = [];
  for (const url of metadataAddresses(issuer)) {
    const metadata = await documentAt(url).catch((thrown: unknown) => {
      failures.push(`${url}: ${thrown instanceof Error ? thrown.message : 'failed'}`);
      return undefined;
    });
    if (metadata === undefined) continue;
    // A document that speaks for another issuer would have its keys sign for this one.
    if (member(metadata, 'issuer') !== issuer) failures.push(`${url}: is of another issuer`);
    else return checkedAddress(member(metadata, 'jwks_uri'), issuer);
  }
  throw new Error(`no metadata of ${issuer}: ${failures.join('; ')}`);
}

function metadataAddresses(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/+$/, '');
  return [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
    ...(path === '' ? [] : [`${origin}${path}/.well-known/openid-configuration`]),
  ];
}

async function documentAt(url: string): Promise<unknown> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT), headers: { accept: 'application/json' } });
  if (response.ok) return response.json();
  await response.body?.cancel();
  throw new Error(`answered ${response.status}`);
}

/** Keys come over TLS, as everything from the issuer does; a loopback issuer of a test may do without. */
function checkedAddress(uri: unknown, issuer: string): string {
  if (typeof uri !== 'string' || !URL.canParse(uri)) throw new Error(`the metadata of ${issuer} has no jwks_uri`);
  if (new URL(uri).protocol !== 'https:' && new URL(issuer).protocol === 'https:')
    throw new Error(`the jwks_uri of ${issuer} is not https`);
  return uri;
}
