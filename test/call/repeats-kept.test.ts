import { describe, expect, it } from 'vitest';
import { REPEAT_TTL } from '../../src/call/repeats.ts';
import { isObject } from '../../src/operation/index.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { clockAt } from '../state/stores.ts';
import { ACCOUNT, create, KEYED, opened } from './replicas.ts';
import { answerOf, errorOf } from './steward.ts';

describe('a record of a key', () => {
  it.each([
    ['was changed', (sealed: string) => `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`],
    ['is another text', () => 'x'],
    ['is no text', () => 7],
  ])('that %s is neither believed nor taken for none', async (_, change) => {
    const store = memoryStore();
    const spoilt = { ...store, get: async (...args: Parameters<typeof store.get>) => changed(await store.get(...args), change) };
    const { system, replicas } = await opened(1, { store: spoilt });
    await create(replicas[0]);
    expect(errorOf(await create(replicas[0])).code).toBe('idempotency_unavailable');
    expect(system.writes).toHaveLength(1);
  });

  it('of another key or another time cannot be put in its place', async () => {
    const clock = clockAt();
    const store = memoryStore(clock.now);
    const kept: unknown[] = [];
    const recorder = { ...store, put: async (...args: Parameters<typeof store.put>) => (kept.push(args[2]), store.put(...args)) };
    const swapped = {
      ...recorder,
      get: async (...args: Parameters<typeof store.get>) => ((await store.get(...args)) ? asRecord(kept[0]) : undefined),
    };
    const { system, replicas } = await opened(1, { store: swapped, clock });
    await create(replicas[0]);
    await create(replicas[0], { ...KEYED, idempotencyKey: 'row-18' });
    expect(errorOf(await create(replicas[0], { ...KEYED, idempotencyKey: 'row-18' })).code).toBe('idempotency_unavailable');
    clock.pass(REPEAT_TTL * 1000);
    await create(replicas[0]);
    expect(errorOf(await create(replicas[0])).code).toBe('idempotency_unavailable');
    expect(system.writes).toHaveLength(3);
  });

  it('holds neither the key, nor an argument, nor the answer in the clear', async () => {
    const store = memoryStore();
    const seen: string[] = [];
    const watched = {
      ...store,
      add: async (...args: Parameters<typeof store.add>) => (seen.push(JSON.stringify(args)), store.add(...args)),
      put: async (...args: Parameters<typeof store.put>) => (seen.push(JSON.stringify(args)), store.put(...args)),
    };
    const { system, replicas } = await opened(1, { store: watched });
    system.says = () => ({ status: 200, body: { status: 'ok', results: { name: 'Ada Lovelace' } } });
    await create(replicas[0]);
    expect(seen).toHaveLength(2);
    for (const hidden of ['row-17', 'ada@example.com', 'Lovelace', 'lightdash_add_account', 'local'])
      expect(seen.join()).not.toContain(hidden);
  });
});

describe('a store that fails', () => {
  const broken = async () => Promise.reject(new Error('no disk'));

  it('stops a call with a key before anything is sent, and no other', async () => {
    const store = { ...memoryStore(), get: broken, add: broken, put: broken, drop: broken };
    const { system, replicas } = await opened(1, { store });
    const error = errorOf(await create(replicas[0]));
    expect(error).toMatchObject({ code: 'idempotency_unavailable', retryable: true });
    expect(system.writes).toEqual([]);
    expect(answerOf(await create(replicas[0], ACCOUNT))).toEqual({ nth: 1 });
  });

  it('after the call does not hide that it was done, and the key is not used again', async () => {
    const store = { ...memoryStore(), put: broken };
    const { system, replicas } = await opened(1, { store });
    expect(answerOf(await create(replicas[0]))).toEqual({ nth: 1 });
    expect(errorOf(await create(replicas[0])).code).toBe('still_running');
    expect(system.writes).toHaveLength(1);
  });
});

function changed(record: unknown, change: (sealed: string) => unknown) {
  return isObject(record) ? { sealed: change(String(record['sealed'])) } : undefined;
}

function asRecord(value: unknown) {
  return isObject(value) ? value : undefined;
}
