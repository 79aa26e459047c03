import { expect, it } from 'vitest';
import type { KeptTexts } from '../../src/call/index.ts';
import { ok, pipeline } from './steward.ts';

const ID = '3675b69e-8324-4110-bdca-059031aa8da3';

/** An answer with a text that is kept beside it, and a place for such texts that takes none. */
const long = ok({ text: 'x'.repeat(30_000) });
const full: KeptTexts = {
  keep: () => {
    throw new Error('no room');
  },
  read: () => undefined,
};

it('a write whose answer cannot be told is said to be done', async () => {
  const { run, replay } = await pipeline({ [`PATCH /things/${ID}`]: long }, { kept: full });
  const outcome = await run('lightdash_rename_thing', { id: ID, name: 'New' });
  expect(replay.received).toHaveLength(1);
  expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'internal', message: expect.stringContaining('has done it') } });
});

it('a read whose answer cannot be told is a fault of the server', async () => {
  const { run } = await pipeline({ [`GET /things/${ID}`]: long }, { kept: full });
  expect(await run('lightdash_get_thing', { id: ID })).toMatchObject({
    kind: 'failed',
    error: { code: 'internal', message: expect.not.stringContaining('done it') },
  });
});
