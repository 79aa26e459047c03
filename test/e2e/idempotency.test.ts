import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/config/index.ts';
import { member } from '../../src/operation/index.ts';
import { slowSystem } from '../call/replicas.ts';
import { run, start } from '../cli/run.ts';
import { REDIS, startRedis } from '../state/redis-server.ts';
import { temporary } from '../temporary.ts';
import { KINDS, type Form } from './clients.ts';
import { atEnd, sandboxed, servedOverHttp, stewardFor } from './opened.ts';
import { asked, codeOf, resultOf } from './raw.ts';
import { roundRobin } from './round-robin.ts';

const TAG = { projectUuid: '3f6c1b1e-0f5e-4b7a-9c1d-2a4e6f8b0c1d', name: 'Reviewed', color: '#a1b2c3' };
const keyed = (key: string) => ({ meta: { 'steward-mcp/idempotencyKey': key } });
const REPEATED = { _meta: { 'steward-mcp/repeated': true } };

/** A system that counts its writes, and the addresses of as many servers in front of it. */
async function served(count: number, environment: Environment = {}) {
  const system = await slowSystem();
  const shared = { LIGHTDASH_URL: system.url, LIGHTDASH_TOKEN: 'ldpat_0123456789', STEWARD_STATE_DIR: newFolder(), ...environment };
  const urls = await Promise.all(Array.from({ length: count }, async () => servedOverHttp(await stewardFor(shared))));
  return { system, urls, shared };
}

describe.each(KINDS)('$name', ({ connect }) => {
  it('is asked once and has one team, however often it sends the call with its key', async () => {
    const forms: Form[] = [];
    const client = await connect({ url: await servedOverHttp(await sandboxed()) }, async (form) => {
      forms.push(form);
      return { action: 'accept', content: { agree: true } };
    });
    const create = () => client.call('ciso_create_team', { name: 'Blue', idempotencyKey: 'a-key' });
    const first = await create();
    expect(first).toMatchObject({ isError: false, structured: { name: 'Blue' } });
    for (const again of [await create(), await create()]) {
      expect(again.structured).toEqual(first.structured);
      expect(again.meta).toMatchObject(REPEATED._meta);
    }
    expect(forms).toHaveLength(1);
    expect((await client.call('ciso_list_teams')).text.match(/Blue/g)).toHaveLength(1);
  });

  it('sees the preview under its key, confirms under it, and gets the outcome again', async () => {
    const client = await connect({ url: await servedOverHttp(await sandboxed({ STEWARD_CONFIRM: 'flag' })) });
    const create = (more = {}) => client.call('ciso_create_team', { name: 'Blue', idempotencyKey: 'a-key', ...more });
    for (let times = 0; times < 2; times += 1) expect((await create()).structured).toMatchObject({ status: 'confirmation_required' });
    const first = await create({ confirm: true });
    expect(first.structured).toMatchObject({ name: 'Blue' });
    expect((await create({ confirm: true })).structured).toEqual(first.structured);
    expect((await client.call('ciso_list_teams')).text.match(/Blue/g)).toHaveLength(1);
  });
});

describe('two servers that share a folder', () => {
  it('make a call once, whichever of them gets it again, in both eras and through a dispatcher', async () => {
    const { system, urls } = await served(2);
    const [one, two] = urls;
    const first = resultOf(await asked(one, 'lightdash_create_tag', TAG, keyed('a')));
    expect(first).toMatchObject({ structuredContent: { nth: 1 } });
    expect(resultOf(await asked(two, 'lightdash_create_tag', TAG, keyed('a')))).toMatchObject({
      structuredContent: { nth: 1 },
      ...REPEATED,
    });
    const dispatched = { tool: 'lightdash_create_tag', arguments: TAG };
    expect(resultOf(await asked(two, 'steward_write', dispatched, keyed('a')))).toMatchObject({
      structuredContent: { nth: 1 },
      ...REPEATED,
    });
    const old = new Client({ name: 'old', version: '1' }, { capabilities: {} });
    await old.connect(new StreamableHTTPClientTransport(new URL(two ?? '')));
    atEnd(() => old.close());
    expect(await old.callTool({ name: 'lightdash_create_tag', arguments: TAG, _meta: keyed('a').meta })).toMatchObject(REPEATED);
    expect(system.writes).toHaveLength(1);
    expect(codeOf(await asked(two, 'lightdash_create_tag', { ...TAG, name: 'Other' }, keyed('a')))).toBe('invalid_arguments');
    expect(system.writes).toHaveLength(1);
  });

  it('carry a call with a key to its end though its client is gone, and tell it to whoever comes back', async () => {
    const { system, urls } = await served(1);
    system.hold();
    const client = await KINDS[0]?.connect({ url: urls[0] ?? '' });
    const gone = new AbortController();
    const first = client?.call('lightdash_create_tag', { ...TAG, idempotencyKey: 'a' }, gone.signal).catch(() => 'gone');
    await system.write(1);
    gone.abort();
    expect(await first).toBe('gone');
    const second = asked(urls[0], 'lightdash_create_tag', TAG, keyed('a'));
    system.answer();
    expect(resultOf(await second)).toMatchObject({ structuredContent: { nth: 1 }, ...REPEATED });
    expect(system.writes).toHaveLength(1);
  });
});

describe.skipIf(REDIS.isMissing)(`two replicas behind a proxy, with a Redis${REDIS.note}`, () => {
  it('catch the same create that a client sends again while it is under way', async () => {
    const redis = await startRedis();
    atEnd(redis.close);
    const { system, urls } = await served(2, { STEWARD_REDIS_URL: redis.url, STEWARD_STATE_KEY: 'a made-up key that the replicas share' });
    const proxy = await roundRobin(urls.map((url) => new URL(url).origin));
    atEnd(proxy.close);
    const url = `${proxy.origin}/mcp`;
    system.hold();
    const first = asked(url, 'lightdash_create_tag', TAG);
    await system.write(1);
    // Once more at the other replica, and at the one that runs it.
    for (let times = 0; times < 2; times += 1) expect(codeOf(await asked(url, 'lightdash_create_tag', TAG))).toBe('duplicate_call');
    const meant = asked(url, 'lightdash_create_tag', TAG, keyed('a'));
    await system.write(2);
    expect(codeOf(await asked(url, 'lightdash_create_tag', TAG, keyed('a')))).toBe('still_running');
    system.answer();
    expect([resultOf(await first), resultOf(await meant)]).toMatchObject([
      { structuredContent: { nth: 1 } },
      { structuredContent: { nth: 2 } },
    ]);
    for (let times = 0; times < 2; times += 1)
      expect(resultOf(await asked(url, 'lightdash_create_tag', TAG, keyed('a')))).toMatchObject({
        structuredContent: { nth: 2 },
        ...REPEATED,
      });
    expect(system.writes).toHaveLength(2);
    expect(Math.min(...proxy.counts)).toBeGreaterThan(1);
    await redis.stop();
    expect(codeOf(await asked(url, 'lightdash_create_tag', TAG, keyed('b')))).toBe('idempotency_unavailable');
    expect(system.writes).toHaveLength(2);
    // Who gives no key was promised nothing.
    expect(resultOf(await asked(url, 'lightdash_create_tag', TAG))).toMatchObject({ structuredContent: { nth: 3 } });
  });
});

describe('steward-mcp call --idempotency-key', () => {
  it('makes a call once, here and on a server', async () => {
    const { system, urls, shared } = await served(1);
    const call = ['call', 'lightdash_create_tag', JSON.stringify(TAG), '--json', '--idempotency-key', 'nightly-1'];
    for (const more of [[], [], ['--url', urls[0] ?? '']]) {
      const { code, stdout } = await run([...call, ...more], { environment: shared });
      expect([code, JSON.parse(stdout)]).toEqual([0, { nth: 1 }]);
    }
    expect(system.writes).toHaveLength(1);
    const other = await run([...call.slice(0, -1), 'with space'], { environment: shared });
    expect([other.code, member(member(JSON.parse(other.stdout), 'error'), 'code')]).toEqual([2, 'invalid_arguments']);
  });
});

describe('a process that is killed in the midst', () => {
  it('leaves a key under which no other one sends anything', async () => {
    const { system, shared } = await served(0);
    system.hold();
    const call = ['call', 'lightdash_create_tag', JSON.stringify(TAG), '--json', '--idempotency-key', 'nightly-2'];
    const { child, ended } = start(call, shared);
    await system.write(1);
    child.kill('SIGKILL');
    await ended;
    const { code, stdout } = await run(call, { environment: shared });
    expect([code, member(member(JSON.parse(stdout), 'error'), 'code')]).toEqual([1, 'still_running']);
    expect(system.writes).toHaveLength(1);
  });
});

function newFolder(): string {
  return mkdtempSync(join(temporary, 'state-'));
}
