import * as z from 'zod';
import { jsonText, secret } from '../../src/operation/index.ts';

export const user = z.string().min(1).describe('E-mail address or username.');
export const userToken = secret(z.string().min(1).describe('Token or handle from knowi_sso_create_user.'));

const filter = z.strictObject({
  fieldName: z.string().describe('Column.'),
  values: z.array(z.union([z.string(), z.number()])),
  operator: z.string().describe('=, !=, >, <=, like, contains …'),
});

/** Documented as JSON text, so text is taken too; travels as JSON text. */
export const contentFilter = jsonText(z.preprocess(parsed, z.array(filter))).describe('Rows the user may see; empty: presumably all.');

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Row filters in words, for previews: `region = Canada, Mexico`. */
export const rows = (filters: z.output<typeof contentFilter>) =>
  filters.length > 0
    ? filters.map(({ fieldName, operator, values }) => `${fieldName} ${operator} ${values.join(', ')}`).join(' and ')
    : 'presumably every row';
