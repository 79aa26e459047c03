import * as z from 'zod';
import { create, given, read, remove, update } from '../../src/operation/index.ts';
import { getOrganizationMember, listOrganizationMembers } from './organizations.ts';
import { getProject } from './projects.ts';
import { byEmail, found, lacks, named, person, roleIn, text } from './says-access.ts';
import { projectRole, projectUuid, userUuid } from './vocabulary.ts';

export const getProjectAccessList = read({
  id: 'GetProjectAccessList',
  name: 'lightdash_list_project_access',
  title: 'List project access',
  description: 'People with a direct role in the project. Roles from the organization or groups are not in it.',
  words:
    'who has access, project members, permissions of a project, who can see the project, Zugriffsliste, qui a accès, ' +
    'quién tiene acceso, everybody who can look at a project, list the people who were given access to a project, ' +
    'access review of a project, who has which role in a project, show all members of the project, ' +
    'wer hat Zugriff auf das Projekt, Projektmitglieder, wer darf das Projekt sehen, qui peut voir le projet, membres du projet, ' +
    'quién puede ver el proyecto, miembros del proyecto, revisión de accesos',
  route: 'GET /api/v1/projects/{projectUuid}/access',
  path: { projectUuid },
  brief: ['userUuid', 'email', 'firstName', 'lastName', 'role'],
});

export const getProjectMemberAccess = read({
  id: 'GetProjectMemberAccess',
  name: 'lightdash_get_project_access',
  title: "Get person's project access",
  description: "One person's direct role in a project; not found when they have none.",
  words:
    'what role does someone have in a project, can this person see it, check permission, Rolle prüfen, vérifier accès, ' +
    'comprobar permiso, what can one person do on a project, does somebody have a role of their own in a project, ' +
    'role of a user in one project, welche Rolle hat jemand im Projekt, darf sie in das Projekt, ' +
    'quel rôle a quelqu’un dans le projet, qué rol tiene alguien en el proyecto',
  route: 'GET /api/v1/projects/{projectUuid}/user/{userUuid}',
  path: { projectUuid, userUuid },
});

export const getProjectGroupAccesses = read({
  id: 'GetProjectGroupAccesses',
  name: 'lightdash_list_project_group_access',
  title: 'List project group access',
  description: 'Groups with a role in the project.',
  words:
    'which teams have access, group permissions of a project, Gruppen mit Zugriff, quelles équipes ont accès, ' +
    'qué grupos tienen acceso, which groups may enter a project and with what role, groups that can see the project, ' +
    'team access to a project, welche Gruppen haben Zugriff auf das Projekt, Gruppenrechte im Projekt, ' +
    'quels groupes ont accès au projet, rôle des groupes dans le projet, qué grupos pueden ver el proyecto',
  route: 'GET /api/v1/projects/{projectUuid}/groupAccesses',
  path: { projectUuid },
  brief: ['groupUuid', 'role'],
});

export const grantProjectAccessToUser = create({
  id: 'GrantProjectAccessToUser',
  name: 'lightdash_grant_project_access',
  title: 'Grant project access',
  description: 'Gives a member of the organization a role in a project. Fails when they have a direct one: update it instead.',
  words:
    'let someone into a project, share project, invite to project, give permission, Zugriff geben, einladen, ' +
    'donner accès au projet, dar acceso al proyecto, give somebody editor rights in a project, let a person look at a project, ' +
    'add a person to the project, make somebody viewer of a project, grant access, jemanden ins Projekt lassen, ' +
    'Zugriff auf das Projekt geben, Person zum Projekt hinzufügen, donner à quelqu’un un accès au projet, ' +
    'ajouter une personne au projet, dar a alguien acceso al proyecto, añadir persona al proyecto, ' +
    'somebody has to work on a project, needs to see the project, make somebody developer in a project',
  route: 'POST /api/v1/projects/{projectUuid}/access',
  path: { projectUuid },
  body: { email: z.email().describe("The member's own."), role: projectRole, sendEmail: z.boolean().describe('Tell them by e-mail.') },
  openWorld: true,
  grants: true,
  before: {
    project: getProject,
    people: given(listOrganizationMembers, ({ email }) => ({ searchQuery: email })),
    accesses: getProjectAccessList,
  },
  says: ({ project, people, accesses, input }) => {
    const who = byEmail(people, input.email);
    const old = roleIn(accesses, 'email', byEmail(accesses, input.email)?.['email']);
    const unknown = people === undefined ? input.email : `${input.email} (no member of the organization by that address)`;
    const target = who === undefined ? unknown : person(who);
    return (
      `Give ${target} the role ${input.role} in the project ${named(project, input.projectUuid)}. Their direct role there now: ${old}` +
      `; in the organization: ${text(who, 'role') ?? 'unknown'}. ${input.sendEmail ? 'They are told by e-mail.' : 'No e-mail is sent.'}`
    );
  },
  undo: 'Revoke the access; an e-mail that was sent stays sent.',
});

export const updateProjectAccessForUser = update({
  id: 'UpdateProjectAccessForUser',
  name: 'lightdash_update_project_access',
  title: 'Update project access',
  description: 'Changes the direct role of a person in a project. Does nothing, silently, when they have none.',
  words:
    'change someone’s project role, make project admin, upgrade to editor, downgrade to viewer, Projektrolle ändern, ' +
    'changer le rôle dans le projet, cambiar rol en proyecto, raise somebody from viewer to editor in a project, ' +
    'lower a person’s role in a project, change what a person may do in the project, Rolle einer Person im Projekt ändern, ' +
    'im Projekt hochstufen, changer le rôle de quelqu’un dans le projet, cambiar el rol de alguien en el proyecto, ' +
    'somebody is only viewer in a project and should become editor, a person needs more rights in a project, ' +
    'fewer rights in a project for one person',
  route: 'PATCH /api/v1/projects/{projectUuid}/access/{userUuid}',
  path: { projectUuid, userUuid },
  body: { role: projectRole },
  grants: true,
  before: { project: getProject, member: getOrganizationMember, accesses: getProjectAccessList },
  says: ({ project, member, accesses, input }) => {
    const old = roleIn(accesses, 'userUuid', input.userUuid);
    const where = `in the project ${named(project, input.projectUuid)}`;
    if (old === 'none') return `${person(member, input.userUuid)} has no direct role ${where}: nothing would change. Grant access instead.`;
    return `Change the role of ${person(member, input.userUuid)} ${where} from ${old} to ${input.role}.`;
  },
  undo: 'Set the old role again.',
});

export const revokeProjectAccessForUser = remove({
  id: 'RevokeProjectAccessForUser',
  name: 'lightdash_revoke_project_access',
  title: 'Revoke project access',
  description: 'Takes the direct role in a project from a person. Answers success even when they had none.',
  words:
    'must not get into the project any more, lock someone out of a project, remove from project, unshare project, ' +
    'take away permission, Zugriff entziehen, retirer accès au projet, quitar acceso al proyecto, ' +
    'somebody must not get into a project any more, remove a person’s direct access to a project, ' +
    'take a person out of the project, person shouldn’t see the project, revoke access, ' +
    'jemandem den Zugriff auf das Projekt entziehen, aus dem Projekt entfernen, retirer à quelqu’un l’accès au projet, ' +
    'enlever une personne du projet, quitar a alguien el acceso al proyecto, sacar a alguien del proyecto, ' +
    'close a project to one person',
  route: 'DELETE /api/v1/projects/{projectUuid}/access/{userUuid}',
  path: { projectUuid, userUuid },
  before: { project: getProject, accesses: getProjectAccessList },
  says: ({ project, accesses, input }) => {
    const old = found(accesses, 'userUuid', input.userUuid);
    const where = `in the project ${named(project, input.projectUuid)}`;
    if (lacks(accesses, 'userUuid', input.userUuid)) return `${input.userUuid} has no direct role ${where}: nothing would change.`;
    const role = roleIn(accesses, 'userUuid', input.userUuid);
    return `Take the role ${role} ${where} from ${person(old, input.userUuid)}. What a group or their organization role gives them stays.`;
  },
  undo: 'Grant the role again.',
});
