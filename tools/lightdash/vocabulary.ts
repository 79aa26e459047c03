import { z } from 'zod';
import type { Paging } from '../../src/operation/index.ts';

const id = (description: string) => z.guid().describe(description);

export const groupUuid = id('From lightdash_list_groups.');
export const userUuid = id('From lightdash_list_members.');
export const projectUuid = id('From lightdash_list_projects.');

/** Both must be sent, else Lightdash ignores them and answers everything. */
export const paging = {
  page: z.int().min(1).optional().describe('From 1; send pageSize too.'),
  pageSize: z.int().min(1).max(500).optional(),
};

/** How the three paged lists of Lightdash are walked. */
export const byPage: Paging = { style: 'page', page: 'page', size: 'pageSize', first: 1, max: 500 };
