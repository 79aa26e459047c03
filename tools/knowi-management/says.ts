import { member } from '../../src/operation/index.ts';

/** Phrases of the previews. What Knowi answers is only partly documented, so every member may be missing. */

/** `ada@example.com (10091)`. */
export const person = (user: unknown, id: unknown) => `${text(member(user, 'username')) || 'the user'} (${text(id)})`;

/** `the group "Sales" (17)`. */
export const theGroup = (group: unknown, id: unknown) =>
  `the group "${text(member(group, 'groupName')) || 'of unknown name'}" (${text(id)})`;

/** `the dashboard "Revenue" (110634)`. */
export const theDashboard = (dashboard: unknown, id: unknown) =>
  `the dashboard "${text(member(dashboard, 'name')) || 'of unknown name'}" (${text(id)})`;

/** The names of groups, or `no group`. */
export const groupNames = (groups: unknown) =>
  listed(
    array(groups).map((group) => text(member(group, 'groupName') ?? member(group, 'id'))),
    'no group',
  );

/** Group levels of an argument, named from a list of groups: `Sales (edit), Support (view)`. */
export const levels = (wanted: unknown, known: unknown) =>
  listed(
    array(wanted).map((level) => levelOf(level, known)),
    'no group',
  );

/** With whom all that a user creates is shared from then on. */
export const sharing = (groups: unknown, known: unknown) =>
  `All that the user creates is shared with ${listed(
    array(groups).map((group) => nameIn(known, group)),
    'nobody',
  )}.`;

function nameIn(known: unknown, given: unknown): string {
  const id = text(member(given, 'id'));
  const group = array(known).find((one) => text(member(one, 'id')) === id);
  return text(member(group, 'groupName')) || `group ${id}`;
}

function levelOf(level: unknown, known: unknown): string {
  return `${nameIn(known, level)} (${member(level, 'access_level') === 1 ? 'edit' : 'view'})`;
}

/** Row filters in words: `region = Canada, Mexico`. */
export const rows = (filters: unknown) =>
  listed(
    array(filters).map(
      (filter) =>
        `${text(member(filter, 'fieldName'))} ${text(member(filter, 'operator'))} ${array(member(filter, 'values')).map(text).join(', ')}`,
    ),
    'every row',
    ' and ',
  );

/** What a user owns of a list of dashboards, the first five by name: `2 dashboards ("Revenue", "Churn")`. */
export function owned(dashboards: unknown, userId: unknown): string {
  if (!Array.isArray(dashboards)) return 'an unknown number of dashboards';
  const own = dashboards.filter((one) => text(member(one, 'userId')) === text(userId));
  const names = own.slice(0, 5).map((one) => `"${text(member(one, 'name'))}"`);
  const more = own.length > 5 ? ` and ${own.length - 5} more` : '';
  return own.length === 0 ? 'no dashboard' : `${many(own, 'dashboard', 'dashboards')} (${names.join(', ')}${more})`;
}

/** How many of a list, `1 person` or `3 people`; empty where Knowi does not say. */
export const many = (items: unknown, one: string, more: string) =>
  Array.isArray(items) ? `${items.length} ${items.length === 1 ? one : more}` : '';

/** A list in words; `none` where it is empty or missing. */
export function listed(items: unknown, none: string, by = ', '): string {
  const texts = array(items).map(text);
  return texts.length === 0 ? none : texts.join(by);
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
