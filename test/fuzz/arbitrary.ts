import { z } from 'zod';
import { checkInput, inputSchema, isObject, member, type Arguments, type JsonObject, type Operation } from '../../src/operation/index.ts';
import { fc } from '../property.ts';

/** Texts of every kind that a schema without a format allows: plain, long, of other scripts, and such as mean something in a URL. */
const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'a b',
      'a&b=c',
      '%2F',
      '?x#y',
      '+',
      'a,b',
      '__proto__',
      '</data>',
      "o'clock",
      '"',
      '\\',
      '../..',
      '7',
      'null',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(400), '0 6 * * *', '#a1b2c3', 'Europe/Paris', 'a-slug') },
);

/** Whether a value can stand in a path: one segment that means itself. */
function isSegment(value: unknown): boolean {
  return typeof value !== 'string' || (value.isWellFormed() && !/[/\\\p{Cc}]/u.test(value) && !['', '.', '..'].includes(value));
}

const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString());
const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid(),
  email: fc
    .tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[a-z]{1,8}$/))
    .map(([name, host]) => `${name}@${host}.example.com`),
  date: dates.map((text) => text.slice(0, 10)),
  'date-time': dates,
  uri: fc.stringMatching(/^[a-z0-9/]{0,10}$/).map((path) => `https://example.com/${path}`),
};

/** Arguments that the schema of an operation accepts, and whose path values can stand in a path. */
export function validArguments(operation: Operation): fc.Arbitrary<Arguments> {
  const schema = z.toJSONSchema(inputSchema(operation), { io: 'input', unrepresentable: 'any' });
  const properties = member(schema, 'properties');
  const build = builderFor(schema);
  const required = new Set(stringsIn(member(schema, 'required')));
  const members = Object.entries(isObject(properties) ? properties : {}).map(([name, property]): [string, fc.Arbitrary<unknown>] => {
    const values = build(property, 0);
    return [name, name in operation.path ? values.filter(isSegment) : values];
  });
  return fc.record(Object.fromEntries(members), { requiredKeys: [...required] }).filter((args) => 'args' in checkInput(operation, args));
}

type Build = (node: unknown, depth: number) => fc.Arbitrary<unknown>;

/** Builds arbitraries for the nodes of a JSON Schema as zod writes them. */
function builderFor(root: unknown): Build {
  const build: Build = (node, depth) => {
    if (!isObject(node)) return fc.jsonValue({ maxDepth: 1 });
    const { $ref: ref, const: fixed, enum: options, anyOf, type } = node;
    if (typeof ref === 'string') return build(member(member(root, '$defs'), ref.slice('#/$defs/'.length)), depth + 1);
    if (fixed !== undefined) return fc.constant(fixed);
    if (Array.isArray(options)) return fc.constantFrom(...options);
    if (Array.isArray(anyOf)) return fc.oneof(...shallowest(anyOf, depth).map((option) => build(option, depth)));
    if (type === 'string') return textFor(node);
    if (type === 'boolean') return fc.boolean();
    if (type === 'null') return fc.constant(null);
    if (type === 'integer') return fc.integer({ min: within(node, 'minimum', -1000), max: within(node, 'maximum', 100_000) });
    if (type === 'number') return fc.double({ min: within(node, 'minimum', -1000), max: within(node, 'maximum', 100_000), noNaN: true });
    if (type === 'array') return listFor(node, depth, build);
    if (type === 'object') return objectFor(node, depth, build);
    return fc.jsonValue({ maxDepth: 1 });
  };
  return build;
}

/** Deep inside, a choice that does not nest again ends what would go on for ever. */
function shallowest(options: readonly unknown[], depth: number): readonly unknown[] {
  const flat = options.filter((option) => !['object', 'array', ''].includes(String(member(option, 'type') ?? '')));
  return depth > 4 && flat.length > 0 ? flat : options;
}

function textFor({ format, minLength, maxLength }: JsonObject): fc.Arbitrary<unknown> {
  const known = typeof format === 'string' ? FORMATS[format] : undefined;
  const [least, most] = [Number(minLength ?? 0), Number(maxLength ?? 1_000)];
  return known ?? texts.map((text) => text.padEnd(least, 'x').slice(0, most));
}

function listFor(node: JsonObject, depth: number, build: Build): fc.Arbitrary<unknown> {
  const minLength = Number(node['minItems'] ?? 0);
  const maxLength = Math.max(minLength, Math.min(Number(node['maxItems'] ?? 3), depth > 4 ? 0 : 3));
  return fc.array(build(node['items'], depth + 1), { minLength, maxLength });
}

function objectFor(node: JsonObject, depth: number, build: Build): fc.Arbitrary<unknown> {
  const { properties, required, additionalProperties: rest } = node;
  const needed = new Set(stringsIn(required));
  const names = Object.keys(isObject(properties) ? properties : {}).filter((name) => depth <= 4 || needed.has(name));
  const own = fc.record(Object.fromEntries(names.map((name) => [name, build(member(properties, name), depth + 1)])), {
    requiredKeys: names.filter((name) => needed.has(name)),
  });
  if (!isObject(rest) || depth > 4) return own;
  return fc
    .tuple(own, fc.dictionary(fc.stringMatching(/^[a-z_.]{1,8}$/), build(rest, depth + 1), { maxKeys: 2 }))
    .map(([a, b]) => ({ ...b, ...a }));
}

function within(node: JsonObject, name: string, fallback: number): number {
  const value = node[name];
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : fallback;
}

function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
