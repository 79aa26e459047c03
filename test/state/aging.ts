import { createClient, type RedisClientType } from '@redis/client';
import { afterAll } from 'vitest';
import type { StateStore } from '../../src/state/index.ts';
import { redisStore } from '../../src/state/redis.ts';
import { startRedis, type RedisServer } from './redis-server.ts';
import type { Clock } from './stores.ts';

let server: Promise<RedisServer> | undefined;
let databases = 0;
const stores: StateStore[] = [];
afterAll(async () => {
  for (const store of stores) await store.close();
  await (await server)?.close();
});

/** An empty store in a real server, in which time passes when the clock is moved: before each call the end of every key is brought nearer by that much. */
export function agingRedis({ now }: Clock): StateStore {
  let seen = now();
  let opened: Promise<Place> | undefined;
  const store = async () => {
    const { url, inside } = await (opened ??= emptyPlace());
    const passed = now() - seen;
    seen = now();
    if (passed > 0) await age(url, passed);
    return inside;
  };
  return {
    put: async (...args) => (await store()).put(...args),
    add: async (...args) => (await store()).add(...args),
    drop: async (...args) => (await store()).drop(...args),
    get: async (...args) => (await store()).get(...args),
    list: async (...args) => (await store()).list(...args),
    spend: async (...args) => (await store()).spend(...args),
    close: async () => (await store()).close(),
  };
}

interface Place {
  readonly url: string;
  readonly inside: StateStore;
}

async function emptyPlace(): Promise<Place> {
  server ??= startRedis();
  // A server has 16 databases.
  const url = `${(await server).url}/${databases++ % 16}`;
  await commanded(url, (client) => client.flushDb());
  const inside = redisStore(url);
  stores.push(inside);
  return { url, inside };
}

async function age(url: string, ms: number): Promise<void> {
  await commanded(url, async (client) => {
    for (const key of await client.keys('*')) {
      const left = await client.pTTL(key);
      if (left > ms) await client.pExpire(key, left - ms);
      else if (left >= 0) await client.del(key);
    }
  });
}

async function commanded<T>(url: string, commands: (client: RedisClientType) => Promise<T>): Promise<T> {
  const client: RedisClientType = createClient({ url });
  await client.connect();
  const result = await commands(client);
  await client.close();
  return result;
}
