import * as z from 'zod';

interface FieldFacts {
  readonly secret?: boolean;
  readonly array?: 'comma' | 'json';
}

const facts = new WeakMap<z.ZodType, FieldFacts>();

/** Marks a field whose value must never reach logs, audit, errors or the model. */
export function secret<T extends z.ZodType>(schema: T): T {
  const marked = schema.meta({ ...schema.meta(), writeOnly: true });
  facts.set(marked, { ...facts.get(schema), secret: true });
  return marked;
}

/** A query array that the vendor wants as `a,b,c`; an unmarked one is repeated: `x=a&x=b`. */
export function commaJoined<T extends z.ZodType>(schema: T): T {
  const marked = schema.meta({ ...schema.meta() });
  facts.set(marked, { ...facts.get(schema), array: 'comma' });
  return marked;
}

/** A list that a form or query carries as one JSON text: `x=[{"a":1}]`. */
export function jsonText<T extends z.ZodType>(schema: T): T {
  const marked = schema.meta({ ...schema.meta() });
  facts.set(marked, { ...facts.get(schema), array: 'json' });
  return marked;
}

/**
 * Told to clients by its type and a pointer to the tool that tells the whole of it under the same name; checked in full all the same.
 * For nested schemas that several tools share: a definition cannot be shared between tools.
 */
export function asIn<T extends z.ZodType>(schema: T, tool: string): T {
  return schema.meta({ ...schema.meta(), toldIn: tool });
}

/** What was declared about a field, looking through optional, nullable and default wrappers. */
export function fieldFacts(schema: z.ZodType): FieldFacts {
  const own = facts.get(schema);
  if (own) return own;
  // `describe`, `min` and the like answer a copy, which knows what it was copied from: a mark outlives them.
  const inner = (schema._zod.parent as z.ZodType | undefined) ?? unwrap(schema);
  return inner ? fieldFacts(inner) : {};
}

function unwrap(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return schema.unwrap() as z.ZodType;
  }
  return undefined;
}

/** Dotted paths of every secret inside a shape, `*` for array items: what redaction removes. */
export function secretPaths(shape: Readonly<Record<string, z.ZodType>>): readonly string[] {
  return Object.entries(shape).flatMap(([name, schema]) => within(name, schema, 0));
}

function within(path: string, schema: z.ZodType, depth: number): string[] {
  if (fieldFacts(schema).secret) return [path];
  const inner = unwrap(schema);
  if (inner) return within(path, inner, depth);
  if (depth > 6) return [];
  if (schema instanceof z.ZodArray) return within(`${path}.*`, schema.element as z.ZodType, depth + 1);
  if (schema instanceof z.ZodUnion) {
    return (schema.options as z.ZodType[]).flatMap((option) => within(path, option, depth + 1));
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, child]) =>
      within(`${path}.${name}`, child, depth + 1),
    );
  }
  return [];
}
