import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { isObject } from '../../src/operation/index.ts';
import { ask, INITIALIZE } from '../http/asking.ts';
import { bearer, guarded, type Guarded } from './guarded.ts';
import { oauthServer, type OAuthServer } from './oauth-server.ts';
import { atEnd } from './opened.ts';

const RESOURCE = 'https://steward.example.com/mcp';

const serving = (issuer: string) =>
  guarded({ STEWARD_AUTH: 'oauth', STEWARD_OAUTH_ISSUER: issuer, STEWARD_PUBLIC_URL: 'https://steward.example.com' });
const status = async ({ url }: Guarded, text: string) => (await ask(url, { headers: bearer(text), body: INITIALIZE })).status;
const issued = (issuer: OAuthServer) => issuer.token({ scope: 'steward:read', resource: RESOURCE });

describe('the keys', () => {
  it('are fetched once for many requests', async () => {
    const issuer = await oauthServer();
    const server = await serving(issuer.issuer);
    const text = await issued(issuer);
    expect(issuer.asked('/jwks')).toBe(0);
    expect(await Promise.all(Array.from({ length: 20 }, () => status(server, text)))).toEqual(Array.from({ length: 20 }, () => 200));
    expect(issuer.asked('/jwks')).toBe(1);
    expect(issuer.asked('/.well-known/oauth-authorization-server')).toBe(1);
  });

  it('that were rotated are found without a restart, and the old ones are over', async () => {
    const issuer = await oauthServer();
    const server = await serving(issuer.issuer);
    const before = await issued(issuer);
    expect(await status(server, before)).toBe(200);
    await issuer.rotate();
    const after = await issued(issuer);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_001 });
    onTestFinished(() => void vi.useRealTimers());
    expect(await status(server, after)).toBe(200);
    expect(await status(server, before)).toBe(401);
    expect(issuer.asked('/jwks')).toBeLessThan(4);
  });

  it('of an issuer with a path are found', async () => {
    const issuer = await oauthServer('/realms/example');
    const server = await serving(issuer.issuer);
    expect(await status(server, await issued(issuer))).toBe(200);
  });

  it('that cannot be fetched are no fault of the token: 503, and it works when the issuer is back', async () => {
    const issuer = await oauthServer();
    const text = await issued(issuer);
    const clock = { now: Date.now() };
    const server = await serving(issuer.issuer);
    issuer.down(true);
    expect(await status(server, text)).toBe(503);
    issuer.down(false);
    const { keysOf } = await import('../../src/http/auth/issuer.ts');
    const keys = keysOf(issuer.issuer, () => clock.now);
    issuer.down(true);
    await expect(keys({ alg: 'RS256', kid: 'first' }, { payload: '', signature: '' })).rejects.toThrow(/no metadata/);
    issuer.down(false);
    clock.now += 2_001;
    expect(await keys({ alg: 'RS256', kid: 'first' }, { payload: '', signature: '' })).toBeDefined();
  });
});

describe('a token that the issuer really signed', () => {
  let made: (claims: JWTPayload, typ?: string) => Promise<string>;
  let server: Guarded;
  const now = () => Math.floor(Date.now() / 1000);
  beforeAll(async () => {
    const { issuer, sign } = await bareIssuer();
    made = (claims, typ) => sign({ iss: issuer, aud: RESOURCE, sub: 'robin', scope: 'steward:read', exp: now() + 300, ...claims }, typ);
    server = await serving(issuer);
  });

  it.each<[string, JWTPayload, number]>([
    ['as it should be', {}, 200],
    ['for several audiences, this one among them', { aud: ['https://else.example', RESOURCE] }, 200],
    ['with scopes in scp', { scope: undefined, scp: ['steward:read'] }, 200],
    ['that ended within the skew of clocks', { exp: Math.floor(Date.now() / 1000) - 5 }, 200],
    ['that ended', { exp: Math.floor(Date.now() / 1000) - 120 }, 401],
    ['without an end', { exp: undefined }, 401],
    ['that begins later', { nbf: Math.floor(Date.now() / 1000) + 600 }, 401],
    ['of another issuer', { iss: 'https://evil.example' }, 401],
    ['without an issuer', { iss: undefined }, 401],
    ['for another audience', { aud: 'https://steward.example.com' }, 401],
    ['without an audience', { aud: undefined }, 401],
    ['without a subject', { sub: undefined }, 401],
    ['whose subject is the name of callers that are not authenticated', { sub: 'local' }, 401],
    ['whose subject holds a line break', { sub: 'robin\nadmin' }, 401],
    ['without scopes', { scope: undefined }, 403],
    ['with scopes of something else', { scope: 'openid profile' }, 403],
  ])('%s', async (_what, claims, wanted) => {
    expect(await status(server, await made(claims))).toBe(wanted);
  });

  it.each([
    ['at+jwt', 200],
    ['application/at+jwt', 200],
    ['JWT', 200],
    ['logout+jwt', 401],
    ['dpop+jwt', 401],
  ])('of the type %s', async (typ, wanted) => {
    expect(await status(server, await made({}, typ))).toBe(wanted);
  });
});

it('metadata that speaks for another issuer is not believed', async () => {
  const { issuer, sign } = await bareIssuer('https://login.example.com');
  const server = await serving(issuer);
  expect(await status(server, await sign({ iss: issuer, aud: RESOURCE, sub: 'robin', scope: 'steward:read', exp: 4e9 }))).toBe(503);
});

/** An issuer that signs whatever it is told. */
async function bareIssuer(calls?: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'only', alg: 'ES256', use: 'sig' }];
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/keys') return response.end(JSON.stringify({ keys }));
    if (request.url === '/.well-known/openid-configuration')
      return response.end(JSON.stringify({ issuer: calls ?? issuer, jwks_uri: `${issuer}/keys` }));
    response.statusCode = 404;
    return response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => void server.close());
  const address = server.address();
  const issuer = `http://127.0.0.1:${isObject(address) ? String(address['port']) : ''}`;
  const sign = (claims: JWTPayload, typ?: string) =>
    new SignJWT(JSON.parse(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'ES256', kid: 'only', ...(typ === undefined ? {} : { typ }) })
      .sign(privateKey);
  return { issuer, sign };
}
