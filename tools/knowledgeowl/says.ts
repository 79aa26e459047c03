import { member, type JsonObject } from '../../src/operation/index.ts';

/** Phrases of the previews; every member of an answer may be missing. */

/** `ada@example.com (0123…, active)`. */
export const reader = (seen: unknown) =>
  `${text(member(seen, 'username')) || 'unknown name'} (${text(member(seen, 'id')) || 'unknown id'}, ${text(member(seen, 'status')) || 'unknown status'})`;

/** What an update does to a reader, in plain sentences. */
export function change(before: unknown, input: JsonObject): string {
  const sentences = [
    `${begun(before, input['status'])}.`,
    replaced('Knowledge bases', member(before, 'projects'), input['projects']),
    replaced('Reader groups', member(before, 'reader_roles'), input['reader_roles']),
    input['username'] !== undefined && `The sign-in name becomes ${text(input['username'])}.`,
  ];
  return [...sentences.filter(Boolean), ...signIns(input)].join(' ');
}

/** The ways to sign in that a call sets, a sentence each. */
export function signIns(input: JsonObject): readonly string[] {
  return [
    ...(input['password'] === undefined ? [] : ['The password becomes the one given.']),
    ...(input['ssoid'] === undefined
      ? []
      : [`The single sign-on id becomes ${text(input['ssoid'])}: whoever has it signs in as this reader.`]),
  ];
}

function begun(before: unknown, status: unknown): string {
  const who = `the reader ${reader(before)}`;
  if (status === 'deleted') return `Delete ${who}, who then can no longer sign in; access and groups are kept for a restore`;
  if (status !== 'active' || member(before, 'status') === 'active') return `Change ${who}`;
  const [bases, groups] = [texts(member(before, 'projects')), texts(member(before, 'reader_roles'))].map((ids) => ids.join(', ') || 'none');
  return `Restore ${who}, who can then sign in again, with the knowledge bases and groups that were kept (${bases}; ${groups})`;
}

/** KnowledgeOwl does not say whether a list replaces or adds, so a person is told what is missing from the new one. */
function replaced(what: string, old: unknown, next: unknown): string | false {
  if (next === undefined) return false;
  const had = texts(old);
  const gets = texts(next);
  const named = (items: readonly string[]) => items.join(', ') || 'none';
  return `${what}: gains ${named(gets.filter((item) => !had.includes(item)))}; probably loses ${named(had.filter((item) => !gets.includes(item)))}.`;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
