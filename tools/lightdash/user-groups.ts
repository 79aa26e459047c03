import * as z from 'zod';
import { create, given, read, remove, update } from '../../src/operation/index.ts';
import { getOrganizationMember, listOrganizationMembers } from './organizations.ts';
import { getProjectGroupAccesses } from './project-access.ts';
import { getProject } from './projects.ts';
import { counted, found, lacks, listed, named, person, roleIn, rows, size } from './says-access.ts';
import { groupMembers, groupUuid, projectRole, projectUuid, userUuid } from './vocabulary.ts';

export const getGroup = read({
  id: 'getGroup',
  name: 'lightdash_get_group',
  title: 'Get group',
  description: 'One group; with includeMembers also that many of its members.',
  words:
    'show group, who is in the group, group details, team info, Gruppe anzeigen, voir le groupe, ver grupo, details of one group, ' +
    'group 12 show me, name and members of a group, Details einer Gruppe, Gruppe ansehen, détails du groupe, afficher un groupe, ' +
    'detalles de un grupo, mostrar el grupo, look up a group by id, group with id',
  route: 'GET /api/v1/groups/{groupUuid}',
  path: { groupUuid },
  query: { includeMembers: z.int().min(0).optional().describe('How many members to list.'), offset: z.int().min(0).optional() },
});

export const getGroupMembers = read({
  id: 'getGroupMembers',
  name: 'lightdash_list_group_members',
  title: 'List group members',
  description: 'Every member of a group.',
  words:
    'who belongs to the team, people in a group, team roster, Mitglieder der Gruppe, membres du groupe, miembros del grupo, ' +
    'list members of a group, who is in this group, who belongs to the group, all people of a group, wer ist in der Gruppe, ' +
    'Gruppenmitglieder, qui est dans le groupe, liste des membres du groupe, quién está en el grupo, integrantes del grupo, ' +
    'names of everybody belonging to the group',
  route: 'GET /api/v1/groups/{groupUuid}/members',
  path: { groupUuid },
  brief: ['userUuid', 'email', 'firstName', 'lastName'],
});

export const updateGroup = update({
  id: 'updateGroup',
  name: 'lightdash_update_group',
  title: 'Update group',
  description: 'Renames a group or sets its members. members replaces everybody in it; leave it out to keep them.',
  words:
    'rename team, replace membership, sync group members, overwrite member list, umbenennen, Mitglieder ersetzen, renommer équipe, ' +
    'renombrar grupo, a group shall consist of exactly these people, rename a group, set the members of a group, ' +
    'change the name of a group, Gruppe umbenennen, Gruppe soll genau aus diesen Personen bestehen, renommer un groupe, ' +
    'remplacer les membres du groupe, renombrar un grupo, reemplazar los miembros del grupo',
  route: 'PATCH /api/v1/groups/{groupUuid}',
  path: { groupUuid },
  body: { name: z.string().min(1).optional(), members: groupMembers.optional() },
  destroys: { when: 'members are given: the list replaces the membership', test: ({ members }) => members !== undefined },
  before: {
    group: getGroup,
    old: getGroupMembers,
    people: given(listOrganizationMembers, ({ members }) => (members?.length ? {} : undefined)),
  },
  says: ({ group, old, people, input }) => {
    const rename = input.name === undefined ? '' : ` Rename it to "${input.name}".`;
    if (input.members === undefined) return `Change the group ${named(group, input.groupUuid)}.${rename}`;
    const wanted = new Set(input.members.map((one) => one.userUuid));
    const leaving = rows(old).filter((one) => typeof one['userUuid'] !== 'string' || !wanted.has(one['userUuid']));
    const joining = [...wanted].filter((uuid) => found(old, 'userUuid', uuid) === undefined);
    return (
      `Replace the members of the group ${named(group, input.groupUuid)}, ` +
      `until now ${size(old, 'member')}, by ${counted(wanted.size, 'member')}. ` +
      `Leaving, and losing what it gives: ${old === undefined ? 'unknown' : listed(leaving.map((one) => person(one)))}. ` +
      `Joining, and getting what it gives: ${listed(joining.map((uuid) => person(found(people, 'userUuid', uuid), uuid)))}.${rename}`
    );
  },
  undo: 'Set the old members and name again.',
});

export const deleteGroup = remove({
  id: 'deleteGroup',
  name: 'lightdash_delete_group',
  title: 'Delete group',
  description: 'Deletes a group. Its members lose every access that the group gave them.',
  words:
    'dissolve team, remove group, drop team, disband department, Gruppe löschen, supprimer le groupe, eliminar grupo, ' +
    'delete group, a group isn’t needed any more, remove a whole group, Gruppe entfernen, Gruppe wird nicht mehr gebraucht, ' +
    'effacer un groupe, dissoudre le groupe, borrar el grupo, el grupo ya no hace falta, group is history remove it, ' +
    'the group can go, drop the group',
  route: 'DELETE /api/v1/groups/{groupUuid}',
  path: { groupUuid },
  before: { group: getGroup, members: getGroupMembers },
  says: ({ group, members, input }) =>
    `Delete the group ${named(group, input.groupUuid)} with ${size(members, 'member')}: ` +
    `${members === undefined ? 'unknown' : listed(rows(members).map((one) => person(one)))}. ` +
    'They lose every access and attribute value that it gave them; their accounts stay.',
  undo: 'Cannot be undone; a new group needs its members and accesses again.',
});

export const addUserToGroup = update({
  id: 'addUserToGroup',
  name: 'lightdash_add_group_member',
  title: 'Add group member',
  description: 'Puts a person into a group, with everything that it gives.',
  words:
    'join team, put into group, onboard to department, assign to team, zur Gruppe hinzufügen, ajouter au groupe, añadir al grupo, ' +
    'add somebody to a group, put a person in a group, make a person member of a team, jemanden der Gruppe hinzufügen, ' +
    'Person in die Gruppe aufnehmen, ajouter quelqu’un au groupe, mettre une personne dans le groupe, añadir a alguien al grupo, ' +
    'meter a una persona en el grupo, somebody joins the group, becomes a member of a group, jemand kommt in die Gruppe, ' +
    'add to the group, join group',
  route: 'PUT /api/v1/groups/{groupUuid}/members/{userUuid}',
  path: { groupUuid, userUuid },
  grants: true,
  before: { group: getGroup, member: getOrganizationMember },
  says: ({ group, member, input }) =>
    `Put ${person(member, input.userUuid)}, ${member?.role ?? 'unknown role'}, into the group ${named(group, input.groupUuid)}. ` +
    'They get every project role, space access and attribute value that the group has.',
  undo: 'Take the person out of the group again.',
});

export const removeUserFromGroup = remove({
  id: 'removeUserFromGroup',
  name: 'lightdash_remove_group_member',
  title: 'Remove group member',
  description: 'Takes a person out of a group; what the group gave them is lost.',
  words:
    'kick out of group, take out of team, leave team, aus der Gruppe entfernen, retirer du groupe, quitar del grupo, ' +
    'take a person out of a group, kick somebody out of a group, remove somebody from a group, ' +
    'should not be in the group any longer, jemanden aus der Gruppe nehmen, aus der Gruppe werfen, enlever quelqu’un du groupe, ' +
    'sortir une personne du groupe, sacar a alguien del grupo, quitar a una persona del grupo, take out of the group, ' +
    'remove from the group, nimm jemanden aus der Gruppe',
  route: 'DELETE /api/v1/groups/{groupUuid}/members/{userUuid}',
  path: { groupUuid, userUuid },
  before: { group: getGroup, members: getGroupMembers },
  says: ({ group, members, input }) => {
    const who = found(members, 'userUuid', input.userUuid);
    const where = `the group ${named(group, input.groupUuid)}`;
    if (lacks(members, 'userUuid', input.userUuid)) return `${input.userUuid} is not in ${where}: nothing would change.`;
    return `Take ${person(who, input.userUuid)} out of ${where}. They lose what it gave them; their account and other accesses stay.`;
  },
  undo: 'Add the person to the group again.',
});

export const addProjectAccessToGroup = create({
  id: 'addProjectAccessToGroup',
  name: 'lightdash_grant_group_project_access',
  title: 'Grant group project access',
  description: 'Gives every member of a group a role in a project. Fails when the group has one already: update it instead.',
  words:
    'let the team into a project, share project with group, team permission, Gruppe Zugriff geben, donner accès au groupe, ' +
    'dar acceso al grupo, let the whole group into a project as viewers, give a group a role in a project, ' +
    'add a group to the project, der Gruppe Zugriff auf das Projekt geben, Gruppe ins Projekt lassen, ' +
    'donner au groupe un rôle dans le projet, accès du groupe au projet, dar al grupo un rol en el proyecto, ' +
    'añadir el grupo al proyecto',
  route: 'POST /api/v1/groups/{groupUuid}/projects/{projectUuid}',
  path: { groupUuid, projectUuid },
  body: { role: projectRole },
  grants: true,
  before: { group: getGroup, members: getGroupMembers, project: getProject },
  says: ({ group, members, project, input }) =>
    `Give the group ${named(group, input.groupUuid)} with ${size(members, 'member')} the role ${input.role} ` +
    `in the project ${named(project, input.projectUuid)}.`,
  undo: 'Revoke the project access of the group.',
});

export const updateProjectAccessForGroup = update({
  id: 'updateProjectAccessForGroup',
  name: 'lightdash_update_group_project_access',
  title: 'Update group project access',
  description: 'Changes the role that a group has in a project. Fails when it has none: grant it instead.',
  words:
    'change the team’s project role, upgrade group to editor, downgrade group, Rolle der Gruppe ändern, ' +
    'modifier le rôle du groupe, cambiar rol del grupo, a group should be editors rather than viewers in a project, ' +
    'raise a group’s role in a project, Rolle der Gruppe im Projekt ändern, Gruppe im Projekt hochstufen, ' +
    'changer le rôle du groupe dans le projet, cambiar el rol del grupo en el proyecto',
  route: 'PATCH /api/v1/groups/{groupUuid}/projects/{projectUuid}',
  path: { groupUuid, projectUuid },
  body: { role: projectRole },
  grants: true,
  before: { group: getGroup, members: getGroupMembers, project: getProject, accesses: getProjectGroupAccesses },
  says: ({ group, members, project, accesses, input }) =>
    `Change the role of the group ${named(group, input.groupUuid)} with ${size(members, 'member')} ` +
    `in the project ${named(project, input.projectUuid)} from ${roleIn(accesses, 'groupUuid', input.groupUuid)} to ${input.role}.`,
  undo: 'Set the old role again.',
});

export const removeProjectAccessFromGroup = remove({
  id: 'removeProjectAccessFromGroup',
  name: 'lightdash_revoke_group_project_access',
  title: 'Revoke group project access',
  description: "Takes a group's role in a project away from all its members.",
  words:
    'lock team out of project, unshare project with group, cut off team, Gruppe Zugriff entziehen, retirer accès du groupe, ' +
    'quitar acceso al grupo, a group shouldn’t get into a project any more, revoke the project role of a group, ' +
    'take the project away from a group, der Gruppe den Zugriff auf das Projekt entziehen, Gruppe aus dem Projekt entfernen, ' +
    'retirer au groupe l’accès au projet, quitar al grupo el acceso al proyecto, sacar al grupo del proyecto',
  route: 'DELETE /api/v1/groups/{groupUuid}/projects/{projectUuid}',
  path: { groupUuid, projectUuid },
  before: { group: getGroup, members: getGroupMembers, project: getProject, accesses: getProjectGroupAccesses },
  says: ({ group, members, project, accesses, input }) =>
    `Take the role ${roleIn(accesses, 'groupUuid', input.groupUuid)} in the project ${named(project, input.projectUuid)} ` +
    `from the group ${named(group, input.groupUuid)} with ${size(members, 'member')}. Roles that they have otherwise stay.`,
  undo: 'Grant the group the role again.',
});
