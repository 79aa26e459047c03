import { z } from 'zod';
import { read, remove } from '../../src/operation/index.ts';
import { groupUuid, userUuid } from './vocabulary.ts';

export const getGroup = read({
  id: 'getGroup',
  name: 'lightdash_get_group',
  title: 'Get group',
  description: 'One group; with includeMembers also that many of its members.',
  words: 'show group, who is in the group, group details',
  route: 'GET /api/v1/groups/{groupUuid}',
  path: { groupUuid },
  query: { includeMembers: z.int().min(0).optional().describe('How many members to list.'), offset: z.int().min(0).optional() },
});

export const getGroupMembers = read({
  id: 'getGroupMembers',
  name: 'lightdash_list_group_members',
  title: 'List group members',
  description: 'Every member of a group.',
  route: 'GET /api/v1/groups/{groupUuid}/members',
  path: { groupUuid },
  brief: ['userUuid', 'email', 'firstName', 'lastName'],
});

export const deleteGroup = remove({
  id: 'deleteGroup',
  name: 'lightdash_delete_group',
  title: 'Delete group',
  description: 'Deletes a group. Its members lose every access that the group gave them.',
  words: 'dissolve team, remove group, drop team',
  route: 'DELETE /api/v1/groups/{groupUuid}',
  path: { groupUuid },
  before: { group: getGroup, members: getGroupMembers },
  says: ({ group, members }) => `Delete the group "${group.name}" with ${members.length} members. They lose every access that it gave them.`,
  undo: 'Cannot be undone; a new group needs its members and accesses again.',
});

export const removeUserFromGroup = remove({
  id: 'removeUserFromGroup',
  name: 'lightdash_remove_group_member',
  title: 'Remove group member',
  description: 'Takes a person out of a group; what the group gave them is lost.',
  words: 'kick out of group, take out of team',
  route: 'DELETE /api/v1/groups/{groupUuid}/members/{userUuid}',
  path: { groupUuid, userUuid },
  before: { group: getGroup, members: getGroupMembers },
  says: ({ group, input }) => `Take ${input.userUuid} out of "${group.name}".`,
  undo: 'Add the person to the group again.',
});
