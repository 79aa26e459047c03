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
  const complaints = complaintsOf(members, given, where);
  if (Object.keys(complaints).length > 0) throw invalid(complaints);
}

/** The same for a body made of several parts: the vendor tells all in one text. */
export function checkParts(parts: readonly Members[], given: Readonly<Record<string, unknown>>, where = 'body'): void {
  const issues = parts.map((members) => complaintsOf(members, given, where)).filter((found) => Object.keys(found).length > 0);
  if (issues.length > 0)
    throw invalid({
      [where]: { message: `Could not match the intersection against every type. Issues: ${JSON.stringify(issues)}`, value: given },
    });
}

/** Throws 422 unless one of the alternatives fits. */
export function checkUnion(alternatives: readonly Members[], given: Readonly<Record<string, unknown>>, where = 'body'): void {
  const issues = alternatives.map((members) => complaintsOf(members, given, where));
  if (issues.some((found) => Object.keys(found).length === 0)) return;
  throw invalid({
    [where]: { message: `Could not match the union against any of the items. Issues: ${JSON.stringify(issues)}`, value: given },
  });
}

/** Numbers and words in a query; numbers come back as such. Throws 422 for a number that is none. */
export function checkQuery(members: Members, query: URLSearchParams): Readonly<Record<string, string | number | undefined>> {
  const complaints: Record<string, Complaint> = {};
  const values: Record<string, string | number | undefined> = {};
  for (const [name, kind] of Object.entries(members)) {
    const text = query.get(name) ?? undefined;
    const isNumber = typeof kind === 'string' && kind.startsWith('number');
    const value = isNumber && text !== undefined && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    const complaint = complain(name, kind, value);
    if (complaint) complaints[name] = complaint;
    else values[name] = value;
  }
  if (Object.keys(complaints).length > 0) throw invalid(complaints);
  return values;
}

function complaintsOf(members: Members, given: Readonly<Record<string, unknown>>, where: string): Record<string, Complaint> {
  const complaints: Record<string, Complaint> = {};
  for (const [name, kind] of Object.entries(members)) {
    const complaint = complain(name, kind, given[name]);
    if (complaint) complaints[`${where}.${name}`] = complaint;
  }
  return complaints;
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

/** A member that is text; empty when it is anything else. */
export function text(given: Readonly<Record<string, unknown>>, name: string): string {
  const value = given[name];
  return typeof value === 'string' ? value : '';
}

/** The objects in a member that is a list; none when it is anything else. */
export function records(given: Readonly<Record<string, unknown>>, name: string): readonly Readonly<Record<string, unknown>>[] {
  const value = given[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** One of some words, or the first of them. Bodies are checked before, so the first stands for nothing. */
export function word<T extends string>(words: readonly [T, ...T[]], value: unknown): T {
  return words.find((one) => one === value) ?? words[0];
}
