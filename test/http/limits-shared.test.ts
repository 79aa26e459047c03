import { beforeAll, describe, expect, it } from 'vitest';
import { bearer, guarded, token, tokensFile } from '../e2e/guarded.ts';
import { atEnd } from '../e2e/opened.ts';
import { REDIS, startRedis, type RedisServer } from '../state/redis-server.ts';
import { ask, INITIALIZE } from './asking.ts';

describe.skipIf(REDIS.isMissing)(`the limits of replicas that share a Redis${REDIS.note}`, () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
    atEnd(redis.close);
  });

  /** Two replicas on a database of their own, connected to it, and what each answers to whoever holds a token. */
  async function two(database: number, limits: Readonly<Record<string, string>>) {
    const file = tokensFile();
    const [busy, calm] = [token(file, 'busy', ['steward:read']), token(file, 'calm', ['steward:read'])];
    const shared = { STEWARD_REDIS_URL: `${redis.url}/${database}`, STEWARD_STATE_KEY: 'a made-up key that the replicas share' };
    const environment = { STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file, ...shared, ...limits };
    const replicas = [await guarded(environment), await guarded(environment)];
    for (const { steward } of replicas) expect(await steward.ready()).toMatchObject({ store: true });
    const each = (text: string) => Promise.all(replicas.map(async ({ url }) => ask(url, { headers: bearer(text), body: INITIALIZE })));
    return { busy, calm, each, url: replicas[0]?.url ?? '' };
  }

  it('hold for all of them together, for each principal on its own', async () => {
    const { busy, calm, each } = await two(1, { STEWARD_RATE_LIMIT: '3' });
    const statuses = [...(await each(busy)), ...(await each(busy))].map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, 200, 200, 429]);
    for (const { status, headers } of await each(busy)) {
      expect(status).toBe(429);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    }
    for (const { status } of await each(calm)) expect(status).toBe(200);
  });

  it('hold for an address, however many replicas it asks, and in each of them alone while Redis is gone', async () => {
    const { each, url } = await two(2, { STEWARD_RATE_LIMIT_ADDRESS: '2' });
    expect((await each('wrong')).map(({ status }) => status)).toEqual([401, 401]);
    expect((await each('wrong')).map(({ status }) => status)).toEqual([429, 429]);
    await redis.stop();
    for (const wanted of [401, 401, 429]) expect((await each('wrong')).map(({ status }) => status)).toEqual([wanted, wanted]);
    expect(JSON.parse((await ask(url, { method: 'GET', path: '/readyz' })).text)).toMatchObject({ checks: { store: false } });
    await redis.start();
    expect(await ask(url, { method: 'GET', path: '/readyz' })).toMatchObject({ status: 200 });
  });
});
