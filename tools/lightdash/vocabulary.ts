import * as z from 'zod';
import type { Paging } from '../../src/operation/index.ts';

/** Lightdash keeps ids as UUIDs of PostgreSQL, for which capitals do not count; previews compare them with what it answers, which is lower case. */
export const uuid = z.guid().toLowerCase();

const id = (description: string) => uuid.describe(description);

export const groupUuid = id('From lightdash_list_groups.');
export const userUuid = id('From lightdash_list_members.');
export const projectUuid = id('From lightdash_list_projects.');
export const spaceUuid = id('From lightdash_list_spaces.');
export const organizationUuid = id('From lightdash_get_organization.');
export const userAttributeUuid = id('From lightdash_list_user_attributes.');
export const warehouseCredentialsUuid = id('From lightdash_list_warehouse_credentials.');
export const chartUuid = id('From lightdash_list_charts.');
export const dashboardUuid = id('From lightdash_list_dashboards.');
export const versionUuid = id('From lightdash_list_chart_versions.');
export const schedulerUuid = id('From lightdash_list_scheduler_logs.');
export const tagUuid = id('From lightdash_list_tags.');
export const commentId = id('From lightdash_list_comments.');
export const catalogSearchUuid = id('From lightdash_list_metrics.');
export const exploreId = z.string().describe('Name from lightdash_list_explores.');

/** Lightdash answers a number and documents text: both are taken. */
export const jobId = z.union([z.int(), z.string()]).describe('As answered when the job was started.');

/** Both must be sent, else Lightdash ignores them and answers everything. */
export const paging = {
  page: z.int().min(1).optional().describe('From 1; send pageSize too.'),
  pageSize: z.int().min(1).max(500).optional(),
};

/** How the three paged lists of Lightdash are walked. */
export const byPage: Paging = { style: 'page', page: 'page', size: 'pageSize', first: 1, max: 500 };

/** The people of a group, as Lightdash wants them. */
export const groupMembers = z.array(z.strictObject({ userUuid }));

/** What a person may do in the whole organisation, from least to most. */
export const organizationRole = z.enum(['member', 'viewer', 'interactive_viewer', 'editor', 'developer', 'admin']);

/** What a person or a group may do in one project, from least to most. */
export const projectRole = z.enum(['viewer', 'interactive_viewer', 'editor', 'developer', 'admin']);

/** What a person or a group may do in one space. */
export const spaceRole = z.enum(['viewer', 'editor', 'admin']);

/** Lightdash stores any text, and schedules fail later: a name that no clock knows is refused here. */
export const timezone = z
  .string()
  .refine(isTimezone, 'is no IANA time zone such as Europe/Paris')
  .describe('IANA name, e.g. Europe/Paris.');

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
