import { isObject, member, type JsonObject } from '../../src/operation/index.ts';

// A read that failed arrives as undefined. Every phrase here says "unknown" then, never "none":
// a person must not be told that nothing is lost.

/** The items of a list answer: the array itself, or the `data` of a paged one. Empty where there is no list. */
export function rows(answer: unknown): readonly JsonObject[] {
  return listIn(answer)?.filter(isObject) ?? [];
}

/** The item of a list answer whose member `key` has this value. */
export function found(answer: unknown, key: string, value: unknown): JsonObject | undefined {
  return rows(answer).find((item) => member(item, key) === value);
}

/** Whether a list was read and certainly has no such item. */
export function lacks(answer: unknown, key: string, value: unknown): boolean {
  return listIn(answer) !== undefined && found(answer, key, value) === undefined;
}

/** The role that an item of a list answer has: `editor`, `none` without such an item, `unknown` where the list could not be read. */
export function roleIn(answer: unknown, key: string, value: unknown, role = 'role'): string {
  return lacks(answer, key, value) ? 'none' : (text(found(answer, key, value), role) ?? 'unknown');
}

/** The person of a list answer with this e-mail address; case does not count. */
export function byEmail(answer: unknown, email: string): JsonObject | undefined {
  return rows(answer).find((item) => text(item, 'email')?.toLowerCase() === email.toLowerCase());
}

/** A thing as a person reads it: `"Finance" (id)`, or the id alone where the name is not known. */
export function named(thing: unknown, id: unknown): string {
  const name = text(thing, 'name');
  return name === undefined ? idText(id) : `"${name}" (${idText(id)})`;
}

/** A person as another reads them: `Vera Example (vera@example.com, id)`, or the id alone. */
export function person(who: unknown, id: unknown = member(who, 'userUuid')): string {
  const name = [text(who, 'firstName'), text(who, 'lastName')].filter((part) => part !== undefined).join(' ');
  const email = text(who, 'email');
  if (name === '') return email === undefined ? idText(id) : `${email} (${idText(id)})`;
  return `${name} (${email === undefined ? '' : `${email}, `}${idText(id)})`;
}

/** `1 chart`, `2 charts`; other plurals are given: `2 people`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** How many items a list answer has: `2 members`, or `an unknown number of members`. */
export function size(answer: unknown, noun: string, plural = `${noun}s`): string {
  return listIn(answer) === undefined ? `an unknown number of ${plural}` : counted(rows(answer).length, noun, plural);
}

/** How many items a list answer has and what they are called: `2 charts ("Sales", "Costs")`, `no charts`. */
export function inventory(answer: unknown, noun: string): string {
  const all = names(answer);
  if (listIn(answer) === undefined) return size(answer, noun);
  return all.length === 0 ? `no ${noun}s` : `${counted(all.length, noun)} (${listed(all)})`;
}

/** The names of the items of a list answer, quoted. */
export function names(answer: unknown): readonly string[] {
  return rows(answer).map((item) => `"${text(item, 'name') ?? 'unnamed'}"`);
}

/** `a, b and 7 more`; `none` for an empty list. At most `most` are named. */
export function listed(names: readonly string[], most = 10): string {
  if (names.length === 0) return 'none';
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}

/** The text of a member, unless it is empty or no text. */
export function text(thing: unknown, name: string): string | undefined {
  const value = member(thing, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function listIn(answer: unknown): readonly unknown[] | undefined {
  const list = Array.isArray(answer) ? answer : member(answer, 'data');
  return Array.isArray(list) ? list : undefined;
}

function idText(id: unknown): string {
  return typeof id === 'string' ? id : 'unknown';
}
