import { isObject, type JsonObject } from '../operation/index.ts';
import { countIn, type Count } from './count.ts';
import { openConnection, type Notice } from './redis-connection.ts';
import { isId, type Kind, type Listed, type StateStore } from './store.ts';

const PREFIX = 'steward:';

/** A store that replicas share can also count for them. */
export interface SharedStore extends StateStore {
  readonly count: Count;
}

/**
 * A store in Redis or Valkey, shared by every replica that names the same database. Keys begin with `steward:` and end by
 * themselves. Every method of a store rejects within 2 seconds while the server cannot be reached, and works again as soon as it can.
 */
export function redisStore(url: string, notice: Notice = () => undefined): SharedStore {
  const connection = openConnection(url, notice);
  const { run, close } = connection;
  return {
    count: countIn(connection),
    put: async (kind, id, value, ttl) => {
      const [key, now, period] = [keyOf(kind, id), Date.now(), milliseconds(ttl)];
      if (kind !== 'confirmation') return void (await run((client) => client.set(key, recordOf(0, value), { PX: period })));
      await run(async (client) => {
        // A number of its own puts records in order also where clocks of replicas differ.
        const n = await client.incr(`${PREFIX}puts`);
        await client
          .multi()
          .set(key, recordOf(n, value), { PX: period })
          .zAdd(indexOf(kind), { score: now + period, value: id })
          .zRemRangeByScore(indexOf(kind), 0, now - SLACK)
          .exec();
      });
    },
    add: async (kind, id, value, ttl) => {
      const key = keyOf(kind, id);
      return (await run((client) => client.set(key, recordOf(0, value), { NX: true, PX: milliseconds(ttl) }))) !== null;
    },
    drop: async (kind, id) => {
      const key = keyOf(kind, id);
      await run((client) => client.del(key));
    },
    get: async (kind, id) => {
      const key = keyOf(kind, id);
      return recordIn(await run((client) => client.get(key)))?.value;
    },
    list: async (kind) => {
      const texts = await run(async (client) => {
        const ids = await client.zRange(indexOf(kind), 0, -1);
        return ids.length === 0 ? [] : client.mGet(ids.map((id) => keyOf(kind, id)));
      });
      return texts
        .flatMap((text) => recordIn(text) ?? [])
        .toSorted((a, b) => a.n - b.n)
        .map(({ value }) => value);
    },
    spend: async (id, ttl) => {
      const key = keyOf('spent', id);
      // Written only where there is nothing: of all replicas exactly one succeeds.
      return (await run((client) => client.set(key, '1', { NX: true, PX: milliseconds(ttl) }))) !== null;
    },
    close,
  };
}

/** How long an id stays in the index after its record ended, in milliseconds: clocks of replicas may differ by less. */
const SLACK = 60 * 60 * 1000;

interface Kept {
  readonly n: number;
  readonly value: JsonObject;
}

function recordOf(n: number, value: JsonObject): string {
  return JSON.stringify({ n, value });
}

function recordIn(text: string | null): Kept | undefined {
  if (text === null) return undefined;
  try {
    const record: unknown = JSON.parse(text);
    if (isObject(record) && typeof record['n'] === 'number' && isObject(record['value'])) return { n: record['n'], value: record['value'] };
  } catch {
    // Something else wrote it.
  }
  return undefined;
}

function keyOf(kind: Kind | 'spent', id: string): string {
  if (!isId(id)) throw new Error('not an id');
  return `${PREFIX}${kind}:${id}`;
}

function indexOf(kind: Listed): string {
  return `${PREFIX}ids:${kind}`;
}

function milliseconds(ttl: number): number {
  return Math.max(1, Math.ceil(ttl * 1000));
}
