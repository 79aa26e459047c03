import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { mcpParts } from '../../src/cli/serve.ts';
import type { RunCall } from '../../src/call/index.ts';
import { LOOPBACK_LIMITS, serveHttp } from '../../src/http/index.ts';
import { StewardError } from '../../src/operation/index.ts';
import { bearer, guarded, token, tokensFile } from '../e2e/guarded.ts';
import { atEnd, sandboxed } from '../e2e/opened.ts';
import { ask, INITIALIZE, rpc, type Heard } from './asking.ts';

const LIST = rpc('tools/call', { name: 'lightdash_list_groups', arguments: {} });

function expectTurnedAway({ status, headers, text }: Heard, wanted: number): void {
  expect(status).toBe(wanted);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(JSON.parse(text)).toEqual({ jsonrpc: '2.0', id: null, error: { code: expect.any(Number), message: expect.any(String) } });
}

describe('a rate limit', () => {
  it('holds for each principal on its own, and says when to come back', async () => {
    const file = tokensFile();
    const [busy, calm] = [token(file, 'busy', ['steward:read']), token(file, 'calm', ['steward:read'])];
    const { url } = await guarded({ STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file, STEWARD_RATE_LIMIT: '3' });
    const sent = (text: string) => ask(url, { headers: bearer(text), body: INITIALIZE });
    for (const _ of [1, 2, 3]) expect(await sent(busy)).toMatchObject({ status: 200 });
    expectTurnedAway(await sent(busy), 429);
    expect(await sent(calm)).toMatchObject({ status: 200 });
  });

  it('holds for an address before it is known who asks, so that tokens cannot be tried out', async () => {
    const file = tokensFile();
    const good = token(file, 'good', ['steward:read']);
    const { url } = await guarded({ STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file, STEWARD_RATE_LIMIT_ADDRESS: '3' });
    const sent = (text: string) => ask(url, { headers: bearer(text), body: INITIALIZE });
    for (const _ of [1, 2, 3]) expect(await sent('wrong')).toMatchObject({ status: 401 });
    expectTurnedAway(await sent('wrong'), 429);
    expectTurnedAway(await sent(good), 429);
  });

  it('goes by the address that a trusted proxy tells, and by no other', async () => {
    const file = tokensFile();
    token(file, 'good', ['steward:read']);
    const settings = { STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file, STEWARD_RATE_LIMIT_ADDRESS: '1' };
    const from = (url: string, address: string) => ask(url, { headers: { 'x-forwarded-for': address }, body: INITIALIZE });
    const trusting = await guarded({ ...settings, STEWARD_TRUST_PROXY: '127.0.0.1' });
    expect(await from(trusting.url, '192.0.2.1')).toMatchObject({ status: 401 });
    expect(await from(trusting.url, '192.0.2.2')).toMatchObject({ status: 401 });
    expect(await from(trusting.url, '192.0.2.1')).toMatchObject({ status: 429 });
    const wary = await guarded(settings);
    expect(await from(wary.url, '192.0.2.1')).toMatchObject({ status: 401 });
    expect(await from(wary.url, '192.0.2.2')).toMatchObject({ status: 429 });
  });

  it('does not hold on loopback without authentication', async () => {
    const { url } = await guarded({ STEWARD_RATE_LIMIT: '1', STEWARD_RATE_LIMIT_ADDRESS: '1' });
    for (const _ of [1, 2, 3]) expect(await ask(url, { body: INITIALIZE })).toMatchObject({ status: 200 });
  });
});

describe('an overloaded server', () => {
  it('turns calls away while as many as it takes are under way', async () => {
    const steward = await sandboxed();
    const waiting: (() => void)[] = [];
    let arrived = () => {};
    const both = new Promise<void>((resolve) => (arrived = resolve));
    const call: RunCall = async (request) => {
      await new Promise<void>((go) => {
        waiting.push(go);
        if (waiting.length === 2) arrived();
      });
      return steward.call(request);
    };
    const options = { host: '127.0.0.1', port: 0, limits: { ...LOOPBACK_LIMITS, calls: 2 } };
    const server = await serveHttp({ ...mcpParts(steward, '0', 'http'), call }, options, steward.log);
    atEnd(server.close);
    const first = [ask(server.url, { body: LIST }), ask(server.url, { body: LIST })];
    await both;
    expectTurnedAway(await ask(server.url, { body: LIST }), 503);
    for (const go of waiting) go();
    for (const one of await Promise.all(first)) expect(one).toMatchObject({ status: 200 });
    const later = ask(server.url, { body: rpc('tools/list') });
    expect(await later).toMatchObject({ status: 200 });
  });

  it('has room again when a client leaves whose calls wait for each other on one connection', async () => {
    const steward = await sandboxed();
    let arrived = () => {};
    let begun = 0;
    const call: RunCall = async ({ signal }) => {
      begun += 1;
      if (begun % 2 === 0) arrived();
      await new Promise<void>((go) => signal?.addEventListener('abort', () => go()));
      return { kind: 'failed', error: new StewardError('cancelled', 'The client left.') };
    };
    const options = { host: '127.0.0.1', port: 0, limits: { ...LOOPBACK_LIMITS, calls: 2 } };
    const server = await serveHttp({ ...mcpParts(steward, '0', 'http'), call }, options, steward.log);
    atEnd(server.close);
    const { host, hostname, port } = new URL(server.url);
    const headers = ['content-type: application/json', 'accept: application/json, text/event-stream', `content-length: ${LIST.length}`];
    const list = ['POST /mcp HTTP/1.1', `host: ${host}`, ...headers, '', LIST].join('\r\n');
    const free = async () => {
      for (let tries = 0; tries < 50; tries += 1) if ((await ask(server.url, { body: rpc('tools/list') })).status === 200) return true;
      return false;
    };
    for (const _ of [1, 2, 3]) {
      const both = new Promise<void>((resolve) => (arrived = resolve));
      const client = connect(Number(port), hostname);
      client.write(list.repeat(2));
      await both;
      expectTurnedAway(await ask(server.url, { body: LIST }), 503);
      client.destroy();
      expect(await free()).toBe(true);
    }
  });

  it('turns requests away while its event loop is late, and still says that it lives', async () => {
    const { url } = await guarded({}, { limits: { ...LOOPBACK_LIMITS, lag: 5, sample: 10 } });
    let heard = await ask(url, { body: INITIALIZE });
    for (let tries = 0; heard.status !== 503 && tries < 50; tries += 1) {
      const until = performance.now() + 60;
      while (performance.now() < until);
      heard = await ask(url, { body: INITIALIZE });
      expect(await ask(url, { method: 'GET', path: '/healthz' })).toMatchObject({ status: 200 });
    }
    expectTurnedAway(heard, 503);
  });
});
