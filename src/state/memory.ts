import type { JsonObject } from '../operation/index.ts';
import type { StateStore } from './store.ts';

/** A store inside this process; what it holds dies with it. `now` in milliseconds. */
export function memoryStore(now: () => number = Date.now): StateStore {
  const records = new Map<string, { readonly kind: string; readonly value: JsonObject; readonly until: number }>();
  const spent = new Map<string, number>();
  const sweep = () => {
    for (const [key, { until }] of records) if (until <= now()) records.delete(key);
    for (const [key, until] of spent) if (until <= now()) spent.delete(key);
  };
  return {
    put: async (kind, id, value, ttl) => {
      sweep();
      records.set(`${kind}/${id}`, { kind, value, until: now() + ttl * 1000 });
    },
    get: async (kind, id) => {
      const record = records.get(`${kind}/${id}`);
      return record && record.until > now() ? record.value : undefined;
    },
    list: async (kind) => {
      sweep();
      return [...records.values()].filter((record) => record.kind === kind).map(({ value }) => value);
    },
    spend: async (id, ttl) => {
      sweep();
      if (spent.has(id)) return false;
      spent.set(id, now() + ttl * 1000);
      return true;
    },
    close: async () => undefined,
  };
}
