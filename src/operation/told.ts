import * as z from 'zod';
import { inputSchema } from './input.ts';
import { isObject, type JsonObject, type JsonValue } from './json.ts';
import type { Operation, Plain } from './operation.ts';

/** MCP's hints about a tool; all five are stated on every tool. */
export interface Annotations {
  readonly title: string;
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** The JSON Schema (2020-12) of a tool's arguments, as small as it can be said. */
export interface ToldSchema {
  readonly type: 'object';
  readonly properties: { [name: string]: { [key: string]: JsonValue } };
  readonly required?: string[];
  readonly additionalProperties: false;
  readonly $defs?: { [name: string]: JsonValue };
}

/** An operation as the build writes it down: what is known of it, and the schema that clients are told. */
export interface Listed extends Plain {
  readonly inputSchema: ToldSchema;
}

/** What is written down of an operation. */
export function listed(operation: Operation): Listed {
  const { effect, id, name, title, description, route, needs, aliases, undo, words, mints, idempotent, openWorld, note } = operation;
  const { grants, destroys } = { grants: said(operation.grants), destroys: said(operation.destroys) };
  const plain = {
    effect,
    id,
    name,
    title,
    description,
    route,
    needs,
    grants,
    destroys,
    aliases,
    undo,
    words,
    mints,
    idempotent,
    openWorld,
  };
  return { ...plain, note, inputSchema: toldSchema(operation) };
}

function said(condition: Operation['grants']): Plain['grants'] {
  return typeof condition === 'object' ? { when: condition.when } : condition;
}

const schemas = new WeakMap<Operation, ToldSchema>();

/** What clients are told of an operation's arguments. Computed once, when first needed. */
export function toldSchema(operation: Operation): ToldSchema {
  const known = schemas.get(operation);
  if (known) return known;
  const told = withoutUnused(slim(pointed(jsonSchema(operation))) as ToldSchema);
  schemas.set(operation, told);
  return told;
}

/** The same with what other tools tell (`asIn`) told in full. */
export function wholeSchema(operation: Operation): ToldSchema {
  return slim(jsonSchema(operation)) as ToldSchema;
}

function jsonSchema(operation: Operation): unknown {
  return z.toJSONSchema(inputSchema(operation), { io: 'input', unrepresentable: 'throw' });
}

/** The hints that follow from the effect. */
export function annotations({ effect, title, idempotent, openWorld, destroys }: Plain): Annotations {
  return {
    title,
    readOnlyHint: effect === 'read',
    destructiveHint: effect === 'delete' || destroys !== undefined,
    idempotentHint: idempotent,
    openWorldHint: openWorld,
  };
}

const SAFE = Number.MAX_SAFE_INTEGER;

/**
 * Drops what costs tokens and tells nothing: `$schema`, a regex beside a format, the format of what is called a Uuid, the bounds of a
 * safe integer, empty members, empty objects' strictness inside.
 */
function slim(node: unknown, root = true): unknown {
  if (Array.isArray(node)) return node.map((item) => slim(item, false));
  if (!isObject(node)) return node;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === '$schema' || key === 'id' || key === 'toldIn') continue;
    if (key === 'pattern' && 'format' in node) continue;
    if ((key === 'maximum' && value === SAFE) || (key === 'minimum' && value === -SAFE)) continue;
    if (key === 'propertyNames' || (key === 'properties' && !root && isEmpty(value))) continue;
    if (key === 'additionalProperties' && !root && (value === false || isEmpty(value))) continue;
    out[key] = key === 'properties' || key === '$defs' ? mapValues(value, named) : slim(value, false);
  }
  return nullable(out);
}

/** A property: of one whose name ends in Uuid, the name says the format. */
function named(child: unknown, name: string): unknown {
  const told = slim(child, false);
  if (!isObject(told) || told['format'] !== 'uuid' || !/uuid$/i.test(name)) return told;
  const { format: _, ...rest } = told;
  return rest;
}

/** What another tool tells (`asIn`) as a pointer to it. */
function pointed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(pointed);
  if (!isObject(node)) return node;
  return typeof node['toldIn'] === 'string' ? pointer(node, node['toldIn']) : mapValues(node, pointed);
}

function pointer({ type, description }: JsonObject, tool: string): JsonObject {
  const items = type === 'array' ? { items: { type: 'object' } } : {};
  return { type, ...items, description: `${typeof description === 'string' ? `${description} ` : ''}As in ${tool}.` };
}

/** Without definitions that nothing refers to any more. */
function withoutUnused(schema: ToldSchema): ToldSchema {
  const { $defs, ...rest } = schema;
  if (!$defs) return schema;
  const used = new Set<string>();
  const visit = (text: string): void => {
    for (const [, name = ''] of text.matchAll(/"#\/\$defs\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(JSON.stringify($defs[name]));
    }
  };
  visit(JSON.stringify(rest));
  return used.size === 0 ? rest : { ...rest, $defs: Object.fromEntries(Object.entries($defs).filter(([name]) => used.has(name))) };
}

/** `anyOf: [{type: 'string'}, {type: 'null'}]` said as `type: ['string', 'null']`. */
function nullable(node: Record<string, unknown>): Record<string, unknown> {
  const { anyOf, ...rest } = node;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return node;
  const [value, nothing] = anyOf;
  const plain = isObject(value) && typeof value['type'] === 'string' && !('enum' in value) && !('const' in value);
  return plain && isObject(nothing) && nothing['type'] === 'null' ? { ...value, ...rest, type: [value['type'], 'null'] } : node;
}

function isEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

function mapValues(value: unknown, change: (child: unknown, key: string) => unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, change(child, key)])) : value;
}
