import type { Body } from './body.ts';
import { answer } from './reply.ts';
import type { Value } from './model.ts';

/** One writable field. `known` tells whether the id of a link exists. */
export interface Field {
  readonly kind: 'text' | 'email' | 'flag' | 'date' | 'moment' | 'link' | 'links';
  readonly max?: number;
  readonly required?: boolean;
  readonly nullable?: boolean;
  /** Text may be empty; a list may not. */
  readonly blank?: boolean;
  readonly filled?: boolean;
  readonly known?: (id: string) => boolean;
}

export type Fields = Readonly<Record<string, Field>>;
export type Values = Readonly<Record<string, Value>>;
/** `create` and `replace` need the required fields, `change` none. */
export type Mode = 'create' | 'replace' | 'change';
type Wrong = { readonly wrong: string };

const UUID = /^(?:urn:uuid:)?\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;
const EMAIL = /^[^\s@"(),:;<>[\]\\]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+$/i;
const DATE_WRONG = 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.';
const MOMENT_WRONG = 'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].';
const REQUIRED = 'This field is required.';
const FLAGS = new Map<unknown, boolean>([
  ...[true, 1, '1', 'true', 'True', 'TRUE', 't', 'y', 'yes', 'on'].map((word) => [word, true] as const),
  ...[false, 0, '0', 'false', 'False', 'FALSE', 'f', 'n', 'no', 'off'].map((word) => [word, false] as const),
]);

/** Whether a text is a UUID in any spelling the server reads. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A UUID in the one spelling in which it is kept. */
export function canonical(uuid: string): string {
  const hex = uuid.toLowerCase().replace(/^urn:uuid:|[{}-]/g, '');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** How the server complains about a text that should be a UUID. */
export function notUuid(text: string): string {
  return `“${text}” is not a valid UUID.`;
}

/** Whether a text is a day that exists, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The given fields as stored values; names without a field are ignored. Throws 400 with the complaints by field. */
export function checked(fields: Fields, { values, form }: Body, mode: Mode): Values {
  const wrong: Record<string, readonly string[]> = {};
  const found: Record<string, Value> = {};
  for (const [name, field] of Object.entries(fields)) {
    const given = values[name] === undefined && form && field.kind === 'flag' && mode !== 'change' ? false : values[name];
    if (given === undefined) {
      if (field.required && mode !== 'change') wrong[name] = [REQUIRED];
      continue;
    }
    const value = given === null ? nothing(field) : read(field, given);
    if (isWrong(value)) wrong[name] = [value.wrong];
    else found[name] = value;
  }
  if (Object.keys(wrong).length > 0) throw answer(wrong, 400);
  return found;
}

function isWrong(value: Value | Wrong): value is Wrong {
  return typeof value === 'object' && value !== null && 'wrong' in value;
}

function nothing({ nullable = false }: Field): Value | Wrong {
  return nullable ? null : { wrong: 'This field may not be null.' };
}

function read(field: Field, given: unknown): Value | Wrong {
  switch (field.kind) {
    case 'flag':
      return FLAGS.get(given) ?? { wrong: 'Must be a valid boolean.' };
    case 'date':
      if (given === '' && field.nullable) return null;
      return typeof given === 'string' && isDay(given) ? given : { wrong: DATE_WRONG };
    case 'moment':
      return typeof given === 'string' ? moment(given) : { wrong: MOMENT_WRONG };
    case 'link':
      return link(field, given);
    case 'links':
      return links(field, given);
    default:
      return text(field, given);
  }
}

function text({ kind, max = Infinity, blank = false }: Field, given: unknown): Value | Wrong {
  if (typeof given !== 'string' && typeof given !== 'number') return { wrong: 'Not a valid string.' };
  const trimmed = String(given).trim();
  if (trimmed === '' && !blank) return { wrong: 'This field may not be blank.' };
  if (trimmed.length > max) return { wrong: `Ensure this field has no more than ${max} characters.` };
  return kind === 'email' && trimmed !== '' && !EMAIL.test(trimmed) ? { wrong: 'Enter a valid email address.' } : trimmed;
}

function moment(given: string): Value | Wrong {
  const time = /^\d{4}-\d\d-\d\d/.test(given) ? new Date(isDay(given) ? `${given}T00:00:00Z` : given) : undefined;
  return time && !Number.isNaN(time.getTime()) ? time.toISOString().replace(/\.000Z$/, 'Z') : { wrong: MOMENT_WRONG };
}

function link({ known }: Field, given: unknown): string | Wrong {
  if (typeof given !== 'string') return { wrong: `Incorrect type. Expected pk value, received ${typeName(given)}.` };
  if (!isUuid(given)) return { wrong: notUuid(given) };
  const id = canonical(given);
  return known?.(id) ? id : { wrong: `Invalid pk "${given}" - object does not exist.` };
}

function links(field: Field, given: unknown): Value | Wrong {
  if (!Array.isArray(given)) return { wrong: `Expected a list of items but got type "${typeName(given)}".` };
  if (given.length === 0 && field.filled) return { wrong: 'This list may not be empty.' };
  const ids = given.map((one: unknown) => link(field, one));
  const bad = ids.find(isWrong);
  // Links come back in the order of their ids, whatever the order they were sent in.
  return bad ?? [...new Set(ids.filter((id) => typeof id === 'string'))].sort();
}

function typeName(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'list' : 'dict';
}
