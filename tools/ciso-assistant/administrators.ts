import { isObject, type JsonObject } from '../../src/operation/index.ts';
import { listed, named, rows, text } from './says.ts';

/** How many active accounts a preview looks at for administrators. */
export const WHO = 2000;

/** The built-in group of administrators, told by its label in English; the stored code is not shown with users. */
function isAdministrators(group: unknown): boolean {
  return isObject(group) && group['builtin'] === true && /(^|- )administrator$/i.test(text(group, 'str') ?? '');
}

/** The ids of the administrators groups that active accounts belong to. */
export function administratorGroups(active: unknown): ReadonlySet<unknown> {
  return new Set(
    administrators(active).flatMap((user) =>
      rows(user['user_groups'])
        .filter(isAdministrators)
        .map((group) => group['id']),
    ),
  );
}

function administrators(active: unknown): readonly JsonObject[] {
  return rows(active).filter((user) => user['is_active'] !== false && rows(user['user_groups']).some(isAdministrators));
}

/**
 * A warning when these accounts are the last active administrators, who would be deleted, deactivated or stripped.
 * Empty when another one stays; says so when that cannot be told. `active` is a list of the active accounts.
 */
export function lastAdministrator(active: unknown, losing: readonly unknown[]): string {
  const all = administrators(active);
  if (all.length === 0) return ' Whether an administrator stays cannot be told: this account sees none in the list of users.';
  const lost = all.filter((user) => losing.includes(user['id']));
  if (lost.length === 0 || lost.length < all.length) return '';
  if (rows(active).length >= WHO) return ` Among the ${WHO} accounts looked at, no other administrator stays.`;
  return ` WARNING: no active administrator stays. Until now: ${listed(lost.map((user) => named(user)))}.`;
}
