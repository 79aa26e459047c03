import { describe, expect, it } from 'vitest';
import { REPEAT_TTL } from '../../src/call/repeats.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { clockAt } from '../state/stores.ts';
import { ACCOUNT, create, KEYED, opened, type Replica } from './replicas.ts';
import { answerOf, auditFile, errorOf, textOf } from './steward.ts';

describe('an idempotency key', () => {
  it('makes a second call tell the outcome of the first, in this process and in another', async () => {
    const { system, replicas } = await opened(2);
    const first = await create(replicas[0]);
    expect(answerOf(first)).toEqual({ nth: 1 });
    for (const replica of [...replicas, ...replicas]) {
      const again = await create(replica);
      expect(again).toEqual({ ...first, repeats: expect.any(String) });
      expect(textOf(again)).toBe(textOf(first));
    }
    expect(system.writes).toEqual(['POST /accounts']);
  });

  it('is the same beside the arguments, on any writing tool', async () => {
    const { system, replicas } = await opened(2);
    const rename = (replica: Replica | undefined) =>
      replica?.('lightdash_rename_thing', { id: 'a', name: 'Green' }, { idempotencyKey: 'k' });
    expect(await rename(replicas[0])).not.toHaveProperty('repeats');
    expect(await rename(replicas[1])).toHaveProperty('repeats');
    expect(answerOf(await create(replicas[0], KEYED))).toEqual({ nth: 2 });
    expect(await create(replicas[1], ACCOUNT, { idempotencyKey: KEYED.idempotencyKey })).toHaveProperty('repeats');
    expect(system.writes).toEqual(['PATCH /things/a', 'POST /accounts']);
  });

  it('leaves reads as they are', async () => {
    const { replicas } = await opened(1);
    for (let times = 0; times < 2; times += 1)
      expect(await replicas[0]?.('lightdash_get_thing', { id: 'a' }, { idempotencyKey: 'k' })).not.toHaveProperty('repeats');
  });

  it('stands for its call for ten minutes', async () => {
    const clock = clockAt();
    const { system, replicas } = await opened(1, { clock });
    await create(replicas[0]);
    clock.pass(REPEAT_TTL * 1000 - 1);
    expect(answerOf(await create(replicas[0]))).toEqual({ nth: 1 });
    clock.pass(1);
    expect(answerOf(await create(replicas[0]))).toEqual({ nth: 2 });
    expect(system.writes).toHaveLength(2);
  });

  it('belongs to one principal and one tool', async () => {
    const { system, replicas } = await opened(1);
    await create(replicas[0], KEYED, { principal: 'ada' });
    await create(replicas[0], KEYED, { principal: 'bob' });
    await replicas[0]?.('lightdash_use_invitation', { code: 'x' }, { principal: 'ada', idempotencyKey: KEYED.idempotencyKey });
    expect(system.writes).toHaveLength(3);
  });

  it.each([
    ['other arguments', { ...KEYED, email: 'eve@example.com' }, {}],
    ['another secret', { ...KEYED, password: 'battery staple' }, {}],
    ['another credential of the caller', KEYED, { credentials: new Map([['lightdash', 'of-bob']]) }],
  ])('is refused with %s, and nothing is sent or told', async (_, args, more) => {
    const { system, replicas } = await opened(2);
    await create(replicas[0], KEYED, { credentials: new Map([['lightdash', 'of-ada']]) });
    for (const replica of replicas) {
      const error = errorOf(await create(replica, args, more));
      expect(error).toMatchObject({ code: 'invalid_arguments', details: { field: 'idempotencyKey' } });
      expect(error.message).toContain('other arguments');
    }
    expect(system.writes).toHaveLength(1);
  });

  it('does not care for the order of arguments, nor for what only changes how the answer is told', async () => {
    const { system, replicas } = await opened(1);
    await create(replicas[0]);
    const { email, password, idempotencyKey } = KEYED;
    expect(answerOf(await create(replicas[0], { idempotencyKey, fields: ['x'], password, email }))).toEqual({ nth: 1 });
    expect(system.writes).toHaveLength(1);
  });

  it.each([[''], ['with space'], ['ümlaut'], ['line\nbreak'], ['x'.repeat(129)], [7], [null], [{}]])(
    'that is %j is refused',
    async (key) => {
      const { system, replicas } = await opened(1);
      expect(errorOf(await create(replicas[0], ACCOUNT, { idempotencyKey: key }))).toMatchObject({ code: 'invalid_arguments' });
      expect(errorOf(await create(replicas[0], { ...ACCOUNT, idempotencyKey: key }))).toMatchObject({ code: 'invalid_arguments' });
      expect(system.writes).toEqual([]);
    },
  );

  it('that is one thing as an argument and another beside the arguments is refused', async () => {
    const { system, replicas } = await opened(1);
    const error = errorOf(await create(replicas[0], KEYED, { idempotencyKey: 'another' }));
    expect([error.code, error.message]).toEqual(['invalid_arguments', expect.stringContaining('given twice')]);
    expect(system.writes).toEqual([]);
  });
});

describe('what is told again', () => {
  it('is a failure of which the system has told', async () => {
    const { system, replicas } = await opened(2);
    system.says = () => ({ status: 400, body: { status: 'error', error: { statusCode: 400, name: 'X', message: 'Taken', data: {} } } });
    const first = errorOf(await create(replicas[0]));
    const again = await create(replicas[1]);
    expect(errorOf(again)).toMatchObject({ code: first.code, message: first.message, details: { vendorStatus: 400 } });
    expect(again).toHaveProperty('repeats');
    expect(system.writes).toHaveLength(1);
  });

  it('is that nobody knows, where nobody knows', async () => {
    const { system, replicas } = await opened(2);
    system.hold();
    const first = create(replicas[0]);
    (await system.write(1)).socket.destroy();
    expect(errorOf(await first).code).toBe('outcome_unknown');
    for (const replica of replicas) expect(errorOf(await create(replica)).code).toBe('outcome_unknown');
    expect(system.writes).toHaveLength(1);
  });

  it('is never that the system did not take it: the key is free again', async () => {
    const { system, replicas } = await opened(1);
    system.says = (nth) => (nth <= 3 ? { status: 429, body: {} } : { status: 200, body: { status: 'ok', results: { nth } } });
    expect(errorOf(await create(replicas[0])).code).toBe('rate_limited');
    expect(answerOf(await create(replicas[0]))).toEqual({ nth: 4 });
    expect(await create(replicas[0])).toHaveProperty('repeats');
  });

  it('is short where the answer is very large', async () => {
    const { system, replicas } = await opened(1, { parts: { answerTokens: 100_000 } });
    system.says = () => ({ status: 200, body: { status: 'ok', results: { names: Array.from({ length: 20_000 }, () => 'a name') } } });
    await create(replicas[0]);
    expect(answerOf(await create(replicas[0]))).toEqual({ done: true, notes: [expect.stringContaining('too large')] });
    expect(system.writes).toHaveLength(1);
  });

  it('holds the same handle of a secret, and not the secret', async () => {
    const store = memoryStore();
    const { system, replicas } = await opened(2, { store });
    system.says = () => ({ status: 200, body: { status: 'ok', results: { token: 'hunter2hunter2' } } });
    const make = (replica: Replica | undefined) =>
      replica?.('lightdash_create_key', { name: 'K', confirm: true, idempotencyKey: 'k' }) ?? Promise.reject(new Error());
    const first = answerOf(await make(replicas[0]));
    expect(first['token']).toMatch(/^sealed_/);
    expect(answerOf(await make(replicas[1]))).toEqual(first);
    expect(system.writes).toHaveLength(1);
  });

  it('is in the audit as what it is', async () => {
    const { audit, entries, text } = auditFile();
    const { replicas } = await opened(1, { parts: { audit } });
    await create(replicas[0]);
    await create(replicas[0]);
    const [started, ended, repeated] = entries();
    expect(entries().map(({ event }) => event)).toEqual(['started', 'ended', 'repeated']);
    expect(repeated).toMatchObject({ of: started?.['call'], outcome: 'done', tool: 'lightdash_add_account', digest: ended?.['digest'] });
    expect(repeated?.['call']).not.toBe(started?.['call']);
    expect(text()).not.toContain(ACCOUNT.password);
  });
});

describe('a key and a yes', () => {
  const remove = (replica: Replica | undefined, more = {}, args = {}) =>
    replica?.('lightdash_delete_thing', { id: 'a', ...args }, { idempotencyKey: 'k', ...more }) ?? Promise.reject(new Error());

  it('go together: a preview is no outcome, the yes after it runs, and only that is told again', async () => {
    const { system, replicas } = await opened(2);
    for (const replica of replicas) expect((await remove(replica)).kind).toBe('preview');
    expect(system.writes).toEqual([]);
    const first = await remove(replicas[0], {}, { confirm: true });
    expect(first.kind).toBe('done');
    // Told again with and without the flag: nothing is done, so nobody is asked.
    for (const args of [{ confirm: true }, {}])
      expect(await remove(replicas[1], {}, args)).toMatchObject({ kind: 'done', repeats: expect.any(String) });
    expect(system.writes).toHaveLength(1);
  });

  it('are not each other: a key alone confirms nothing, and somebody else gets no answer by it', async () => {
    const { system, replicas } = await opened(1);
    await remove(replicas[0], { principal: 'ada' }, { confirm: true });
    expect((await remove(replicas[0], { principal: 'bob' })).kind).toBe('preview');
    expect((await remove(replicas[0], { principal: 'ada', idempotencyKey: 'another' })).kind).toBe('preview');
    expect(system.writes).toHaveLength(1);
  });
});
