import * as z from 'zod';
import { member, secret, type Paging } from '../../src/operation/index.ts';

export const id = z.string().describe('From knowledgeowl_list_readers.');

const ids = z.array(z.string());

/** How the list of readers is walked; 100 is the most that is known to work. */
export const byPage: Paging = { style: 'page', page: 'page', size: 'limit', first: 1, max: 100 };

/** One value, or any of several, which KnowledgeOwl writes as `{"$in": […]}`; its own form is taken too. */
export const oneOrAny = <T extends z.ZodType>(value: T) =>
  z.preprocess((given) => member(given, '$in') ?? given, z.union([value, z.array(value).min(1)]));

/**
 * Reader fields that have no filter argument of their own. Only these: a key such as `_method` would turn the read
 * into something else, and `_authbykey` would put a key into addresses.
 */
export const FILTERS = [
  'id',
  'type',
  'first_name',
  'last_name',
  'icon',
  'custom1',
  'custom2',
  'custom3',
  'custom4',
  'custom5',
  'pending_projects',
  'date_lastlogin',
  'date_created',
  'date_modified',
  'ssoid',
  'agent',
] as const;

const names = {
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  icon: z.url({ protocol: /^https?$/ }).optional(),
};

const customs = {
  custom1: z.unknown().optional().describe('custom1 to custom5: free use.'),
  custom2: z.unknown().optional(),
  custom3: z.unknown().optional(),
  custom4: z.unknown().optional(),
  custom5: z.unknown().optional(),
};

/** What can be set on a reader, whether new or not. */
export const readerFields = {
  ...names,
  ...customs,
  password: secret(z.string().min(1)).optional().describe('Only where admins manage passwords.'),
  pending_projects: ids.optional().describe('Knowledge bases the reader has asked for.'),
  reader_roles: ids.nullable().optional().describe('Reader group ids.'),
  ssoid: z.string().min(1).optional(),
};

export const status = z.enum(['active', 'deleted']);
export const projects = ids.describe('Knowledge base ids.');
