import { describe, expect, it } from 'vitest';
import { covers, openGrant, sealGrant, type Grant } from '../../src/confirm/index.ts';
import { newKey, type StateStore } from '../../src/state/index.ts';
import { fileStore } from '../../src/state/files.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { fc, times } from '../property.ts';
import { newFolder } from '../state/stores.ts';

const NOW = 1_000_000;
const KEY = newKey();
const GRANT: Grant = {
  id: 'g1',
  name: 'nightly clean-up',
  tools: 'lightdash_delete_*',
  match: { groupUuid: 'a' },
  max: 3,
  expires: NOW + 60_000,
  principal: 'local',
};
const CALL = { principal: 'local', tool: 'lightdash_delete_group', args: { groupUuid: 'a' } };

function granted(change: Partial<Grant> = {}, store: StateStore = memoryStore(() => NOW), now = NOW) {
  const open = openGrant(sealGrant({ ...GRANT, ...change }, KEY), KEY, store, () => now);
  if (!open) throw new Error('the grant does not open');
  return open.use;
}

describe('a grant', () => {
  it('lets its calls through until they are used up', async () => {
    const use = granted();
    expect([await use(CALL), await use(CALL), await use(CALL), await use(CALL)]).toEqual([true, true, true, false]);
  });

  it.each([
    ['another tool', { tool: 'lightdash_update_group' }],
    ['another principal', { principal: 'ada' }],
    ['another value', { args: { groupUuid: 'b' } }],
    ['no value', { args: {} }],
    ['an inherited value', { args: Object.create({ groupUuid: 'a' }) }],
  ])('is not for %s, which uses nothing up', async (_, change) => {
    const use = granted({ max: 1 });
    expect(await use({ ...CALL, ...change })).toBe(false);
    expect(await use(CALL)).toBe(true);
  });

  it('is over to the millisecond', async () => {
    expect(
      await granted(
        {},
        memoryStore(() => NOW),
        GRANT.expires - 1,
      )(CALL),
    ).toBe(true);
    expect(
      await granted(
        {},
        memoryStore(() => NOW),
        GRANT.expires,
      )(CALL),
    ).toBe(false);
  });

  it('made with another key, changed, or of another kind does not open', () => {
    const text = sealGrant(GRANT, KEY);
    const store = memoryStore();
    expect(text).toMatch(/^grant_[\w-]+$/);
    expect(openGrant(text, newKey(), store)).toBeUndefined();
    for (const other of ['', 'grant_', text.slice(6), `${text.slice(0, -2)}AA`, `sealed_${text.slice(6)}`])
      expect(openGrant(other, KEY, store)).toBeUndefined();
  });

  it('counts apart from another one of the same words', async () => {
    const store = memoryStore(() => NOW);
    const [one, two] = [granted({ max: 1 }, store), granted({ max: 1, id: 'g2' }, store)];
    expect([await one(CALL), await two(CALL), await one(CALL)]).toEqual([true, true, false]);
  });

  it('is a refusal when uses cannot be counted', async () => {
    const store = { ...memoryStore(), spend: async () => Promise.reject(new Error('no disk')) };
    await expect(granted({}, store)(CALL)).rejects.toMatchObject({ code: 'confirmation_unavailable' });
  });
});

describe('in every case', () => {
  const json = fc.jsonValue({ maxDepth: 2 });
  const args = fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), json, { maxKeys: 4 });

  it('never more calls than its number go through, also of two processes on one folder at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 }), async (max, calls) => {
        const folder = newFolder();
        const uses = [0, 1].map(() =>
          granted(
            { max },
            fileStore(folder, () => NOW),
          ),
        );
        const results = await Promise.all(Array.from({ length: calls }, (_, n) => uses[n % 2]?.(CALL)));
        expect(results.filter(Boolean)).toHaveLength(Math.min(max, calls));
      }),
      times(25),
    );
  });

  it('a call fits when every argument of the match is there with that value, and further ones make no difference', async () => {
    await fc.assert(
      fc.asyncProperty(args, args, args, async (match, own, extra) => {
        const given = JSON.parse(JSON.stringify(own));
        const fits = Object.entries(match).every(
          ([name, value]) => Object.hasOwn(given, name) && JSON.stringify(sorted(given[name])) === JSON.stringify(sorted(plain(value))),
        );
        const use = granted({ match: plain(match), max: 1_000 });
        expect(await use({ ...CALL, args: given })).toBe(fits);
        const more = Object.fromEntries(Object.entries(plain(extra)).filter(([name]) => !Object.hasOwn(match, name)));
        expect(await use({ ...CALL, args: { ...given, ...more } })).toBe(fits);
        // What it asks for is what is let through, with anything beside it.
        expect(await use({ ...CALL, args: { ...more, ...plain(match) } })).toBe(true);
      }),
    );
  });

  it('a pattern covers what a star-by-star reading of it covers', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '_', '*'), maxLength: 8 });
    fc.assert(
      fc.property(
        word,
        fc.string({ unit: fc.constantFrom('a', 'b', '_'), maxLength: 8 }),
        (pattern, tool) => covers(pattern, tool) === reads(pattern, tool),
      ),
    );
    expect(covers('lightdash_delete_group', 'lightdash_delete_group_member')).toBe(false);
    expect(covers('lightdash.delete_group', 'lightdash_delete_group')).toBe(false);
  });
});

function plain(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, child]) => [name, sorted(child)]);
}

/** The meaning of a pattern, the slow way. */
function reads(pattern: string, tool: string): boolean {
  if (pattern === '') return tool === '';
  if (pattern[0] === '*') return reads(pattern.slice(1), tool) || (tool !== '' && reads(pattern, tool.slice(1)));
  return pattern[0] === tool[0] && tool !== '' && reads(pattern.slice(1), tool.slice(1));
}
