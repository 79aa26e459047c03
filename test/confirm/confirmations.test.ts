import { describe, expect, it } from 'vitest';
import { CONFIRMATION_TTL, openConfirmations } from '../../src/confirm/index.ts';
import { newKey, type StateStore } from '../../src/state/index.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { fileStore } from '../../src/state/files.ts';
import { fc } from '../property.ts';
import { clockAt, newFolder, STORES } from '../state/stores.ts';
import { asked, BINDING, codeOf, NO, QUESTION, YES } from './requests.ts';

const TEN_MINUTES = CONFIRMATION_TTL * 1000;

describe.each(STORES)('a request for a yes, kept %s', (_, open) => {
  const fresh = () => {
    const clock = clockAt();
    return { clock, confirmations: openConfirmations(open(clock), newKey(), clock.now) };
  };

  it('waits until a person decides, and is used once', async () => {
    const { confirmations } = fresh();
    const { id } = await asked(confirmations);
    expect(await confirmations.about(BINDING)).toMatchObject({ id, status: 'pending' });
    expect(await confirmations.decide(id, YES)).toMatchObject({ status: 'approved', approver: 'ada', channel: 'page' });
    expect(await confirmations.about(BINDING)).toMatchObject({ id, status: 'approved' });
    expect(await confirmations.redeem(id, BINDING, QUESTION)).toMatchObject({ used: true });
    expect(await codeOf(confirmations.redeem(id, BINDING, QUESTION))).toBe('confirmation_refused');
    expect(await confirmations.about(BINDING)).toBeUndefined();
  });

  it('is one request while it waits, and a new one when the target changed', async () => {
    const { confirmations } = fresh();
    const first = await asked(confirmations);
    expect((await asked(confirmations)).id).toBe(first.id);
    expect((await asked(confirmations, { says: 'Delete "Payroll" (a).' })).id).not.toBe(first.id);
  });

  it('is found without going through all others', async () => {
    const store = open(clockAt());
    const confirmations = openConfirmations({ ...store, list: async () => Promise.reject(new Error('went through all')) }, newKey());
    const { id } = await asked(confirmations);
    expect((await asked(confirmations)).id).toBe(id);
    await confirmations.decide(id, NO);
    expect(await confirmations.about(BINDING)).toMatchObject({ id, status: 'denied' });
  });

  it('is the one that was answered last, also where another one was asked since', async () => {
    const { confirmations } = fresh();
    const first = await asked(confirmations);
    const second = await asked(confirmations, { says: 'Delete "Payroll" (a).' });
    expect(await confirmations.about(BINDING)).toMatchObject({ id: second.id });
    await confirmations.decide(first.id, NO);
    expect(await confirmations.about(BINDING)).toMatchObject({ id: first.id, status: 'denied' });
  });

  it('can be used by exactly one of many at the same moment', async () => {
    const { confirmations } = fresh();
    const { id } = await asked(confirmations);
    await confirmations.decide(id, YES);
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(confirmations.redeem(id, BINDING, QUESTION))));
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  });

  it('hears exactly one of several people who decide at the same moment', async () => {
    const { confirmations } = fresh();
    const { id } = await asked(confirmations);
    const codes = await Promise.all([YES, NO, YES, NO].map((decision) => codeOf(confirmations.decide(id, decision))));
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(await codeOf(confirmations.decide(id, YES))).toBe('confirmation_refused');
  });

  it('is over after ten minutes: nobody can decide it, and a yes is void', async () => {
    const { clock, confirmations } = fresh();
    const [waiting, approved] = [await asked(confirmations), await asked(confirmations, { says: 'other' })];
    await confirmations.decide(approved.id, YES);
    clock.pass(TEN_MINUTES - 1);
    expect((await confirmations.list()).length).toBe(2);
    clock.pass(1);
    expect(await confirmations.about(BINDING)).toBeUndefined();
    expect(await codeOf(confirmations.decide(waiting.id, YES))).toBe('confirmation_refused');
    expect(await codeOf(confirmations.redeem(approved.id, BINDING, { says: 'other' }))).toBe('confirmation_refused');
    expect((await asked(confirmations)).id).not.toBe(waiting.id);
  });

  it('that was denied is never used, also not by a form that was answered before', async () => {
    const { confirmations } = fresh();
    const { id } = await asked(confirmations);
    await confirmations.decide(id, NO);
    expect(await codeOf(confirmations.redeem(id, BINDING, QUESTION))).toBe('confirmation_refused');
  });

  it('that the client declined can still be approved', async () => {
    const { confirmations } = fresh();
    const { id } = await asked(confirmations);
    await confirmations.declined(id);
    expect(await confirmations.get(id)).toMatchObject({ status: 'pending', declined: true });
    expect(await confirmations.decide(id, YES)).toMatchObject({ status: 'approved' });
  });

  it('of the worst class wants its name typed', async () => {
    const { confirmations } = fresh();
    const { id } = await asked(confirmations, { typed: 'Sales' });
    for (const typed of [undefined, '', 'sales', 'Sale'])
      expect(await codeOf(confirmations.decide(id, { ...YES, typed }))).toBe('confirmation_refused');
    expect(await confirmations.decide(id, { ...YES, typed: ' Sales ' })).toMatchObject({ status: 'approved' });
  });
});

describe('a yes', () => {
  it('is good for no other principal, tool, arguments, credential or target', async () => {
    const part = fc.string({ maxLength: 12 });
    const credential = fc.option(fc.constantFrom('one', 'two'), { nil: undefined });
    const call = fc.record({ principal: part, tool: part, args: part, credential, says: part });
    await fc.assert(
      fc.asyncProperty(call, call, async (given, other) => {
        const confirmations = openConfirmations(memoryStore(), newKey());
        const { id } = await confirmations.ask(given, { ...QUESTION, says: given.says });
        await confirmations.decide(id, YES);
        const partsOf = (one: typeof given) => JSON.stringify([one.principal, one.tool, one.args, one.credential]);
        const bound = partsOf(given) === partsOf(other);
        const expected = !bound ? 'confirmation_refused' : given.says === other.says ? 'done' : 'target_changed';
        expect(await codeOf(confirmations.redeem(id, other, other))).toBe(expected);
        if (expected !== 'done') expect(await codeOf(confirmations.redeem(id, given, given))).toBe('done');
      }),
    );
  });

  it('does not tell parts of the binding apart by where one ends only', async () => {
    const confirmations = openConfirmations(memoryStore(), newKey());
    const { id } = await confirmations.ask({ principal: 'a', tool: 'bc', args: '' }, QUESTION);
    await confirmations.decide(id, YES);
    for (const other of [
      { principal: 'ab', tool: 'c', args: '' },
      { principal: 'a', tool: 'b', args: 'c' },
    ])
      expect(await codeOf(confirmations.redeem(id, other, QUESTION))).toBe('confirmation_refused');
  });

  it('holds no secret: neither the arguments nor a plain hash of them', async () => {
    const store = memoryStore();
    await openConfirmations(store, newKey()).ask({ ...BINDING, args: '{"password":"hunter2hunter2"}' }, QUESTION);
    expect(JSON.stringify(await store.list('confirmation'))).not.toContain('hunter2');
    const again = memoryStore();
    await openConfirmations(again, newKey()).ask({ ...BINDING, args: '{"password":"hunter2hunter2"}' }, QUESTION);
    const bindings = [...(await store.list('confirmation')), ...(await again.list('confirmation'))].map(({ binding }) => binding);
    expect(new Set(bindings).size).toBe(2);
  });

  it('given in one process is used in another, once', async () => {
    const [folder, key] = [newFolder(), newKey()];
    const [server, terminal] = [openConfirmations(fileStore(folder), key), openConfirmations(fileStore(folder), key)];
    const { id } = await asked(server);
    await terminal.decide(id, { ...YES, channel: 'terminal' });
    const codes = await Promise.all([server, terminal].map((one) => codeOf(one.redeem(id, BINDING, QUESTION))));
    expect(codes.toSorted()).toEqual(['confirmation_refused', 'done']);
  });
});

describe('whatever happens in whatever order', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('ask' as const) }),
    fc.record({ kind: fc.constant('decide' as const), approve: fc.boolean() }),
    fc.record({ kind: fc.constant('declined' as const) }),
    fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(TEN_MINUTES) }),
    fc.record({ kind: fc.constant('redeem' as const) }),
  );

  it('nothing runs without a yes of the last ten minutes, and each yes once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const clock = clockAt();
        const confirmations = openConfirmations(memoryStore(clock.now), newKey(), clock.now);
        let current: { id: string; asked: number; yes: boolean } | undefined;
        for (const one of steps) {
          if (one.kind === 'pass') clock.pass(one.ms);
          else if (one.kind === 'ask') {
            const { id, asked: at, status } = await asked(confirmations);
            if (id !== current?.id) current = { id, asked: at, yes: status !== 'pending' };
          } else if (!current) continue;
          else if (one.kind === 'declined') await confirmations.declined(current.id);
          else if (one.kind === 'decide') {
            const code = await codeOf(confirmations.decide(current.id, one.approve ? YES : NO));
            if (code === 'done') current.yes = one.approve;
          } else {
            const waiting = await confirmations.about(BINDING);
            if (waiting?.status !== 'approved') continue;
            expect(current.yes && clock.now() < current.asked + TEN_MINUTES).toBe(true);
            expect(await codeOf(confirmations.redeem(waiting.id, BINDING, QUESTION))).toBe('done');
            current.yes = false;
          }
        }
      }),
    );
  });
});

describe('answers that cross each other', () => {
  const ACTS = ['accept', 'approve', 'deny', 'decline'] as const;

  it('come to one: what was denied does not run, what was approved stays so, and a no of the client changes neither', async () => {
    const acts = fc.array(fc.constantFrom(...ACTS), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), acts, async (order, all) => {
        const [inner, key] = [memoryStore(), newKey()];
        const calm = openConfirmations(inner, key);
        const { id } = await asked(calm);
        const [put, add] = [order.scheduleFunction(inner.put), order.scheduleFunction(inner.add)];
        const [get, spend] = [order.scheduleFunction(inner.get), order.scheduleFunction(inner.spend)];
        const crossing = openConfirmations({ ...inner, put, add, get, spend }, key);
        const does = {
          accept: () => crossing.redeem(id, BINDING, QUESTION),
          approve: () => crossing.decide(id, YES),
          deny: () => crossing.decide(id, NO),
          decline: () => crossing.declined(id).then(() => Promise.reject(new Error('no answer'))),
        };
        const codes = await order.waitFor(Promise.all(all.map((act) => codeOf(does[act]()).catch(() => 'declined'))));
        const done = all
          .filter((_act, at) => codes[at] === 'done')
          .toSorted()
          .join(' and ');
        expect(['', 'accept', 'approve', 'deny', 'accept and approve']).toContain(done);
        const status = { '': 'pending', deny: 'denied' }[done] ?? 'approved';
        expect(await calm.get(id)).toMatchObject({ status });
        // And so it stays: only what waits, or was approved and not used, may still run.
        const mayRun = status === 'pending' || done === 'approve';
        expect(await codeOf(calm.redeem(id, BINDING, QUESTION))).toBe(mayRun ? 'done' : 'confirmation_refused');
      }),
    );
  });
});

describe('a store that fails', () => {
  it('is a refusal, never a yes', async () => {
    const fails = async () => Promise.reject(new Error('no disk'));
    const store: StateStore = { put: fails, add: fails, drop: fails, get: fails, list: fails, spend: fails, close: async () => undefined };
    const confirmations = openConfirmations(store, newKey());
    const actions = [
      asked(confirmations),
      confirmations.about(BINDING),
      confirmations.decide('a', YES),
      confirmations.redeem('a', BINDING, QUESTION),
    ];
    expect(await Promise.all(actions.map(codeOf))).toEqual(actions.map(() => 'confirmation_unavailable'));
  });
});
