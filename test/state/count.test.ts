import { createClient } from '@redis/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { countIn } from '../../src/state/count.ts';
import { openConnection } from '../../src/state/redis-connection.ts';
import { REDIS, startRedis, type RedisServer } from './redis-server.ts';
import { clockAt } from './stores.ts';

describe.skipIf(REDIS.isMissing)(`counts that replicas share${REDIS.note}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());

  function replica(clock = clockAt()) {
    const connection = openConnection(server.url, () => undefined);
    onTestFinished(connection.close);
    return countIn(connection, clock.now);
  }

  it('miss none of what happens at one moment, and keep each thing apart', async () => {
    const replicas = [replica(), replica(), replica()];
    const counted = await Promise.all([1, 2, 3, 4].flatMap(() => replicas.map((count) => count('kim', 60_000))));
    expect(counted.map((one) => one?.times).toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    expect(await replica()('robin', 60_000)).toMatchObject({ times: 1 });
  });

  it('begin anew when the period is over that the first one began, and tell nobody what they count', async () => {
    const count = replica();
    await count('someone@example.com', 60_000);
    expect((await count('someone@example.com', 3_600_000))?.left).toBeLessThanOrEqual(60_000);
    const client = createClient({ url: server.url });
    await client.connect();
    onTestFinished(() => client.close());
    const keys = await client.keys('*');
    expect(keys.filter((key) => !/^steward:count:[\w-]{43}$/.test(key))).toEqual([]);
    for (const key of keys) {
      expect(await client.pTTL(key)).toBeGreaterThan(0);
      await client.pExpire(key, 0);
    }
    expect(await count('someone@example.com', 60_000)).toMatchObject({ times: 1 });
  });

  it('are unknown while the server is gone or silent, which is then left alone for five seconds', async () => {
    const clock = clockAt();
    const count = replica(clock);
    expect(await count('gone', 60_000)).toMatchObject({ times: 1 });
    await server.stop();
    expect(await count('gone', 60_000)).toBeUndefined();
    await server.start();
    clock.pass(4_999);
    expect(await count('gone', 60_000)).toBeUndefined();
    clock.pass(1);
    expect(await count('gone', 60_000)).toMatchObject({ times: 1 });
    server.freeze();
    expect(await count('gone', 60_000)).toBeUndefined();
    server.thaw();
  });
});
