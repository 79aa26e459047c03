import * as z from 'zod';
import { commaJoined, secret, type Paging } from '../../src/operation/index.ts';

// The server compares ids as lower-case text in batches; other spellings come back as not found.
const id = (description: string) => z.guid().toLowerCase().describe(description);

export const actorId = id('From ciso_list_actors.');
export const assignmentId = id('From ciso_list_role_assignments.');
export const teamId = id('From ciso_list_teams.');
export const groupId = id('From ciso_list_user_groups.');
export const userId = id('From ciso_list_users.');
/** A folder (domain): no operation lists them, but groups, teams and the signed-in account show theirs. */
export const folderId = id('Domain; seen in ciso_list_user_groups.');
export const anyId = z.guid().toLowerCase();

/** At most 100: longer request lines are refused by the web server in front. */
export const idFilter = commaJoined(z.array(anyId).min(1).max(100)).optional();
/** Several ids, each sent under its own name: the server refuses them joined by commas here. */
export const repeatedIds = z.array(anyId).min(1).max(50).optional();

/** Paging and search of every list. */
export const paging = {
  limit: z.int().min(1).max(5000).optional(),
  offset: z.int().min(0).optional(),
};
export const ordering = z.string().optional().describe('Field names, comma-separated, - for descending.');
export const search = z.string().optional();

/** How the five lists are walked; the server itself knows no largest page. */
export const byOffset: Paging = { style: 'offset', offset: 'offset', size: 'limit', max: 5000 };

/** At least 8 characters, not common, not only digits: checked by the server. */
export const password = secret(z.string().min(1).max(128));

export const name = z.string().min(1).max(200);
export const description = z.string().nullable();
