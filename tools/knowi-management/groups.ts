import * as z from 'zod';
import { create, given, read, remove, update } from '../../src/operation/index.ts';
import { many, theGroup } from './says.ts';
import { groupId, groupName } from './vocabulary.ts';

export const listGroups = read({
  id: 'listGroups',
  name: 'knowi_list_groups',
  title: 'List groups',
  description: 'The groups that the account of this server sees, unpaged; perhaps not all of the workspace.',
  words:
    'all groups, teams, departments, user groups, which teams exist, alle Gruppen, liste des groupes, équipes, grupos, equipos, ' +
    'which groups do we have, list all groups, overview of groups, find a group id, how many groups, welche Gruppen gibt es, ' +
    'Gruppenliste, quels groupes existent, tous les groupes, qué grupos hay, todos los grupos',
  route: 'GET /groups',
  brief: ['id', 'groupName'],
});

export const getGroup = read({
  id: 'getGroup',
  name: 'knowi_get_group',
  title: 'Get group',
  description: 'One group; withSharing adds what is shared into it and who shares automatically.',
  words:
    'show group, who is in the group, members, team roster, what can a team see, shared into the group, Gruppe anzeigen, ' +
    'Mitglieder, membres du groupe, ver grupo, miembros, group details, members of one group, what is shared with the group, ' +
    'automatic sharing of a group, group 12 show me, Gruppe ansehen, was ist mit der Gruppe geteilt, wer ist in der Gruppe, ' +
    'détails du groupe, qui est dans le groupe, detalles del grupo, quién está en el grupo',
  route: 'GET /groups/{groupId}',
  path: { groupId },
  query: { withSharing: z.boolean().optional() },
});

export const createGroup = create({
  id: 'createGroup',
  name: 'knowi_create_group',
  title: 'Create group',
  description: 'Creates an empty group.',
  words:
    'start a new group, new team, add group, new department, set up empty group, Gruppe anlegen, neues Team, créer un groupe, ' +
    'nouvelle équipe, crear grupo, create group, a group without members, make a new team, add a user group, ' +
    'neue Gruppe erstellen, leere Gruppe, ajouter un groupe, groupe vide, nuevo grupo, grupo vacío',
  route: 'POST /groups',
  body: { groupName },
  bodyType: 'form',
});

export const updateGroup = update({
  id: 'updateGroup',
  name: 'knowi_rename_group',
  title: 'Rename group',
  description: 'Renames a group. Single sign-on names groups by text, so a stale name there creates a new group.',
  words:
    'rename group, change group name, edit group, new team name, typo in team name, relabel, Gruppe umbenennen, ' +
    'renommer le groupe, renombrar grupo, the group should be called differently, correct the group’s name, ' +
    'give the group another title, Gruppennamen ändern, neuer Name für die Gruppe, changer le nom du groupe, ' +
    'nouveau nom du groupe, cambiar el nombre del grupo',
  route: 'PUT /groups/{groupId}',
  path: { groupId },
  body: { groupName },
  bodyType: 'form',
});

export const deleteGroup = remove({
  id: 'deleteGroup',
  name: 'knowi_delete_group',
  title: 'Delete group',
  description: 'Deletes a group. Its members lose what they saw through it.',
  words:
    'dissolve team, remove group, drop department, disband, get rid of team, obsolete group, Gruppe löschen, auflösen, ' +
    'supprimer le groupe, eliminar grupo, delete group, the group isn’t needed any more, remove a whole group, wipe a user group, ' +
    'Gruppe wird nicht mehr gebraucht, Gruppe entfernen, dissoudre le groupe, effacer le groupe, borrar grupo, ' +
    'el grupo ya no hace falta, group is of no use any longer, group can go',
  route: 'DELETE /groups/{groupId}',
  path: { groupId },
  before: { group: given(getGroup, ({ groupId: id }) => ({ groupId: id, withSharing: true })) },
  says: ({ group, input }) => {
    const members = many(group?.users ?? group?.members, 'member', 'members');
    const sharing = many(group?.autoShareUsers, 'user shares', 'users share');
    return (
      `Delete ${theGroup(group, input.groupId)}${members && ` with ${members}`}. Its members lose whatever they see through it.` +
      (sharing && ` ${sharing} automatically into it.`)
    );
  },
  undo: 'Cannot be undone; a new group needs its members and shares again.',
});
