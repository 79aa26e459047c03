import { exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { ask, INITIALIZE, rpc } from '../http/asking.ts';
import { KINDS } from './clients.ts';
import { bearer, guarded, type Guarded } from './guarded.ts';
import { oauthServer, type OAuthServer } from './oauth-server.ts';

const RESOURCE = 'https://steward.example.com/mcp';
const METADATA = 'https://steward.example.com/.well-known/oauth-protected-resource/mcp';
let issuer: OAuthServer;
let server: Guarded;

const serving = (oauth: OAuthServer) =>
  guarded({ STEWARD_AUTH: 'oauth', STEWARD_OAUTH_ISSUER: oauth.issuer, STEWARD_PUBLIC_URL: 'https://steward.example.com' });

beforeAll(async () => {
  issuer = await oauthServer();
  server = await serving(issuer);
});

const issued = (scope: string) => issuer.token({ scope, resource: RESOURCE });
const sent = (text: string, body = INITIALIZE, url = server.url) => ask(url, { headers: text === '' ? {} : bearer(text), body });

async function expectRefused(text: string, why: RegExp): Promise<void> {
  const { status, headers, text: body } = await sent(text);
  expect(status).toBe(401);
  const header = String(headers['www-authenticate']);
  expect(header).toMatch(why);
  expect(header).toContain('scope="steward:read steward:write steward:destroy"');
  expect(header).toContain(`resource_metadata="${METADATA}"`);
  expect(JSON.parse(body)).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32600 } });
}

describe('the metadata document', () => {
  it.each(['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp'])(
    'at %s says who issues tokens',
    async (path) => {
      const { status, text } = await ask(server.url, { method: 'GET', path });
      expect(status).toBe(200);
      expect(JSON.parse(text)).toMatchObject({
        resource: RESOURCE,
        authorization_servers: [issuer.issuer],
        bearer_methods_supported: ['header'],
      });
      expect(JSON.parse(text).scopes_supported).toEqual(expect.arrayContaining(['steward:read', 'lightdash:destroy', 'steward:approve']));
    },
  );
});

describe('a token of the authorization server', () => {
  it('lets in', async () => {
    expect(await sent(await issued('steward:read'))).toMatchObject({ status: 200 });
  });

  it('for another resource is refused', async () => {
    await expectRefused(await issuer.token({ scope: 'steward:read', resource: 'https://other.example.com/mcp' }), /not for this server/);
  });

  it('that was changed is refused', async () => {
    const [header = '', , signature = ''] = (await issued('steward:read')).split('.');
    const payload = Buffer.from(
      JSON.stringify({ iss: issuer.issuer, aud: RESOURCE, sub: 'agent', exp: 4e9, scope: 'steward:destroy' }),
    ).toString('base64url');
    await expectRefused(`${header}.${payload}.${signature}`, /not valid/);
  });

  it('of another issuer is refused, whatever it says of itself', async () => {
    const other = await oauthServer();
    await expectRefused(await other.token({ scope: 'steward:read', resource: RESOURCE }), /not valid|not from the authorization server/);
  });

  it.each(['', 'nonsense', 'a.b.c', 'e30.e30.', `${'x'.repeat(3_000)}.y.z`])('that is "%.20s" is none', async (text) => {
    await expectRefused(text, /error="invalid_token"/);
  });
});

describe('a forged token', () => {
  const claims = (more: JWTPayload = {}) => ({
    iss: issuer.issuer,
    aud: RESOURCE,
    sub: 'agent',
    scope: 'steward:destroy',
    exp: Math.floor(Date.now() / 1000) + 300,
    ...more,
  });

  it('without a signature is refused', async () => {
    await expectRefused(new UnsecuredJWT(claims()).encode(), /not valid/);
  });

  it('signed with the public key as if it were a shared secret is refused', async () => {
    const jwk = await issuer.published();
    const key = await importJWK(jwk, 'RS256', { extractable: true });
    if (key instanceof Uint8Array) throw new Error('no public key');
    const secret = new TextEncoder().encode(await exportSPKI(key));
    const header = { alg: 'HS256', ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) };
    await expectRefused(await new SignJWT(claims()).setProtectedHeader(header).sign(secret), /not valid/);
  });

  it('signed with a key that it brings along is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const { kid = '' } = await issuer.published();
    await expectRefused(await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey), /not valid/);
    await expectRefused(
      await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid, jku: 'https://evil.example/jwks' }).sign(privateKey),
      /not valid/,
    );
  });
});

describe('a scope', () => {
  it('that is missing is asked for with 403, all that are needed at once', async () => {
    const text = await issued('steward:read');
    const call = rpc('tools/call', { name: 'lightdash_delete_group', arguments: { groupUuid: groupId('Contractors') } });
    const { status, headers } = await sent(text, call);
    expect(status).toBe(403);
    expect(headers['www-authenticate']).toContain('error="insufficient_scope"');
    expect(headers['www-authenticate']).toContain('scope="steward:destroy steward:read"');
    expect(headers['www-authenticate']).toContain(`resource_metadata="${METADATA}"`);
  });

  it('is asked for only where it would be used: not to read about an operation, nor by the dispatcher of others', async () => {
    const text = await issued('steward:read');
    const about = { tool: 'lightdash_delete_group' };
    const through = (name: string, more = {}) => sent(text, rpc('tools/call', { name, arguments: { ...about, ...more } }));
    const described = await through('steward_describe');
    expect(described).toMatchObject({ status: 200, text: expect.stringContaining('the scopes of this caller leave it out') });
    const wrong = await through('steward_read', { arguments: {} });
    expect(wrong).toMatchObject({ status: 200, text: expect.stringContaining('call it through steward_destroy') });
    const wanted = await through('steward_destroy', { arguments: { groupUuid: groupId('Contractors') } });
    expect(wanted).toMatchObject({ status: 403 });
    expect(wanted.headers['www-authenticate']).toContain('scope="steward:destroy steward:read"');
  });

  it('of one system is enough for that system', async () => {
    const text = await issued('lightdash:read');
    const called = (name: string) => sent(text, rpc('tools/call', { name, arguments: {} }));
    expect(await called('lightdash_list_groups')).toMatchObject({ status: 200 });
    const refused = await called('ciso_list_users');
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.headers['www-authenticate']).toContain('scope="ciso-assistant:read lightdash:read"');
  });

  it('that no token of this server has lets nobody in', async () => {
    const { status, headers } = await sent(await issuer.token({ scope: '', resource: RESOURCE }));
    expect(status).toBe(403);
    expect(headers['www-authenticate']).toContain('scope="steward:read steward:write steward:destroy"');
  });

  it.each(KINDS)('decides what $name is listed', async ({ connect }) => {
    const listed = async (scope: string) => {
      const client = await connect({ url: server.url, headers: bearer(await issued(scope)) });
      return (await client.tools()).map(({ name }) => String(name));
    };
    const [reads, all] = [await listed('steward:read'), await listed('steward:destroy')];
    expect(all).toEqual(expect.arrayContaining(reads));
    expect(all).toContain('lightdash_delete_group');
    expect(reads).not.toContain('lightdash_delete_group');
    expect((await listed('lightdash:destroy')).every((name) => name.startsWith('lightdash_'))).toBe(true);
  });
});
