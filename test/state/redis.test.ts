import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createClient } from '@redis/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openState, type StateStore } from '../../src/state/index.ts';
import { redisStore, type SharedStore } from '../../src/state/redis.ts';
import { isObject } from '../../src/operation/index.ts';
import { REDIS, startRedis, type RedisServer } from './redis-server.ts';

/** What the store promises is 2 seconds; the rest is for a busy machine. */
const SOON = 4_000;

function opened(url: string, notice?: (fault: unknown) => void): SharedStore {
  const store = redisStore(url, notice);
  onTestFinished(store.close);
  return store;
}

async function refusalsOf(store: StateStore): Promise<readonly string[]> {
  const began = performance.now();
  const tried = [
    store.put('confirmation', 'x', {}, 60),
    store.get('confirmation', 'x'),
    store.list('confirmation'),
    store.spend('x', 60),
    store.add('outcome', 'x', {}, 60),
    store.drop('outcome', 'x'),
  ];
  const results = await Promise.allSettled(tried);
  expect(performance.now() - began).toBeLessThan(SOON);
  return results.map(({ status }) => status);
}

const ALL_REFUSED = Array.from({ length: 6 }, () => 'rejected');

describe.skipIf(REDIS.isMissing)(`a store in Redis${REDIS.note}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    const client = createClient({ url: server.url });
    await client.connect();
    await client.flushDb();
    await client.close();
  });

  it('is one for all replicas: each sees what another put, and one of them spends', async () => {
    const replicas = [opened(server.url), opened(server.url), opened(server.url)];
    await replicas[0]?.put('confirmation', 'a', { n: 1 }, 60);
    for (const replica of replicas) expect(await replica.get('confirmation', 'a')).toEqual({ n: 1 });
    const spent = await Promise.all([...replicas, ...replicas, ...replicas].map((replica) => replica.spend('once', 60)));
    expect(spent.filter(Boolean)).toHaveLength(1);
  });

  it('keeps to keys of its own, and every one that grows with use ends by itself', async () => {
    const store = opened(server.url);
    await store.put('confirmation', 'a', { n: 1 }, 60);
    await store.spend('b', 0.5);
    const client = createClient({ url: server.url });
    await client.connect();
    const keys = (await client.keys('*')).toSorted();
    expect(keys).toEqual(['steward:confirmation:a', 'steward:ids:confirmation', 'steward:puts', 'steward:spent:b']);
    expect(await client.pTTL('steward:confirmation:a')).toBeGreaterThan(50_000);
    expect(await client.pTTL('steward:confirmation:a')).toBeLessThanOrEqual(60_000);
    // An id whose record ended long ago leaves the index with the next put.
    await client.zAdd('steward:ids:confirmation', { score: 1, value: 'old' });
    await store.put('confirmation', 'c', { n: 2 }, 60);
    expect(await client.zRange('steward:ids:confirmation', 0, -1)).toEqual(['a', 'c']);
    // Something else under our names is no record.
    await client.set('steward:confirmation:a', '{"half');
    expect(await store.get('confirmation', 'a')).toBeUndefined();
    expect(await store.list('confirmation')).toEqual([{ n: 2 }]);
    await client.close();
  });

  it('lists many of one moment in the order in which they were put', async () => {
    const store = opened(server.url);
    const numbers = Array.from({ length: 12 }, (_, n) => n);
    for (const n of numbers) await store.put('confirmation', `r-${(n * 7) % 12}`, { n }, 60);
    expect((await store.list('confirmation')).map(({ n }) => n)).toEqual(numbers);
  });

  it.each(['', 'a b', 'a:b', '*', 'x'.repeat(81)])('takes no id %j, which could name another key', async (id) => {
    const store = opened(server.url);
    await expect(store.put('confirmation', id, {}, 60)).rejects.toThrow('id');
    await expect(store.get('confirmation', id)).rejects.toThrow('id');
    await expect(store.spend(id, 60)).rejects.toThrow('id');
  });

  it('rejects while the server is gone, tells it once, and works again when it is back', async () => {
    const notices: unknown[] = [];
    const store = opened(server.url, (fault) => notices.push(fault));
    await store.put('confirmation', 'a', { n: 1 }, 60);
    await server.stop();
    expect(await refusalsOf(store)).toEqual(ALL_REFUSED);
    expect(await refusalsOf(store)).toEqual(ALL_REFUSED);
    await server.start();
    expect(await store.spend('b', 60)).toBe(true);
    expect(await store.spend('b', 60)).toBe(false);
    expect(notices).toEqual([expect.any(Error), undefined]);
  });

  it('rejects within two seconds while the server is silent, and works again when it speaks', async () => {
    const store = opened(server.url);
    expect(await store.spend('a', 60)).toBe(true);
    server.freeze();
    onTestFinished(server.thaw);
    expect(await refusalsOf(store)).toEqual(ALL_REFUSED);
    server.thaw();
    expect(await store.spend('a', 60)).toBe(false);
  });

  it('works with an account that may do only what the deployment page tells', async () => {
    const page = readFileSync(new URL('../../docs/deployment.md', import.meta.url), 'utf8');
    const rights = /`(~steward:\* [^`]+)`/.exec(page)?.[1]?.split(' ') ?? [];
    const client = createClient({ url: server.url });
    await client.connect();
    await client.aclSetUser('steward', ['reset', 'on', '>not-a-real-password', ...rights]);
    await client.close();
    const store = opened(`redis://steward:not-a-real-password@${new URL(server.url).host}/1`);
    await store.put('confirmation', 'a', { n: 1 }, 60);
    expect(await store.get('confirmation', 'a')).toEqual({ n: 1 });
    expect(await store.list('confirmation')).toEqual([{ n: 1 }]);
    expect([await store.spend('b', 60), await store.spend('b', 60)]).toEqual([true, false]);
    expect([await store.add('outcome', 'c', {}, 60), await store.add('outcome', 'c', {}, 60)]).toEqual([true, false]);
    await store.put('outcome', 'c', { n: 2 }, 60);
    expect(await store.get('outcome', 'c')).toEqual({ n: 2 });
    await store.drop('outcome', 'c');
    expect((await store.count('d', 60_000))?.times).toBe(1);
  });

  it('opens no connection before it is used, nor after it was closed', async () => {
    const store = redisStore(server.url);
    await store.close();
    await expect(store.spend('a', 60)).rejects.toThrow('closed');
  });

  it('takes the place of the folder, and wants a key', async () => {
    const state = openState('/nowhere', 'made-up key of more than 32 characters', { url: server.url });
    onTestFinished(state.store.close);
    expect(state.shared).toBe(true);
    expect(await state.store.spend('a', 60)).toBe(true);
    expect(() => openState(undefined, undefined, { url: server.url })).toThrow('needs a key');
  });
});

it('a store in Redis rejects within two seconds where something takes connections and says nothing', async () => {
  const mute = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  onTestFinished(() => void mute.close());
  const address = mute.address();
  const store = opened(`redis://127.0.0.1:${isObject(address) ? String(address['port']) : ''}`);
  expect(await refusalsOf(store)).toEqual(ALL_REFUSED);
});
