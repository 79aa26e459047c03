import * as z from 'zod';
import { checkInput, inputSchema, isObject, member, type JsonObject, type Operation } from '../../operation/index.ts';

/** Made-up arguments of the least kind that the operation accepts; undefined where none could be made up. */
export function exampleOf(operation: Operation): JsonObject | undefined {
  const schema = z.toJSONSchema(inputSchema(operation), { io: 'input', unrepresentable: 'any' });
  const value = exampleFor(schema, member(schema, '$defs'), 0);
  return isObject(value) && 'args' in checkInput(operation, value) ? value : undefined;
}

const TEXTS: Readonly<Record<string, string>> = {
  uuid: '3f6c1b1e-0f5e-4b7a-9c1d-2a4e6f8b0c1d',
  email: 'ada@example.com',
  uri: 'https://example.com',
  date: '2026-01-31',
  'date-time': '2026-01-31T09:00:00Z',
};

function exampleFor(schema: unknown, definitions: unknown, depth: number): unknown {
  if (!isObject(schema) || depth > 8) return null;
  const { $ref, enum: values, const: only, anyOf, oneOf, type, format } = schema;
  if (typeof $ref === 'string') return exampleFor(member(definitions, $ref.split('/').at(-1) ?? ''), definitions, depth + 1);
  if (only !== undefined) return only;
  if (Array.isArray(values)) return values[0];
  const options = anyOf ?? oneOf;
  if (Array.isArray(options)) return exampleFor(options[0], definitions, depth + 1);
  if (type === 'string') return textFor(format, schema['minLength'], schema['description']);
  if (type === 'integer' || type === 'number') return Math.max(1, Number(schema['minimum'] ?? 1));
  if (type === 'boolean') return true;
  if (type === 'array')
    return Number(schema['minItems'] ?? 0) > 0 || depth < 2 ? [exampleFor(schema['items'], definitions, depth + 1)] : [];
  if (type === 'object') return objectFor(schema, definitions, depth);
  return null;
}

function textFor(format: unknown, least: unknown, description: unknown): string {
  const given = /e\.g\. (\S+?)[.,]?(\s|$)/.exec(typeof description === 'string' ? description : '')?.[1];
  const text = given ?? (typeof format === 'string' ? TEXTS[format] : undefined) ?? 'text';
  return text.padEnd(Number(least ?? 0), '1');
}

/** The required members only. */
function objectFor({ properties, required }: JsonObject, definitions: unknown, depth: number): JsonObject {
  const names = Array.isArray(required) ? required.map(String) : [];
  return Object.fromEntries(names.map((name) => [name, exampleFor(member(properties, name), definitions, depth + 1)]));
}
