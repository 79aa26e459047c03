import { describe, expect, it } from 'vitest';
import { auditFile, failed, ok, pipeline } from '../call/steward.ts';

type Wire = ReturnType<typeof ok>;

/** An answer that names its request. */
const named = (answer: Wire, value: string, name = 'x-request-id'): Wire => ({ ...answer, headers: { ...answer.headers, [name]: value } });

/** What the audit holds of the vendor's own id after a write that is answered so. */
async function heldOf(answer: Wire): Promise<unknown> {
  const { audit, entries } = auditFile();
  const { run } = await pipeline({ 'PATCH /things/a': answer }, { audit });
  await run('lightdash_rename_thing', { id: 'a', name: 'New' });
  return entries().at(-1)?.['vendorRequest'];
}

describe('the id that a vendor gives a request', () => {
  it('stands in the audit, for a success and for a failure', async () => {
    expect(await heldOf(named(ok({ id: 'a' }), 'req-1'))).toBe('req-1');
    expect(await heldOf(named(failed(403, 'not yours'), 'req-2'))).toBe('req-2');
    expect(await heldOf(named(ok({ id: 'a' }), 'Root=1-2-3', 'x-amzn-trace-id'))).toBe('Root=1-2-3');
  });

  it('is left out where there is none, or what there is cannot be one', async () => {
    expect(await heldOf(ok({ id: 'a' }))).toBeUndefined();
    expect(await heldOf(named(ok({ id: 'a' }), 'x'.repeat(101)))).toBeUndefined();
    expect(await heldOf(named(ok({ id: 'a' }), 'two words'))).toBeUndefined();
  });

  it('belongs to its own call, whatever else runs at the same time', async () => {
    const { audit, entries } = auditFile();
    const { run } = await pipeline(
      {
        'PATCH /things/a': named(ok({}), 'req-a'),
        'PATCH /things/b': named(ok({}), 'req-b'),
        'GET /things/a': named(ok({}), 'req-of-a-read'),
      },
      { audit },
    );
    const rename = (id: string) => run('lightdash_rename_thing', { id, name: 'New' });
    await Promise.all([rename('a'), rename('b'), run('lightdash_get_thing', { id: 'a' }), rename('a')]);
    const ended = entries().filter(({ event }) => event === 'ended');
    expect(ended.map(({ target, vendorRequest }) => [target, vendorRequest])).toEqual(
      ended.map(({ target }) => [target, `req-${JSON.stringify(target).includes('"a"') ? 'a' : 'b'}`]),
    );
    expect(ended).toHaveLength(3);
  });
});
