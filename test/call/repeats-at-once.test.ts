import { describe, expect, it } from 'vitest';
import { REPEAT_TTL } from '../../src/call/repeats.ts';
import { fileStore } from '../../src/state/files.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { clockAt, newFolder } from '../state/stores.ts';
import { ACCOUNT, create, KEYED, LONGEST, opened } from './replicas.ts';
import { answerOf, errorOf } from './steward.ts';

describe('two calls with one key at the same time', () => {
  it('in one process are one: the second waits for the first', async () => {
    const { system, replicas } = await opened(1);
    system.hold();
    const calls = [create(replicas[0]), create(replicas[0]), create(replicas[0])];
    await system.write(1);
    system.answer();
    expect((await Promise.all(calls)).map(answerOf)).toEqual([{ nth: 1 }, { nth: 1 }, { nth: 1 }]);
    expect(system.writes).toHaveLength(1);
  });

  it('in two processes are one: the other is told that it is under way', async () => {
    const { system, replicas } = await opened(2);
    system.hold();
    const first = create(replicas[0]);
    await system.write(1);
    const second = errorOf(await create(replicas[1]));
    expect(second).toMatchObject({ code: 'still_running', retryable: true });
    expect(second.text).toContain('same key');
    system.answer();
    await first;
    expect(answerOf(await create(replicas[1]))).toEqual({ nth: 1 });
    expect(system.writes).toHaveLength(1);
  });

  it('send one request, however many processes start at the same moment', async () => {
    const { system, replicas } = await opened(6, { store: fileStore(newFolder()), clock: { now: Date.now, pass: () => undefined } });
    const outcomes = await Promise.all([...replicas, ...replicas].map((replica) => create(replica)));
    const ends = outcomes.map((outcome) => (outcome.kind === 'done' ? 'done' : errorOf(outcome).code));
    expect(ends.every((end) => end === 'done' || end === 'still_running')).toBe(true);
    expect(ends).toContain('done');
    expect(system.writes).toHaveLength(1);
  });

  it('that are not the same call are not: the second is refused', async () => {
    const { system, replicas } = await opened(1);
    system.hold();
    const first = create(replicas[0]);
    await system.write(1);
    const second = create(replicas[0], { ...KEYED, email: 'eve@example.com' });
    system.answer();
    expect(errorOf(await second).code).toBe('invalid_arguments');
    await first;
    expect(system.writes).toHaveLength(1);
  });

  it('let the second give up waiting without ending the first', async () => {
    const { system, replicas } = await opened(1);
    system.hold();
    const first = create(replicas[0]);
    await system.write(1);
    const impatient = new AbortController();
    const second = create(replicas[0], KEYED, { signal: impatient.signal });
    impatient.abort();
    expect(errorOf(await second).code).toBe('cancelled');
    system.answer();
    expect(answerOf(await first)).toEqual({ nth: 1 });
  });
});

describe('a client that gives up and comes back', () => {
  it('gets by its key what its first call did, which went on without it', async () => {
    const { system, replicas } = await opened(1);
    system.hold();
    const patience = new AbortController();
    const first = create(replicas[0], KEYED, { signal: patience.signal });
    await system.write(1);
    patience.abort();
    const second = create(replicas[0]);
    system.answer();
    expect([answerOf(await first), answerOf(await second)]).toEqual([{ nth: 1 }, { nth: 1 }]);
    expect(system.writes).toHaveLength(1);
  });

  it('before anything was sent has done nothing, and its key is free', async () => {
    const { system, replicas } = await opened(1);
    expect(errorOf(await create(replicas[0], KEYED, { signal: AbortSignal.abort() })).code).toBe('cancelled');
    expect(system.writes).toEqual([]);
    expect(answerOf(await create(replicas[0]))).toEqual({ nth: 1 });
  });
});

describe('a process that dies in the midst', () => {
  it('leaves a key with which nothing is ever done again, and says so once no call can be under way', async () => {
    const clock = clockAt();
    const { system, replicas } = await opened(2, { clock });
    system.hold();
    void create(replicas[0]);
    await system.write(1);
    clock.pass(LONGEST - 1);
    expect(errorOf(await create(replicas[1])).code).toBe('still_running');
    clock.pass(1);
    const told = errorOf(await create(replicas[1]));
    expect([told.code, told.text]).toEqual(['outcome_unknown', expect.stringContaining('read the target')]);
    expect(system.writes).toHaveLength(1);
  });
});

describe('the same call without a key', () => {
  it.each([
    ['in one process', 1, false],
    ['in two replicas', 2, true],
  ])('twice at the same time %s is made once, and the second is told how to make two', async (_, count, replicated) => {
    const { system, replicas } = await opened(count, { replicated });
    system.hold();
    const first = create(replicas[0], ACCOUNT);
    await system.write(1);
    const error = errorOf(await create(replicas[count - 1], { password: ACCOUNT.password, email: ACCOUNT.email, fields: ['*'] }));
    expect(error).toMatchObject({ code: 'duplicate_call', retryable: false });
    expect(error.text).toContain('idempotencyKey');
    const others = [
      create(replicas[count - 1], { ...ACCOUNT, idempotencyKey: 'second' }),
      create(replicas[count - 1], { ...ACCOUNT, email: 'eve@example.com' }),
      create(replicas[count - 1], ACCOUNT, { principal: 'bob' }),
    ];
    await system.write(4);
    system.answer();
    expect((await Promise.all([first, ...others])).map(({ kind }) => kind)).toEqual(['done', 'done', 'done', 'done']);
    expect(system.writes).toHaveLength(4);
  });

  it('one after the other is made twice', async () => {
    const { system, replicas } = await opened(2);
    for (const replica of replicas) await create(replica, ACCOUNT);
    expect(system.writes).toHaveLength(2);
  });

  it('after one that failed is made', async () => {
    const { system, replicas } = await opened(2);
    system.says = () => ({ status: 500, body: {} });
    for (const replica of replicas) expect(errorOf(await create(replica, ACCOUNT)).code).not.toBe('duplicate_call');
    expect(system.writes).toHaveLength(2);
  });

  it('after one that its client broke off is refused for ten minutes: nobody heard what it did', async () => {
    const clock = clockAt();
    const { system, replicas } = await opened(2, { clock });
    system.hold();
    const patience = new AbortController();
    const first = create(replicas[0], ACCOUNT, { signal: patience.signal });
    await system.write(1);
    patience.abort();
    expect(errorOf(await first).code).toBe('outcome_unknown');
    system.answer();
    for (const replica of replicas) expect(errorOf(await create(replica, ACCOUNT)).code).toBe('duplicate_call');
    expect(system.writes).toHaveLength(1);
    clock.pass(REPEAT_TTL * 1000);
    for (const replica of replicas) expect((await create(replica, ACCOUNT)).kind).toBe('done');
  });

  it('twice at the same time is made twice where that is the same as once', async () => {
    const { system, replicas } = await opened(1);
    system.hold();
    const rename = () => replicas[0]?.('lightdash_rename_thing', { id: 'a', name: 'Green' });
    const calls = [rename(), rename()];
    await system.write(2);
    system.answer();
    expect((await Promise.all(calls)).map((outcome) => outcome?.kind)).toEqual(['done', 'done']);
  });

  it('writes nothing into a folder, not even a key', async () => {
    const { replicas } = await opened(1, {
      replicated: false,
      store: { ...memoryStore(), add: async () => Promise.reject(new Error('touched')) },
    });
    expect((await create(replicas[0], ACCOUNT)).kind).toBe('done');
  });
});
