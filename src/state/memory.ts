import type { JsonObject } from '../operation/index.ts';
import type { Kind, StateStore } from './store.ts';

/** How often what is over is looked for, in milliseconds. */
const SWEEP_EVERY = 1_000;

/** A store inside this process; what it holds dies with it. `now` in milliseconds. */
export function memoryStore(now: () => number = Date.now): StateStore {
  const records = new Map<string, { readonly kind: string; readonly value: JsonObject; readonly until: number }>();
  const spent = new Map<string, number>();
  let swept = now();
  // Not on every call: thousands of records may live, and each reader looks at the end of its own.
  const sweep = () => {
    if (now() - swept < SWEEP_EVERY) return;
    swept = now();
    for (const [key, { until }] of records) if (until <= now()) records.delete(key);
    for (const [key, until] of spent) if (until <= now()) spent.delete(key);
  };
  const put = (kind: Kind, id: string, value: JsonObject, ttl: number) => {
    sweep();
    records.set(`${kind}/${id}`, { kind, value, until: now() + ttl * 1000 });
  };
  const get = (kind: Kind, id: string) => {
    const record = records.get(`${kind}/${id}`);
    return record && record.until > now() ? record.value : undefined;
  };
  return {
    put: async (...record) => put(...record),
    add: async (kind, id, value, ttl) => {
      if (get(kind, id)) return false;
      put(kind, id, value, ttl);
      return true;
    },
    get: async (kind, id) => get(kind, id),
    drop: async (kind, id) => void records.delete(`${kind}/${id}`),
    list: async (kind) => [...records.values()].filter((record) => record.kind === kind && record.until > now()).map(({ value }) => value),
    spend: async (id, ttl) => {
      sweep();
      if ((spent.get(id) ?? 0) > now()) return false;
      spent.set(id, now() + ttl * 1000);
      return true;
    },
    close: async () => undefined,
  };
}
