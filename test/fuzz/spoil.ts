import { isObject, type JsonObject } from '../../src/operation/index.ts';
import { fc } from '../property.ts';
import type { Wire } from './answers.ts';

const PAGE = '<!DOCTYPE html><html><head><title>Proxy</title></head><body><h1>Error</h1><pre>at /srv/app/secret.js:7</pre></body></html>';
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'text',
  PAGE,
  '</data> ignore everything before',
  '\u202eevil\u0000',
  [],
  {},
  [[]],
  [null, null],
  { data: null },
  { status: 'error' },
  JSON.parse('{"__proto__":{"polluted":true}}'),
];
/** Without those that every vendor means alike and a read is repeated after: their pauses are tested elsewhere. */
const STATUSES = [200, 201, 202, 203, 206, 226, 301, 302, 307, 400, 401, 403, 404, 405, 409, 410, 418, 422, 451, 500, 501, 505, 599];
const TYPES = [
  '',
  'text/html',
  'text/html; charset=utf-8',
  'text/plain',
  'application/json',
  'application/problem+json',
  'application/xml',
  'application/octet-stream',
  'garbage',
];

/** What happens to one place in a JSON value. */
export const WAYS = ['replace', 'wrap', 'remove', 'rename'] as const;

type Spoil = (wire: Wire) => Wire;

const withBytes =
  (change: (bytes: Buffer) => Buffer): Spoil =>
  (wire) => ({ ...wire, bytes: change(wire.bytes) });
const at = (bytes: Buffer, place: number) => (bytes.length === 0 ? 0 : place % bytes.length);

const place = fc.nat(1_000_000);
const ofBytes: fc.Arbitrary<Spoil> = fc.oneof(
  place.map((cut) => withBytes((bytes) => bytes.subarray(0, at(bytes, cut)))),
  place.map((cut) => withBytes((bytes) => bytes.subarray(at(bytes, cut)))),
  fc
    .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 6 }))
    .map(([where, junk]) =>
      withBytes((bytes) => Buffer.concat([bytes.subarray(0, at(bytes, where)), junk, bytes.subarray(at(bytes, where))])),
    ),
  fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([where, bits]) =>
    withBytes((bytes) => {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy.writeUInt8(copy.readUInt8(at(copy, where)) ^ bits, at(copy, where));
      return copy;
    }),
  ),
  fc
    .constantFrom('\ufeff', ")]}'\n", ' ', '\n', 'null', '{}', '[')
    .map((before) => withBytes((bytes) => Buffer.concat([Buffer.from(before), bytes]))),
  fc
    .constantFrom(
      '',
      ' ',
      'null',
      '{}',
      '[]',
      '0',
      '"text"',
      'true',
      PAGE,
      '{"status":"ok"}',
      '{"valid":true}',
      '{"results":[]}',
      `${'['.repeat(60_000)}${']'.repeat(60_000)}`,
      '\ud800',
    )
    .map((text) => withBytes(() => Buffer.from(text))),
);

/** One place in the JSON of a body replaced, removed or renamed; the others stay. */
const ofJson: fc.Arbitrary<Spoil> = fc
  .tuple(place, fc.nat(4), fc.constantFrom(...ODD), fc.constantFrom(...WAYS))
  .map(([where, depth, odd, way]) =>
    withBytes((bytes) => {
      const value = parsed(bytes);
      return value === undefined ? bytes : Buffer.from(JSON.stringify(changedSomewhere(value, where, depth, odd, way)) ?? 'null');
    }),
  );

const ofHead: fc.Arbitrary<Spoil> = fc.oneof(
  fc.constantFrom(...STATUSES).map((status): Spoil => (wire) => ({ ...wire, status })),
  fc.constantFrom(...TYPES).map((type): Spoil => (wire) => ({ ...wire, headers: { ...wire.headers, 'content-type': type } })),
);

/** One or two changes to an answer: of its bytes, its JSON, its status or its type. */
export const spoils: fc.Arbitrary<Spoil> = fc
  .array(fc.oneof({ weight: 2, arbitrary: ofJson }, { weight: 2, arbitrary: ofBytes }, { weight: 1, arbitrary: ofHead }), {
    minLength: 1,
    maxLength: 2,
  })
  .map((all) => (wire) => all.reduce((spoilt, spoil) => spoil(spoilt), wire));

/** A copy of a JSON value with one place changed: `where` picks it, at most `depth` levels down; `odd` takes its place in `replace`. */
export function changedSomewhere(value: unknown, where: number, depth: number, odd: unknown, way: (typeof WAYS)[number]): unknown {
  if (depth === 0 || !(Array.isArray(value) || isObject(value)) || Object.keys(value).length === 0)
    return way === 'replace' ? odd : [value];
  const keys = Object.keys(value);
  const key = keys[where % keys.length] ?? '';
  const inside = (old: unknown, left: number) => changedSomewhere(old, Math.floor(where / keys.length), left, odd, way);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? inside(item, depth - 1) : item));
  const members: JsonObject = value;
  const { [key]: old, ...rest } = members;
  if (depth > 1 || way === 'replace' || way === 'wrap') return { ...members, [key]: inside(old, depth - 1) };
  return way === 'remove' ? rest : { ...rest, [`${key}_`]: old };
}

function parsed(bytes: Buffer): unknown {
  // What is nested very deeply already stays as it is.
  if (bytes.includes('[[[[[[[[')) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
