import { isObject, member, type JsonObject } from '../../src/operation/index.ts';

/** The objects of a list answer; anything else is empty. */
export function rows(answer: unknown): readonly JsonObject[] {
  return Array.isArray(answer) ? answer.filter(isObject) : [];
}

/** A text member that is not empty. */
export function text(thing: unknown, key: string): string | undefined {
  const value = member(thing, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A thing as a person reads it: `"Finance - Analyst" (id)`, `vera@example.com (id)`, or the id alone. */
export function named(thing: unknown, id: unknown = member(thing, 'id')): string {
  const label = text(thing, 'name') ?? text(thing, 'str');
  const known = text(thing, 'email') ?? (label === undefined ? undefined : `"${label}"`);
  const place = typeof id === 'string' ? id : 'unknown';
  return known === undefined ? place : `${known} (${place})`;
}

/** The things that a list of ids stands for, by name where a list answer shows them. */
export function namedAll(ids: unknown, answer: unknown): string {
  const all = Array.isArray(ids) ? ids : [];
  return listed(
    all.map((id) =>
      named(
        rows(answer).find((row) => row['id'] === id),
        id,
      ),
    ),
    100,
  );
}

/** `a, b and 7 more`; `none` for an empty list. */
export function listed(names: readonly string[], most = 15): string {
  if (names.length === 0) return 'none';
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}

/** What a deletion takes along and what it cuts loose, from a cascade-info answer. */
export function cascade(info: unknown): string {
  if (!isObject(info)) return 'What else goes with it could not be read.';
  const gone = grouped(member(info, 'deleted'));
  const loose = grouped(member(info, 'affected'));
  const first = gone === '' ? 'Nothing else that the system lists is deleted with it.' : `Deleted with it: ${gone}.`;
  const second = loose === '' ? '' : ` Kept, but cut loose: ${loose}.`;
  return `${first}${second} The system does not list tokens, sessions and audit entries here.`;
}

function grouped(part: unknown): string {
  return rows(member(part, 'grouped_objects'))
    .map((group) => {
      const names = rows(group['objects']).map((one) => text(one, 'name') ?? 'unnamed');
      return `${names.length} ${text(group, 'verbose_name') ?? text(group, 'model') ?? 'object'} (${listed(names)})`;
    })
    .join('; ');
}

/** `name to "x", is_active to false`: the given members of a change. */
export function changes(input: unknown, except: readonly string[] = []): string {
  const skip = new Set(['id', 'confirm', 'fields', ...except]);
  const parts = isObject(input) ? Object.entries(input).filter(([key, value]) => !skip.has(key) && value !== undefined) : [];
  return parts.length === 0 ? 'nothing' : parts.map(([key, value]) => `${key} to ${JSON.stringify(value)}`).join(', ');
}
