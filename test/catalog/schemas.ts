import { z } from 'zod';
import { vendorShape, type Operation } from '../../src/operation/index.ts';

/** A schema inside an operation's input, with its dotted path, `*` for items. */
export interface Found {
  readonly path: string;
  readonly schema: z.core.$ZodType;
}

/** Every schema inside the input of an operation; a recursive one is entered once on each way down. */
export function schemasIn(operation: Operation): readonly Found[] {
  return Object.entries(vendorShape(operation)).flatMap(([name, schema]) => within({ path: name, schema }, new Set()));
}

function within(found: Found, above: ReadonlySet<z.core.$ZodType>): Found[] {
  if (above.has(found.schema)) return [];
  const here = new Set([...above, found.schema]);
  return [found, ...childrenOf(found).flatMap((child) => within(child, here))];
}

function childrenOf({ path, schema }: Found): Found[] {
  const same = (...schemas: readonly z.core.$ZodType[]) => schemas.map((child) => ({ path, schema: child }));
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).map(([name, child]) => ({ path: `${path}.${name}`, schema: child }));
  if (schema instanceof z.ZodArray) return [{ path: `${path}.*`, schema: schema.element }];
  if (schema instanceof z.ZodRecord) return [{ path: `${path}.*`, schema: schema.valueType }];
  if (schema instanceof z.ZodUnion) return same(...schema.options);
  if (schema instanceof z.ZodTuple) return same(...schema.def.items);
  if (schema instanceof z.ZodPipe) return same(schema.in, schema.out);
  if (schema instanceof z.ZodLazy) return same(schema.unwrap());
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return same(schema.unwrap());
  return [];
}

/** Kinds of schema that hold no others; any kind beyond these and those above would be walked past. */
export const LEAVES: ReadonlySet<string> = new Set([
  'string',
  'number',
  'int',
  'boolean',
  'null',
  'enum',
  'literal',
  'unknown',
  'transform',
]);
/** Kinds of schema that are walked into. */
export const BRANCHES: ReadonlySet<string> = new Set([
  'object',
  'array',
  'record',
  'union',
  'tuple',
  'lazy',
  'pipe',
  'optional',
  'nullable',
  'default',
]);
