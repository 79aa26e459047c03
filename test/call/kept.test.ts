import { describe, expect, it } from 'vitest';
import { KEPT_FOR, LONG_TEXT, openKeptTexts } from '../../src/call/kept.ts';
import { answerOf, ok, pipeline } from './steward.ts';

const long = 'x'.repeat(LONG_TEXT + 1);

describe('a long text in an answer', () => {
  it('is kept beside it, and told by where it is and how it begins', async () => {
    const kept = openKeptTexts();
    const { run } = await pipeline({ 'GET /things/a': ok({ id: 'a', sql: `select \u200b${long}`, short: 'y' }) }, { kept });
    const outcome = await run('lightdash_get_thing', { id: 'a' });
    const { sql, short, notes, truncated } = answerOf(outcome);
    expect(short).toBe('y');
    expect(truncated).toBeUndefined();
    expect(notes).toEqual([expect.stringContaining('kept for 10 minutes')]);
    expect(sql).toEqual({
      resource: expect.stringMatching(/^steward:\/\/answers\/[0-9a-f-]{36}$/),
      characters: long.length + 7,
      begins: `select ${long}`.slice(0, 300),
    });
    const links = outcome.kind === 'done' ? outcome.answer.links : undefined;
    expect(links).toMatchObject([{ text: `select ${long}`, from: 'lightdash', principal: 'local' }]);
    expect(kept.read(links?.[0]?.uri ?? '', 'local')?.text).toBe(`select ${long}`);
  });

  it('that nobody asked for is not kept', async () => {
    const { run } = await pipeline({ 'GET /things/a': ok({ id: 'a', sql: long }) }, { kept: openKeptTexts() });
    const outcome = await run('lightdash_get_thing', { id: 'a', fields: ['id'] });
    expect(outcome).toMatchObject({ kind: 'done', answer: { structured: { id: 'a' } } });
    expect(outcome.kind === 'done' ? outcome.answer.links : []).toBeUndefined();
  });
});

describe('a kept text', () => {
  it('is for its principal only, and for ten minutes', () => {
    let now = 0;
    const kept = openKeptTexts(() => now);
    const { uri } = kept.keep({ text: long, from: 'lightdash', principal: 'ada' });
    expect(kept.read(uri, 'bob')).toBeUndefined();
    now = KEPT_FOR * 1000 - 1;
    expect(kept.read(uri, 'ada')?.text).toBe(long);
    now += 1;
    expect(kept.read(uri, 'ada')).toBeUndefined();
  });

  it('makes room for newer ones', () => {
    const kept = openKeptTexts(() => 0);
    const huge = 'x'.repeat(20_000_000);
    const [first, second] = [1, 2].map(() => kept.keep({ text: huge, from: 'lightdash', principal: 'ada' }).uri);
    expect(kept.read(first ?? '', 'ada')).toBeUndefined();
    expect(kept.read(second ?? '', 'ada')).toBeDefined();
  });
});
