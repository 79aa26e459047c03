import { describe, expect, it } from 'vitest';
import { fitItems, fitValue, size } from '../../src/call/budget.ts';
import { fc } from '../property.ts';

const LIMIT = 1_500;
const handles = new Set([`sealed_${'Ab3-_'.repeat(60)}`]);
const [handle = ''] = handles;
const long = 'w'.repeat(5_000);
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`member${index}`, 'x'.repeat(200)]));

describe('a value that is cut', () => {
  it('keeps a handle whole beside texts that are not', () => {
    expect(fitValue({ note: long, token: handle }, 500, handles)).toMatchObject({ note: expect.stringContaining('…'), token: handle });
  });

  it('keeps a handle behind any number of members and items, alone or inside', () => {
    expect(fitValue({ ...many(300), password: handle }, LIMIT, handles)).toMatchObject({ member0: expect.any(String), password: handle });
    expect(fitValue({ ...many(300), deep: { note: long, list: [{ a: 1, token: handle }] } }, LIMIT, handles)).toMatchObject({
      deep: { list: [{ token: handle }] },
    });
    expect(fitValue([...Array.from({ length: 900 }, () => 'item of a list'), { token: handle }], LIMIT, handles)).toContainEqual({
      token: handle,
    });
  });

  it('is its handles alone where nothing else fits beside them', () => {
    expect(fitValue({ id: 'a', ...many(20), token: handle }, 100, handles)).toEqual({ token: handle });
    expect(fitItems([{ id: 'a', keys: [{ name: long, value: handle }] }, { id: 'b' }], 100, handles)).toEqual([
      { keys: [{ value: handle }] },
    ]);
  });

  it('cuts what merely looks like a handle: somebody may have written it in the system', () => {
    for (const text of [`sealed_ ${long}`, `sealed_${long}`])
      expect(fitValue({ text, token: handle }, LIMIT, handles)).toEqual({ text: expect.stringMatching(/^sealed_ ?w+…$/), token: handle });
  });

  it('fits wherever it holds no handle', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 10, max: 300 }), (value, limit) => {
        expect(size(fitValue(value, limit))).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
