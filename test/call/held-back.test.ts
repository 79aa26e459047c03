import { describe, expect, it } from 'vitest';
import { openConfirmations } from '../../src/confirm/index.ts';
import { newKey } from '../../src/state/key.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { openGuards } from '../../src/vendor/index.ts';
import { answerOf, auditFile, errorOf, failed, ok, pipeline } from './steward.ts';

const DELETE = { id: 'a', confirm: true };

/** A pipeline before a system that is left alone as soon as it does not answer; `later` is when it is tried again. */
async function steward() {
  let up = true;
  let now = 0;
  const confirmations = openConfirmations(memoryStore(), newKey());
  const { audit, entries } = auditFile();
  const guards = openGuards(() => 'Lightdash', { atOnce: 16, waiting: 10, failures: 1, cooldown: 600_000, total: 60_000, now: () => now });
  const answer = (results: unknown) => () => (up ? ok(results) : failed(503, 'down'));
  const { run, replay } = await pipeline(
    {
      'GET /things': answer([]),
      'GET /things/a': answer({ id: 'a', name: 'Sales' }),
      'GET /things/a/parts': answer([]),
      'PATCH /things/a': answer(null),
      'DELETE /things/a': answer(null),
    },
    { confirm: 'human', confirmations, whereToApprove: async () => 'on the page.', guards, audit },
  );
  return {
    run,
    entries,
    confirmations,
    sent: () => replay.received.map(({ method, path }) => `${method} ${path}`),
    turn: (to: 'up' | 'down') => void (up = to === 'up'),
    later: () => void (now += 600_000),
  };
}

describe('while a system is left alone', () => {
  it('a yes that a person gave is not used up, nor void: it is good when the system answers again', async () => {
    const { run, confirmations, turn, later, sent } = await steward();
    expect((await run('lightdash_delete_thing', { id: 'a' })).kind).toBe('preview');
    const [waiting] = await confirmations.list();
    await confirmations.decide(waiting?.id ?? '', { approve: true, approver: 'ada', channel: 'page' });
    turn('down');
    await run('lightdash_list_things');
    const error = errorOf(await run('lightdash_delete_thing', DELETE));
    expect([error.code, error.details.notTaken]).toEqual(['unreachable', true]);
    turn('up');
    later();
    await run('lightdash_list_things');
    expect(answerOf(await run('lightdash_delete_thing', DELETE))).toEqual({ done: true });
    expect(sent().filter((one) => one === 'DELETE /things/a')).toHaveLength(1);
  });

  it('nobody is asked about what could not be looked at', async () => {
    const { run, confirmations, turn } = await steward();
    turn('down');
    await run('lightdash_list_things');
    expect(errorOf(await run('lightdash_delete_thing', { id: 'a' })).text).toContain('Retry after 600 s.');
    expect(await confirmations.list()).toEqual([]);
  });

  it('a write that may have been taken stays said to be unknown, and the next one is said not to have been sent', async () => {
    const { run, turn, entries, sent } = await steward();
    turn('down');
    const codes = [];
    for (let n = 0; n < 2; n += 1) codes.push(errorOf(await run('lightdash_rename_thing', { id: 'a', name: 'Pay' })).code);
    expect(codes).toEqual(['outcome_unknown', 'unreachable']);
    expect(
      entries()
        .filter(({ event }) => event === 'ended')
        .map(({ code }) => code),
    ).toEqual(codes);
    expect(sent()).toEqual(['PATCH /things/a']);
  });
});

it('every call to a system says for whom it is made, those before a question too', async () => {
  const made: unknown[] = [];
  const { run } = await pipeline(
    { 'GET /things/a': ok({ id: 'a', name: 'Sales' }), 'GET /things/a/parts': ok([]), 'DELETE /things/a': ok(null) },
    {
      guards: {
        before: (adapter) => ({
          ...adapter,
          call: (operation, args, options) => {
            made.push([operation.id, options?.principal]);
            return adapter.call(operation, args, options);
          },
        }),
        loads: () => [],
      },
    },
  );
  await run('lightdash_delete_thing', DELETE);
  expect(made).toEqual(['getThing', 'getParts', 'deleteThing'].map((id) => [id, 'local']));
});
