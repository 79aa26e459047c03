import { describe, expect, it } from 'vitest';
import { httpOptions } from '../../src/cli/http-options.ts';
import { mcpParts } from '../../src/cli/serve.ts';
import { serveHttp } from '../../src/http/index.ts';
import { ask, rpc } from '../http/asking.ts';
import { vendor } from '../vendor/vendor-server.ts';
import { bearer, token, tokensFile } from './guarded.ts';
import { oauthServer } from './oauth-server.ts';
import { atEnd, stewardFor } from './opened.ts';

const PUBLIC = 'https://steward.example.com';
const LIST = { status: 'ok', results: { pagination: { page: 1, pageSize: 1, totalPageCount: 0, totalResults: 0 }, data: [] } };

/** What a system is sent when a tool is called with a token, through a server with these settings. */
async function sentFor(settings: Readonly<Record<string, string>>, text: string): Promise<string> {
  const { url, asked } = await vendor(() => [200, LIST]);
  const steward = await stewardFor({ LIGHTDASH_URL: url, LIGHTDASH_TOKEN: 'of-the-server', ...settings });
  const options = { host: '127.0.0.1', port: 0, ...(await httpOptions(steward)) };
  const server = await serveHttp(mcpParts(steward, '0', 'http'), options, steward.log);
  atEnd(server.close);
  const body = rpc('tools/call', { name: 'lightdash_list_groups', arguments: {} });
  const heard = await ask(server.url, { headers: { ...bearer(text), cookie: 'own=1' }, body });
  expect([heard.status, heard.text]).toEqual([200, expect.stringContaining('items')]);
  return JSON.stringify(asked);
}

function expectOnlyOurs(sent: string, text: string): void {
  expect(sent).toContain('of-the-server');
  for (const own of [text, 'cookie', 'kim', 'Bearer']) expect(sent).not.toContain(own);
}

describe("a caller's own headers", () => {
  it('do not reach the system, where a token of the tokens file lets in', async () => {
    const file = tokensFile();
    const text = token(file, 'kim', ['steward:read']);
    expectOnlyOurs(await sentFor({ STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file }, text), text);
  });

  it('do not reach the system, where an access token does', async () => {
    const { issuer, token: issued } = await oauthServer();
    const text = await issued({ scope: 'steward:read', resource: `${PUBLIC}/mcp` });
    const settings = { STEWARD_AUTH: 'oauth', STEWARD_OAUTH_ISSUER: issuer, STEWARD_PUBLIC_URL: PUBLIC };
    expectOnlyOurs(await sentFor(settings, text), text);
  });
});
