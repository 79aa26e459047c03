import { create, given, read, remove } from '../../src/operation/index.ts';
import { getGroup } from './groups.ts';
import { groupNames, theGroup } from './says.ts';
import { groupId, groupName, userId } from './vocabulary.ts';

export const listUserGroups = read({
  id: 'listUserGroups',
  name: 'knowi_list_user_groups',
  title: 'List groups of user',
  description: 'The groups of one user.',
  words:
    'which teams is a person in, memberships, group membership of a user, belongs to, Gruppen eines Benutzers, in welchen Gruppen, ' +
    'groupes de l’utilisateur, grupos del usuario, which groups is somebody in, in which groups is this user, ' +
    'groups a person belongs to, teams of one user, in welchen Gruppen ist jemand, Mitgliedschaften, ' +
    'dans quels groupes est cette personne, en qué grupos está',
  route: 'GET /users/{userId}/groups',
  path: { userId },
  brief: ['id', 'groupName'],
});

export const createUserGroup = create({
  id: 'createUserGroup',
  name: 'knowi_create_user_group',
  title: 'Create group for user',
  description:
    'Creates a group tied to one user. Barely documented: an existing name may be reused. For memberships prefer knowi_update_user.',
  words:
    'personal group, own group for one person, new group just for a user, private team, put a person in a brand new team, ' +
    'Gruppe für Benutzer, groupe pour un utilisateur, grupo para un usuario, create a group tied to one account, ' +
    'fresh group linked to a user, group that belongs only to one person, make a group for this user, ' +
    'eigene Gruppe für eine Person, Gruppe an ein Konto gebunden, groupe propre à une personne, groupe lié au compte, ' +
    'grupo ligado a una cuenta, grupo propio de un usuario, a group just for one user',
  route: 'POST /users/{userId}/groups',
  path: { userId },
  body: { groupName },
  grants: true,
  before: { groups: listUserGroups },
  says: ({ groups, input }) =>
    `Create the group "${input.groupName}" for the user ${input.userId}, now in ${groupNames(groups)}. ` +
    'Should a group of that name exist, the user may get to see what is shared with it.',
  undo: 'Take the group away from the user again.',
});

export const removeUserGroup = remove({
  id: 'removeUserGroup',
  name: 'knowi_remove_user_group',
  title: 'Remove user from group',
  description: 'Takes a group away from a user. A group made for just this user may vanish; that is not documented.',
  words:
    'kick out of group, take out of team, leave group, revoke membership, no longer in the team, moved to another department, ' +
    'aus der Gruppe entfernen, retirer du groupe, quitar del grupo, sacar del equipo, take a person out of a group, ' +
    'remove user from group but keep the account, she stays otherwise, should not be in this group any longer, ' +
    'drop somebody from a team, jemanden aus der Gruppe nehmen, soll nicht mehr in der Gruppe sein, enlever quelqu’un du groupe, ' +
    'sortir du groupe, sacar a alguien del grupo, quitar usuario del grupo, take out of the group, remove from the group',
  route: 'DELETE /users/{userId}/groups/{groupId}',
  path: { userId, groupId },
  before: { groups: listUserGroups, group: given(getGroup, ({ groupId: id }) => ({ groupId: id })) },
  says: ({ groups, group, input }) =>
    `Take the user ${input.userId}, now in ${groupNames(groups)}, out of ${theGroup(group, input.groupId)}. What the group showed is lost to the user.`,
  undo: 'Add the user to the group again with knowi_update_user.',
});
