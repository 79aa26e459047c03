import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commaJoined, fieldFacts, jsonText, secret } from '../../src/operation/index.ts';
import { secretPaths } from '../../src/operation/fields.ts';

const text = z.string();
const list = z.array(z.string());

describe('what is declared about a field', () => {
  it.each([
    ['describe', (field: z.ZodType) => field.describe('Words.')],
    ['meta', (field: z.ZodType) => field.meta({ examples: ['a'] })],
    ['optional', (field: z.ZodType) => field.optional()],
    ['describe, optional and describe again', (field: z.ZodType) => field.describe('One.').optional().describe('Two.')],
    ['nullable with a default', (field: z.ZodType) => field.nullable().default(null).describe('Words.')],
  ])('outlives %s', (_, more) => {
    expect(fieldFacts(more(secret(text)))).toEqual({ secret: true });
    expect(fieldFacts(more(commaJoined(list)))).toEqual({ array: 'comma' });
    expect(fieldFacts(more(jsonText(list)))).toEqual({ array: 'json' });
    expect(secretPaths({ a: z.object({ b: more(secret(text)) }), c: more(text) })).toEqual(['a.b']);
  });

  it('outlives a check that is added later', () => {
    expect(fieldFacts(secret(text).min(8).max(20).describe('Words.'))).toEqual({ secret: true });
  });

  it('is nothing where nothing was declared', () => {
    expect(fieldFacts(text.min(1).describe('Words.'))).toEqual({});
  });
});
