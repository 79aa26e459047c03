import * as z from 'zod';
import { anyId } from './vocabulary.ts';

/** What can be written on an account, each member by its own rule: for creating, updating and batches. */
export const userFields = {
  email: z.email().max(100).describe('Login name. Keep to lower case.'),
  first_name: z.string().max(150),
  last_name: z.string().max(150),
  is_active: z.boolean().describe('false locks the person out; superusers stay active.'),
  date_joined: z.iso.datetime({ offset: true }).describe('Ignored on create.'),
  user_groups: z.array(anyId).describe('The complete list; replaces the membership. From ciso_list_user_groups.'),
  keep_local_login: z.boolean().describe('Password login although SSO is forced.'),
  is_third_party: z.boolean(),
  observation: z.string().nullable().describe('Notes.'),
  expiry_date: z.iso.date().nullable().describe('The account is deactivated after this day.'),
  is_superuser: z.boolean(),
};

const computed = { is_local: z.boolean().describe('Computed: leave out, updates with it fail.') };

/** Every writable member optional, as PATCH takes them. */
export const someUserFields = z.strictObject({ ...userFields, ...computed }).partial().shape;

/** As POST and PUT take them: the address is required, the rest is kept or defaulted. */
export const wholeUser = { ...someUserFields, email: userFields.email };
