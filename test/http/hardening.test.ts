import { beforeAll, describe, expect, it } from 'vitest';
import { sandboxed, servedOverHttp } from '../e2e/opened.ts';
import { serveHttp } from '../../src/http/index.ts';
import { mcpParts } from '../../src/cli/serve.ts';
import { ask, INITIALIZE, rpc, type Heard } from './asking.ts';

let url = '';
beforeAll(async () => {
  url = await servedOverHttp(await sandboxed({ STEWARD_SYSTEMS: 'knowledgeowl' }));
});

/** Refused in MCP's own form, with the security headers, and without a word about the inside. */
function expectRefusal({ status, headers, text }: Heard, wanted: number): void {
  expect(status, text).toBe(wanted);
  expect(headers['content-type']).toMatch(/^application\/json/);
  expect(JSON.parse(text)).toEqual({ jsonrpc: '2.0', id: null, error: { code: expect.any(Number), message: expect.any(String) } });
  expect(text).not.toMatch(/node_modules|FST_|\.ts\b| at \S+:\d/);
}

const called = (args: string) =>
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"knowledgeowl_list_readers","arguments":${args}}}`;

describe('a request that could come from a web page', () => {
  it.each(['evil.example', 'evil.example:3333', '127.0.0.1.evil.example', 'user@evil.example'])(
    'is refused for the host "%s"',
    async (host) => {
      // Also right after one that is good.
      expect(await ask(url, { body: INITIALIZE })).toMatchObject({ status: 200 });
      expectRefusal(await ask(url, { headers: { host }, body: INITIALIZE }), 403);
      expect(await ask(url, { body: INITIALIZE })).toMatchObject({ status: 200 });
    },
  );

  it.each(['http://evil.example', 'https://localhost.evil.example', 'null', 'file://'])('is refused for the origin %s', async (origin) => {
    expectRefusal(await ask(url, { headers: { origin }, body: INITIALIZE }), 403);
  });

  it.each(['http://localhost:6274', 'http://127.0.0.1:8080'])('is served for the local origin %s', async (origin) => {
    expect(await ask(url, { headers: { origin }, body: INITIALIZE })).toMatchObject({ status: 200 });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'is refused as "%s"',
    async (type) => {
      expectRefusal(await ask(url, { headers: { 'content-type': type }, body: INITIALIZE }), 415);
    },
  );
});

describe('a request that wants too much', () => {
  it('is refused when its body is larger than a mebibyte', async () => {
    expectRefusal(await ask(url, { body: called(`{"search":"${'x'.repeat(1024 * 1024)}"}`) }), 413);
  });

  it.each([
    ['100,000 nested arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['100,000 nested objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
    ['nested arguments', called('{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000))],
    ['brackets that never close', '['.repeat(100_000)],
  ])('is refused for %s', async (_what, body) => {
    expectRefusal(await ask(url, { body }), 400);
  });
});

describe('a request that is not what it should be', () => {
  it.each([
    ['broken JSON', '{"jsonrpc":'],
    ['nothing', ''],
    ['a member __proto__', called('{"__proto__":{"isAdmin":true}}')],
    ['a member constructor.prototype', called('{"constructor":{"prototype":{"isAdmin":true}}}')],
    ['null', 'null'],
    ['a text', '"tools/list"'],
    ['a number', '7'],
    ['no JSON-RPC', '{"hello":"world"}'],
  ])('is refused for a body of %s', async (_what, body) => {
    expectRefusal(await ask(url, { body }), 400);
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });

  it.each(['GET', 'DELETE', 'PUT', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND'])('is refused as %s, naming what is allowed', async (method) => {
    const heard = await ask(url, { method });
    expectRefusal(heard, 405);
    expect(heard.headers.allow).toBe('POST');
  });

  it('is refused as HEAD, without a body', async () => {
    expect(await ask(url, { method: 'HEAD' })).toMatchObject({ status: 405, text: '' });
  });

  it.each(['/', '/mcp/', '/mcp/x', '/MCP', '/../mcp', '/%6dcp', '/health'])('finds nothing at %s', async (path) => {
    expectRefusal(await ask(url, { path, body: INITIALIZE }), 404);
  });

  it.each(['http://evil.example/mcp', 'http://127.0.0.1/mcp', '*', '/%zz'])('is refused for the target %s', async (path) => {
    expectRefusal(await ask(url, { path, body: INITIALIZE }), 400);
  });

  it('hears of a method that does not exist, and of a tool named __proto__, as of any other', async () => {
    expect((await ask(url, { body: rpc('tools/frobnicate') })).text).toContain('-32601');
    const heard = await ask(url, { body: rpc('tools/call', { name: '__proto__', arguments: {} }) });
    expect(heard.text).toContain('"code":-32602');
    expect(heard.text).toContain('There is no tool \\\"__proto__\\\"');
  });

  it('hears that a member named constructor is no argument', async () => {
    expect((await ask(url, { body: called('{"constructor":"x"}') })).text).toContain('constructor: is not an argument');
  });
});

describe('every answer', () => {
  it.each([
    ['of MCP', { body: INITIALIZE }],
    ['that refuses a host', { headers: { host: 'evil.example' }, body: INITIALIZE }],
    ['that refuses a body', { body: '{' }],
    ['that finds nothing', { path: '/' }],
  ])('%s carries the security headers', async (_what, sent) => {
    const { headers } = await ask(url, sent);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('the server', () => {
  it.each(['0.0.0.0', '::', '192.0.2.7', 'steward.example.com'])('refuses to listen on %s', async (host) => {
    const steward = await sandboxed({ STEWARD_SYSTEMS: 'knowledgeowl' });
    await expect(serveHttp(mcpParts(steward, '0', 'http'), { host, port: 0 }, steward.log)).rejects.toThrow(/--host .* 127\.0\.0\.1/);
  });

  it('stays up after all of this', async () => {
    expect(await ask(url, { body: INITIALIZE })).toMatchObject({ status: 200 });
  });
});
