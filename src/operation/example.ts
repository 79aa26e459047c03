import * as z from 'zod';
import { checkInput, inputSchema } from './input.ts';
import { isObject, member, type JsonObject } from './json.ts';
import type { Operation } from './operation.ts';

/** Made-up arguments of the least kind that the operation accepts, with which it does something; undefined where none could be made up. */
export function exampleOf(operation: Operation): JsonObject | undefined {
  const schema = z.toJSONSchema(inputSchema(operation), { io: 'input', unrepresentable: 'any' });
  const definitions = member(schema, '$defs');
  const least = exampleFor(schema, definitions, 0);
  if (!isObject(least)) return undefined;
  const fitting = (value: JsonObject) => [value, withNumbers(value)].find((one) => 'args' in checkInput(operation, one));
  const [first] = Object.keys(operation.body);
  if (operation.effect === 'update' && first !== undefined && !Object.keys(operation.body).some((name) => name in least)) {
    const changing = fitting({ ...least, [first]: exampleFor(member(member(schema, 'properties'), first), definitions, 1, first) });
    if (changing) return changing;
  }
  return fitting(least);
}

const AN_ID = 'an-id';

/** The same with numbers for ids, as some systems have them. */
function withNumbers(value: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(value).replaceAll(JSON.stringify(AN_ID), '"10091"'));
}

const TEXTS: Readonly<Record<string, string>> = {
  uuid: '3f6c1b1e-0f5e-4b7a-9c1d-2a4e6f8b0c1d',
  email: 'ada@example.com',
  uri: 'https://example.com',
  date: '2026-01-31',
  'date-time': '2026-01-31T09:00:00Z',
};

function exampleFor(schema: unknown, definitions: unknown, depth: number, name = 'text'): unknown {
  if (!isObject(schema) || depth > 8) return null;
  const { $ref, enum: values, const: only, anyOf, oneOf, type } = schema;
  if (typeof $ref === 'string') return exampleFor(member(definitions, $ref.split('/').at(-1) ?? ''), definitions, depth + 1, name);
  if (only !== undefined) return only;
  if (Array.isArray(values)) return values[0];
  const options = anyOf ?? oneOf;
  if (Array.isArray(options)) return exampleFor(options[0], definitions, depth + 1, name);
  if (type === 'string') return textFor(name, schema);
  if (type === 'integer' || type === 'number') return Math.max(1, Number(schema['minimum'] ?? 1));
  if (type === 'boolean') return true;
  if (type === 'array')
    return Number(schema['minItems'] ?? 0) > 0 || depth < 2 ? [exampleFor(schema['items'], definitions, depth + 1, name)] : [];
  if (type === 'object') return objectFor(schema, definitions, depth);
  return null;
}

function textFor(name: string, { format, minLength, description: about }: JsonObject): string {
  const description = typeof about === 'string' ? about : '';
  const given = /e\.g\. (\S+?)[.,]?(\s|$)/.exec(description)?.[1];
  const text = given ?? (typeof format === 'string' ? TEXTS[format] : undefined) ?? meaning(name, description);
  return text.padEnd(Number(minLength ?? 0), '1');
}

function meaning(name: string, description: string): string {
  if (/mail/i.test(`${name} ${description}`)) return 'ada@example.com';
  if (/(^i|_i|I)ds?$/.test(name) || description.startsWith('From ')) return AN_ID;
  return `example ${name.replaceAll('_', ' ')}`;
}

/** The required members only. */
function objectFor({ properties, required }: JsonObject, definitions: unknown, depth: number): JsonObject {
  const names = Array.isArray(required) ? required.map(String) : [];
  return Object.fromEntries(names.map((name) => [name, exampleFor(member(properties, name), definitions, depth + 1, name)]));
}
