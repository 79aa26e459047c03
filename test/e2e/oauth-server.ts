import { createServer } from 'node:http';
import { once } from 'node:events';
import { isObject } from '../../src/operation/index.ts';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Provider } from 'oidc-provider';
import { atEnd } from './opened.ts';

/** A running authorization server that issues JWTs. */
export interface OAuthServer {
  readonly issuer: string;
  /** A token for a program, by the client credentials grant. */
  readonly token: (want: { readonly scope: string; readonly resource: string; readonly client?: string }) => Promise<string>;
  /** From now on signs with another key; the one before is gone from the published ones. */
  readonly rotate: () => Promise<void>;
  /** What was asked for, by path. */
  readonly asked: (path: string) => number;
  /** The public key that it publishes. */
  readonly published: () => Promise<JWK>;
  /** Takes no more connections until called again. */
  readonly down: (isDown: boolean) => void;
}

const SECRET = 'a-secret-of-the-test-that-is-long-enough';

/** Starts one on loopback; its clients are `agent` and `other`. Ends with the tests of the file. */
export async function oauthServer(path = ''): Promise<OAuthServer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const issuer = `http://127.0.0.1:${isObject(address) ? String(address['port']) : ''}${path}`;
  const asked: string[] = [];
  let down = false;
  let serve = await providerOf(issuer, await newKey('first'));
  server.on('request', (request, response) => {
    asked.push(request.url ?? '');
    if (down) return void request.socket.destroy();
    request.url = (request.url ?? '').replace(path, '');
    void serve(request, response);
  });
  atEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    issuer,
    token: async ({ scope, resource, client = 'agent' }) => {
      const headers = { authorization: `Basic ${Buffer.from(`${client}:${SECRET}`).toString('base64')}` };
      const body = new URLSearchParams({ grant_type: 'client_credentials', scope, resource });
      const response = await fetch(`${issuer}/token`, { method: 'POST', headers, body });
      const answer: unknown = await response.json();
      if (!isObject(answer) || typeof answer['access_token'] !== 'string') throw new Error(JSON.stringify(answer));
      return answer['access_token'];
    },
    rotate: async () => void (serve = await providerOf(issuer, await newKey(`key-${asked.length}`))),
    asked: (wanted) => asked.filter((url) => url === wanted).length,
    published: async () => {
      const answer: unknown = await (await fetch(`${issuer}/jwks`)).json();
      const [key] = isObject(answer) && Array.isArray(answer['keys']) ? answer['keys'] : [];
      return key;
    },
    down: (isDown) => void (down = isDown),
  };
}

async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
}

async function providerOf(issuer: string, key: JWK) {
  const client = (id: string) => ({
    client_id: id,
    client_secret: SECRET,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  });
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...key, kty: 'RSA' }] },
    clients: [client('agent'), client('other')],
    ttl: { ClientCredentials: 600 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          scope: 'steward:read steward:write steward:destroy lightdash:read lightdash:destroy steward:approve',
          audience: resource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 600,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  });
  return provider.callback();
}
