import { beforeEach, describe, expect, it } from 'vitest';
import { openConfirmations, type Confirmations } from '../../src/confirm/index.ts';
import { newKey } from '../../src/state/key.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { answerOf, auditFile, errorOf, ok, pipeline, textOf, type Pipeline } from './steward.ts';

const DELETE = { id: 'a', confirm: true };
let name: string;
let confirmations: Confirmations;
beforeEach(() => {
  name = 'Sales';
  confirmations = openConfirmations(memoryStore(), newKey());
});

/** A pipeline in which a person can be asked on a page. */
function withPage(more: Parameters<typeof pipeline>[1] = {}): Promise<Pipeline> {
  const thing = () => ok({ id: 'a', name });
  const answers = {
    'GET /things/a': thing,
    'GET /things/a/parts': ok([]),
    'GET /things/b': thing,
    'GET /things/b/parts': ok([]),
    'DELETE /things/a': ok(null),
    'DELETE /things/b': ok(null),
  };
  return pipeline(answers, { confirm: 'human', confirmations, whereToApprove: async ({ id }) => `on the page, request ${id}.`, ...more });
}

async function decide(approve: boolean): Promise<void> {
  const [waiting] = (await confirmations.list()).filter(({ status }) => status === 'pending');
  await confirmations.decide(waiting?.id ?? '', { approve, approver: 'ada', channel: 'page' });
}

const deletions = ({ replay }: Pipeline) => replay.received.filter(({ method }) => method === 'DELETE');

describe('where a person can be asked on a page', () => {
  it('the call is shown with the way there, and confirm: true alone does nothing', async () => {
    const steward = await withPage();
    for (const args of [{ id: 'a' }, DELETE, DELETE]) {
      const outcome = await steward.run('lightdash_delete_thing', args);
      expect(outcome.kind).toBe('preview');
      expect(textOf(outcome)).toContain('Delete "Sales" (a)');
      expect(textOf(outcome)).toContain('on the page, request');
    }
    expect(await confirmations.list()).toHaveLength(1);
    expect(deletions(steward)).toEqual([]);
  });

  it('a yes works once, for the same call', async () => {
    const steward = await withPage();
    await steward.run('lightdash_delete_thing', { id: 'a' });
    await decide(true);
    expect((await steward.run('lightdash_delete_thing', { id: 'b', confirm: true })).kind).toBe('preview');
    expect(deletions(steward)).toEqual([]);
    expect(answerOf(await steward.run('lightdash_delete_thing', DELETE))).toEqual({ done: true });
    expect((await steward.run('lightdash_delete_thing', DELETE)).kind).toBe('preview');
    expect(deletions(steward)).toHaveLength(1);
  });

  it('a yes is void when the target changed since', async () => {
    const steward = await withPage();
    await steward.run('lightdash_delete_thing', { id: 'a' });
    await decide(true);
    name = 'Payroll';
    const error = errorOf(await steward.run('lightdash_delete_thing', DELETE));
    expect(error.code).toBe('target_changed');
    expect(error.message).toMatch(/"Sales".*"Payroll"/);
    expect(deletions(steward)).toEqual([]);
  });

  it('a no is a no', async () => {
    const steward = await withPage();
    await steward.run('lightdash_delete_thing', { id: 'a' });
    await decide(false);
    expect(errorOf(await steward.run('lightdash_delete_thing', DELETE)).code).toBe('confirmation_refused');
    expect(deletions(steward)).toEqual([]);
  });

  it('the audit names who agreed and where', async () => {
    const { audit, entries } = auditFile();
    const steward = await withPage({ audit });
    await steward.run('lightdash_delete_thing', { id: 'a' });
    await decide(true);
    await steward.run('lightdash_delete_thing', DELETE);
    expect(entries()).toContainEqual(
      expect.objectContaining({ event: 'started', approver: 'ada', channel: 'page', says: expect.stringContaining('Sales') }),
    );
  });
});
