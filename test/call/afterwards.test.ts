import { expect, it } from 'vitest';
import { pipeline } from './steward.ts';

const ID = '3675b69e-8324-4110-bdca-059031aa8da3';

/** An answer that no recursive code gets through. */
const body = `{"status":"ok","results":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
const endless = { status: 200, headers: { 'content-type': 'application/json' }, body };

it('a write whose answer cannot be told is said to be done', async () => {
  const { run, replay } = await pipeline({ [`PATCH /things/${ID}`]: endless });
  const outcome = await run('lightdash_rename_thing', { id: ID, name: 'New' });
  expect(replay.received).toHaveLength(1);
  expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'internal', message: expect.stringContaining('has done it') } });
});

it('a read whose answer cannot be told is a fault of the server', async () => {
  const { run } = await pipeline({ [`GET /things/${ID}`]: endless });
  expect(await run('lightdash_get_thing', { id: ID })).toMatchObject({
    kind: 'failed',
    error: { code: 'internal', message: expect.not.stringContaining('done it') },
  });
});
