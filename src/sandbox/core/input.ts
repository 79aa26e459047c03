import type { ZodType } from 'zod';
import type { Reply } from './emulation.ts';

/** JSON text as a value; undefined when it is empty or not JSON. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Form text as one object, the last value of a repeated name. Empty for any other content type, as a form parser sees it. */
export function form(text: string, contentType: string | undefined): Readonly<Record<string, string>> {
  return isForm(contentType) ? Object.fromEntries(new URLSearchParams(text)) : {};
}

/** All values of one repeated form field, in order. */
export function formList(text: string, name: string): readonly string[] {
  return new URLSearchParams(text).getAll(name);
}

/** The value in the shape of the schema. Throws the reply that `refuse` makes of the first problem. */
export function take<T>(schema: ZodType<T>, value: unknown, refuse: (problem: string) => Reply): T {
  const { data, error } = schema.safeParse(value);
  if (!error) return data;
  const issue = error.issues[0];
  throw refuse(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is wrong'}`);
}

function isForm(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}
