import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, mayHide } from '../../src/call/clean.ts';
import { keepFields } from '../../src/call/fields.ts';

const hiding = fc.constantFrom(
  '\u200B',
  '\u202E',
  '\u0007',
  '\u001B',
  '\u007F',
  '\u0085',
  '\u{E0041}',
  '\uFEFF',
  'a\u200D',
  '\u200C',
  '\uD800',
);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.string(), hiding)).map((parts) => parts.join('')),
);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, text, fc.integer(), fc.constant(null), fc.array(tie('value')), fc.dictionary(text, tie('value'))),
})).value;

describe('cleaning', () => {
  it('is left out only for values that it would not change', () => {
    fc.assert(
      fc.property(json, (value) => {
        if (!mayHide(JSON.stringify(value))) expect(clean(value)).toEqual(value);
      }),
      { seed: 20, numRuns: 500 },
    );
  });

  it('is not left out for anything that hides', () => {
    fc.assert(
      fc.property(fc.string(), hiding, (before, hidden) => {
        const value = { [`${before}${hidden}`]: [`${before}${hidden}`] };
        if (JSON.stringify(clean(value)) !== JSON.stringify(value)) expect(mayHide(JSON.stringify(value))).toBe(true);
      }),
      { seed: 20, numRuns: 500 },
    );
  });

  it('is not needed by ordinary text, so that most answers are not walked through', () => {
    expect(mayHide(JSON.stringify({ name: 'Größe <b> 東京 "quoted" C:\\\\x\n\ttab 🙂' }))).toBe(false);
  });
});

describe('members that are kept', () => {
  it('are those that paths reach, whole where a path ends there, through arrays too', () => {
    const value = { a: 1, b: { c: 2, d: { e: 3 } }, f: [{ g: 4, h: 5 }, 6], __proto__: null };
    expect(keepFields(value, ['a', 'b.d', 'f.g'])).toEqual({ a: 1, b: { d: { e: 3 } }, f: [{ g: 4 }, 6] });
    expect(keepFields(value, ['b', 'b.c', 'f.*'])).toEqual({ b: { c: 2, d: { e: 3 } }, f: [{ g: 4, h: 5 }, 6] });
    expect(keepFields(JSON.parse('{"__proto__":{"x":1},"y":2}'), ['__proto__', 'y'])).toEqual(JSON.parse('{"__proto__":{"x":1},"y":2}'));
  });
});
