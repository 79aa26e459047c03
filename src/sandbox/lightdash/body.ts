import { invalid, unexpected, type Complaint } from './reply.ts';

/** What a member must be: a type, nullable with `|null`, optional with `?`; or the words it may be. `any` is only required. */
export type Kind = `${'string' | 'number' | 'boolean' | 'array' | 'object' | 'any'}${'' | '|null'}${'' | '?'}`;
/** The members of a body or a query, by name. */
export type Members = Readonly<Record<string, Kind | readonly string[]>>;

const WRONG: Readonly<Record<string, string>> = {
  string: 'invalid string value',
  number: 'invalid float number',
  boolean: 'invalid boolean value',
  array: 'invalid array',
  object: 'invalid object',
};

/** Whether something is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as an object; throws 500 for malformed JSON, as the vendor does. No body, or another content type, is `{}`. */
export function parseBody(text: string, contentType = ''): Record<string, unknown> {
  if (text === '' || !contentType.includes('json')) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    // Arrays are bodies too (updateDashboards); those handlers parse the text themselves.
    return isRecord(parsed) ? parsed : {};
  } catch {
    throw unexpected();
  }
}

/** Throws 422 with one complaint for each member that is missing or of another kind; unknown members are accepted. */
export function check(members: Members, given: Readonly<Record<string, unknown>>, where = 'body'): void {
  const complaints: Record<string, Complaint> = {};
  for (const [name, kind] of Object.entries(members)) {
    const complaint = complain(name, kind, given[name]);
    if (complaint) complaints[where === '' ? name : `${where}.${name}`] = complaint;
  }
  if (Object.keys(complaints).length > 0) throw invalid(complaints);
}

function complain(name: string, kind: Kind | readonly string[], value: unknown): Complaint | undefined {
  if (typeof kind !== 'string') {
    if (value === undefined) return { message: `'${name}' is required` };
    if (typeof value === 'string' && kind.includes(value)) return undefined;
    return { message: `should be one of the following; [${kind.map((word) => `'${word}'`).join(',')}]`, value };
  }
  if (value === undefined) return kind.endsWith('?') ? undefined : { message: `'${name}' is required` };
  if (value === null && kind.includes('|null')) return undefined;
  const [type = 'any'] = kind.split(/[|?]/);
  if (type === 'any') return undefined;
  const actual = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  return actual === type ? undefined : { message: WRONG[type] ?? 'invalid value', value };
}
