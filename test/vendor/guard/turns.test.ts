import { describe, expect, it } from 'vitest';
import type { CallOptions } from '../../../src/vendor/adapter.ts';
import { openTurns, type Turns } from '../../../src/vendor/guard/turns.ts';
import { failureOf } from '../edges.ts';

/** A queue of one at a time that is taken, and the names of those whose turn it became since. */
function busy(rules: { readonly atOnce?: number; readonly waiting?: number } = {}) {
  const turns = openTurns('Lightdash', { atOnce: 1, waiting: 1_000, ...rules });
  expect(turns.take({})).toBeUndefined();
  const began: string[] = [];
  const wait = (name: string, options: CallOptions = {}) => taken(turns, options).then(() => void began.push(name));
  return { ...turns, wait, began };
}

async function taken(turns: Turns, options: CallOptions): Promise<void> {
  await turns.take(options);
}

describe('turns', () => {
  it('come at once while there is room, and not beyond it', async () => {
    const { take, give, waiting, wait } = busy({ atOnce: 2 });
    expect(take({})).toBeUndefined();
    const third = wait('third');
    expect(waiting()).toBe(1);
    give();
    await third;
    give();
    give();
    expect([take({}), take({}), waiting()]).toEqual([undefined, undefined, 0]);
    expect(take({})).toBeInstanceOf(Promise);
  });

  it('go round the principals: one with a thousand calls does not keep another one waiting', async () => {
    const { give, wait, began } = busy();
    const many = Array.from({ length: 1_000 }, (_, n) => wait(`many ${n}`, { principal: 'many' }));
    const few = [wait('few 0', { principal: 'few' }), wait('few 1', { principal: 'few' })];
    for (let n = 0; n < 5; n += 1) give();
    await Promise.all(few);
    expect(began).toEqual(['many 0', 'few 0', 'many 1', 'few 1', 'many 2']);
    for (let n = 0; n < 997; n += 1) give();
    await Promise.all(many);
    expect(began.slice(-2)).toEqual(['many 998', 'many 999']);
  });

  it('are refused when too many of the same principal wait, but not of another', async () => {
    const { take, wait, give, waiting } = busy({ waiting: 2 });
    const waits = [wait('a', { principal: 'a' }), wait('a', { principal: 'a' })];
    expect(await failureOf(taken({ take, give, waiting }, { principal: 'a' }))).toMatchObject({
      code: 'overloaded',
      retryable: true,
      details: { notTaken: true, heldBack: true },
    });
    waits.push(wait('b', { principal: 'b' }));
    expect(waiting()).toBe(3);
    for (let n = 0; n < 3; n += 1) give();
    await Promise.all(waits);
  });
});

describe('a call that waits', () => {
  it('leaves the queue when it is cancelled, and the next one has its turn', async () => {
    const { give, wait, began, waiting } = busy();
    const caller = new AbortController();
    const cancelled = failureOf(wait('first', { principal: 'a', signal: caller.signal }));
    const next = wait('second', { principal: 'a' });
    caller.abort();
    expect(await cancelled).toMatchObject({ code: 'cancelled', details: { notTaken: true } });
    expect(waiting()).toBe(1);
    give();
    await next;
    expect(began).toEqual(['second']);
  });

  it('leaves the queue when its time is over', async () => {
    const { wait, waiting, give, take } = busy();
    const late = failureOf(wait('late', { deadline: performance.now() }));
    expect(await late).toMatchObject({ code: 'overloaded', details: { notTaken: true } });
    expect(waiting()).toBe(0);
    give();
    expect(take({})).toBeUndefined();
  });

  it('does not begin to wait when it was cancelled before', async () => {
    const { wait, waiting } = busy();
    expect((await failureOf(wait('gone', { signal: AbortSignal.abort() }))).code).toBe('cancelled');
    expect(waiting()).toBe(0);
  });
});
