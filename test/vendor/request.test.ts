import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commaJoined, create, jsonText, read, StewardError, update, type Arguments, type Operation } from '../../src/operation/index.ts';
import { buildRequest } from '../../src/vendor/index.ts';
import { fc, times } from '../property.ts';

const facts = { id: 'x', name: 'x_y', title: 'X', description: 'X.' };
const texts = z.array(z.string()).optional();
const anything = z.unknown();

const oneOf = read({ ...facts, route: 'GET /a/{id}/b', path: { id: z.union([z.string(), z.int()]) } });
const search = read({
  ...facts,
  route: 'GET /search',
  query: {
    q: z.string().optional(),
    n: z.int().optional(),
    on: z.boolean().optional(),
    tag: texts,
    ids: commaJoined(texts),
    filter: jsonText(z.array(anything)).optional(),
    where: anything.optional(),
  },
});
const form = create({
  ...facts,
  route: 'POST /form',
  body: { user: z.string(), groups: texts, rules: jsonText(z.array(anything)).optional(), note: z.string().nullable().optional() },
  bodyType: 'form',
});
const json = update({
  ...facts,
  route: 'PATCH /a/{id}',
  path: { id: z.string() },
  query: { force: z.boolean().optional() },
  body: { name: z.string().optional(), tags: texts, note: z.string().nullable().optional() },
});
const whole = update({ ...facts, route: 'PUT /a', body: { items: z.array(z.string()) }, wholeBody: 'items' });

/** The code and field of a refusal, or what was built. */
function built(operation: Operation, args: Arguments) {
  try {
    return buildRequest(operation, args);
  } catch (thrown) {
    if (!(thrown instanceof StewardError)) throw thrown;
    return { code: thrown.code, field: thrown.details.field, message: thrown.message };
  }
}

describe('a path value', () => {
  it.each([
    ['abc', 'abc'],
    [7, '7'],
    ['a b', 'a%20b'],
    ['a?b#c&d=e', 'a%3Fb%23c%26d%3De'],
    ['%2e%2e', '%252e%252e'],
    ['%2F', '%252F'],
    ['...', '...'],
    ['ä€😀', '%C3%A4%E2%82%AC%F0%9F%98%80'],
    ['a;b:c@d', 'a%3Bb%3Ac%40d'],
  ])('%j becomes the one segment %s', (id, segment) => {
    expect(built(oneOf, { id })).toMatchObject({ method: 'GET', path: `/a/${segment}/b`, query: '', body: undefined });
  });

  it.each([
    ['nothing', ''],
    ['a dot', '.'],
    ['two dots', '..'],
    ['a slash', 'a/b'],
    ['a backslash', String.raw`a\b`],
    ['NUL', 'a\u0000'],
    ['a line break', 'a\r\nHost: example.com'],
    ['a C1 control', 'a\u0085'],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['half a surrogate pair', 'a\ud800'],
    ['no text at all', { id: 'x' }],
    ['undefined', undefined],
  ])('is refused when it is %s', (_, id) => {
    expect(built(oneOf, { id })).toMatchObject({ code: 'invalid_arguments', field: 'id' });
  });

  it('is either refused or one segment that decodes to itself, whatever the text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.stringMatching(/^[./\\%2eEfF\u0000-\u001f]{0,6}$/));
    fc.assert(
      fc.property(text, (id) => {
        const request = built(oneOf, { id });
        if ('code' in request) {
          expect(request).toMatchObject({ code: 'invalid_arguments', field: 'id' });
          return;
        }
        const segments = request.path.split('/');
        expect(segments).toHaveLength(4);
        expect(decodeURIComponent(segments[2] ?? '')).toBe(id);
        expect(new URL(request.path, 'http://vendor.example.com').pathname).toBe(request.path);
      }),
      times(2_000),
    );
  });
});

describe('a query', () => {
  it.each<[string, Arguments, string]>([
    ['leaves out what is not given', {}, ''],
    ['leaves out undefined', { q: undefined, n: 1 }, 'n=1'],
    ['keeps an empty text', { q: '' }, 'q='],
    ['encodes every reserved character', { q: 'a&b=c d+e#f' }, 'q=a%26b%3Dc%20d%2Be%23f'],
    ['writes numbers and booleans', { n: 0, on: false }, 'n=0&on=false'],
    ['repeats an array', { tag: ['a', 'b&c'] }, 'tag=a&tag=b%26c'],
    ['leaves out an empty array', { tag: [], ids: [] }, ''],
    ['joins an array where that is declared', { ids: ['a', 'b'] }, 'ids=a%2Cb'],
    ['writes a list as JSON where that is declared', { filter: [{ a: 1 }] }, 'filter=%5B%7B%22a%22%3A1%7D%5D'],
    ['writes an object as JSON', { where: { a: ['x'] } }, 'where=%7B%22a%22%3A%5B%22x%22%5D%7D'],
    ['leaves out null', { where: null, n: 2 }, 'n=2'],
    ['ignores what the operation does not have', { other: 1, n: 3 }, 'n=3'],
  ])('%s', (_, args, query) => {
    expect(built(search, args)).toMatchObject({ path: '/search', query, body: undefined, headers: {} });
  });

  it('refuses broken text instead of failing inside', () => {
    expect(built(search, { q: '\ud800' })).toMatchObject({ code: 'invalid_arguments', field: 'q' });
    expect(built(search, { tag: ['ok', '\udc00'] })).toMatchObject({ code: 'invalid_arguments', field: 'tag' });
  });

  it('refuses an item with a comma where commas separate items', () => {
    expect(built(search, { ids: ['a', 'b,c'] })).toMatchObject({ code: 'invalid_arguments', field: 'ids' });
    expect(built(search, { tag: ['b,c'] })).toMatchObject({ query: 'tag=b%2Cc' });
  });

  it('decodes to what was given, whatever the texts', () => {
    const wellFormed = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(wellFormed, fc.array(wellFormed), (q, tag) => {
        const request = built(search, { q, tag });
        const query = new URLSearchParams('query' in request ? request.query : '');
        expect([query.get('q'), query.getAll('tag')]).toEqual([q, tag]);
      }),
    );
  });
});

describe('a body', () => {
  it('of JSON holds the body fields only', () => {
    expect(built(json, { id: 'i', force: true, name: 'N', tags: [] })).toEqual({
      method: 'PATCH',
      path: '/a/i',
      query: 'force=true',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"N","tags":[]}',
      template: '/a/{id}',
    });
  });

  it('of JSON keeps null, which is not the same as leaving out', () => {
    expect(built(json, { id: 'i', note: null, name: undefined })).toMatchObject({ body: '{"note":null}' });
    expect(built(json, { id: 'i' })).toMatchObject({ body: '{}' });
  });

  it('of JSON escapes half a surrogate pair', () => {
    expect(built(json, { id: 'i', name: '\ud800' })).toMatchObject({ body: String.raw`{"name":"\ud800"}` });
  });

  it('can be one array', () => {
    expect(built(whole, { items: ['a', 'b'] })).toMatchObject({
      method: 'PUT',
      body: '["a","b"]',
      headers: { 'content-type': 'application/json' },
    });
    expect(built(whole, { items: [] })).toMatchObject({ body: '[]' });
  });

  it('of a form is encoded, arrays repeated, null left out', () => {
    expect(built(form, { user: 'a b&c', groups: ['x', 'y'], rules: [{ a: 1 }], note: null })).toMatchObject({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'user=a%20b%26c&groups=x&groups=y&rules=%5B%7B%22a%22%3A1%7D%5D',
    });
  });

  it('is absent where the operation has none', () => {
    expect(built(oneOf, { id: 'x', name: 'N' })).toMatchObject({ body: undefined, headers: {} });
  });
});
