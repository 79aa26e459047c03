import * as z from 'zod';
import { jsonText } from '../../src/operation/index.ts';

/** Documented as text, numbers in every answer: both are taken. Any other spelling of one would be sent, but not found in what previews read. */
const id = (description: string) =>
  z
    .preprocess(
      (value) => (typeof value === 'number' ? String(value) : value),
      z.string().refine((text) => /^[1-9]\d*$/.test(text), 'must be a number, as Knowi answers it'),
    )
    .describe(description);

export const userId = id('From knowi_list_users or knowi_search_user.');
export const groupId = id('From knowi_list_groups.');
export const objectId = id('From knowi_list_dashboards.');

export const groupName = z.string().min(1);

/** The same pair of a group and a level creates and changes a user. */
export const groupLevels = z.array(
  z.strictObject({ id: z.int(), access_level: z.union([z.literal(1), z.literal(2)]).describe('1 edit, 2 view.') }),
);

const filter = z.strictObject({
  fieldName: z.string().describe('Column.'),
  values: z.array(z.union([z.string(), z.number()])),
  operator: z.string().describe('=, !=, >, <=, like, contains …'),
});

/** Row-level restriction in the JSON bodies of users. */
export const userFilters = z.array(filter).optional().describe('Rows the user may see; empty: all.');

/** The vendor documents these as JSON text, so text is taken too; at least one, because none would open every row. */
const filterText = z.preprocess(parsed, z.array(filter).min(1));
export const linkFilters = jsonText(filterText).describe('Rows the link shows.');
export const publicFilters = jsonText(z.preprocess(parsed, z.array(filter)))
  .optional()
  .describe('Presets only: a viewer can change them.');

/** What can be set on a user, whether new or not. */
export const userSettings = {
  phone: z.string().optional().describe('Needed for twoFactorAuth.'),
  twoFactorAuth: z.boolean().optional(),
  timezone: z.string().optional().describe('IANA name.'),
  autoShareTo: z
    .array(z.strictObject({ id: z.int() }))
    .optional()
    .describe('Groups that automatically get all that the user creates.'),
  contentFilters: userFilters,
  defaultDashboardId: z.int().nullable().optional(),
};

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
