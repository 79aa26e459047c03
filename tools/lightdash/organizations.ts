import * as z from 'zod';
import { create, given, read, remove, update } from '../../src/operation/index.ts';
import { counted, found, inventory, listed, named, person, size } from './says-access.ts';
import { byPage, groupMembers, organizationRole, organizationUuid, paging, projectUuid, userUuid } from './vocabulary.ts';

export const getMyOrganization = read({
  id: 'GetMyOrganization',
  name: 'lightdash_get_organization',
  title: 'Get organization',
  description: 'The organization of the account: id, name, chart colours, default project.',
  words:
    'which company, our workspace, tenant, org id, instance name, brand palette, default project, Organisation anzeigen, ' +
    'entreprise, empresa, what is our organization called, which project is the default, details of the organization, ' +
    'organization settings, wie heißt unsere Organisation, Standardprojekt, notre organisation, projet par défaut, ' +
    'datos de nuestra organización, proyecto por defecto',
  route: 'GET /api/v1/org',
});

export const createOrganization = create({
  id: 'CreateOrganization',
  name: 'lightdash_create_organization',
  title: 'Create organization',
  description: 'Founds an organization with the account as its admin. Refused when the account already belongs to one.',
  words:
    'new company, new tenant, start workspace, found org, set up from scratch, Organisation anlegen, créer une entreprise, ' +
    'crear empresa, create organization, brand new organization, neue Organisation gründen, Firma anlegen, créer une organisation, ' +
    'nouvelle organisation, crear una organización, nueva organización',
  route: 'PUT /api/v1/org',
  body: { name: z.string().min(1) },
  note: 'Self-hosted servers refuse it unless they allow several organizations.',
});

export const updateMyOrganization = update({
  id: 'UpdateMyOrganization',
  name: 'lightdash_update_organization',
  title: 'Update organization',
  description: 'Changes name, chart colour palette or default project; what is left out stays.',
  words:
    'rename company, brand colours, color palette, which project opens first, landing project, umbenennen, Farben, renommer, ' +
    'couleurs, renombrar, colores, change the organization’s name, company got renamed, set chart colours to our brand palette, ' +
    'set default project for everybody, Organisation umbenennen, Diagrammfarben der Firma, Standardprojekt festlegen, ' +
    'renommer l’organisation, couleurs des graphiques, changer le projet par défaut, renombrar la organización, ' +
    'colores de los gráficos, open a project by default for everybody',
  route: 'PATCH /api/v1/org',
  needs: 'session',
  body: {
    name: z.string().min(1).optional(),
    chartColors: z.array(z.string()).optional().describe('Hex colours like #1f77b4.'),
    defaultProjectUuid: projectUuid.optional(),
  },
});

export const listOrganizationProjects = read({
  id: 'ListOrganizationProjects',
  name: 'lightdash_list_projects',
  title: 'List projects',
  description: 'Every project that the account sees, with the project that its content is promoted to.',
  words:
    'which projects, all projects, find project id, preview projects, upstream, Projekte auflisten, projets, proyectos, ' +
    'list projects, what projects exist, id of a project, overview of projects, welche Projekte gibt es, Projekt-ID finden, ' +
    'quels projets existent, liste des projets, qué proyectos hay, id del proyecto',
  route: 'GET /api/v1/org/projects',
  brief: ['projectUuid', 'name', 'type', 'upstreamProjectUuid', 'warehouseType'],
});

export const listOrganizationMembers = read({
  id: 'ListOrganizationMembers',
  name: 'lightdash_list_members',
  title: 'List members',
  description: 'People in the organization with role and state. searchQuery matches name, e-mail and role.',
  words:
    'users, people, accounts, staff, colleagues, who has an account, find user by email, admins, pending invites, Benutzer, ' +
    'Mitarbeiter, utilisateurs, usuarios, list users, list all users with roles, every account we have, who are the admins, ' +
    'find person by e-mail, find somebody’s user id, everybody with an account, access review of the organization, ' +
    'who is still invited, alle Benutzer, Mitglieder der Organisation, wer ist Admin, Person suchen, tous les membres, ' +
    'qui est administrateur, chercher une personne, todos los miembros, miembros de la organización, quién es admin, ' +
    'buscar persona por correo, open invitations, invitations not accepted yet, whose invitation is still open, ' +
    'offene Einladungen, invitations en attente, invitaciones pendientes',
  route: 'GET /api/v1/org/users',
  query: {
    ...paging,
    searchQuery: z.string().optional(),
    projectUuid: projectUuid.optional().describe('Only those who can view this project.'),
    includeGroups: z.int().min(0).optional().describe('How many groups to list with each person.'),
  },
  brief: ['userUuid', 'email', 'firstName', 'lastName', 'role', 'isActive', 'isPending', 'groups'],
  paging: byPage,
});

export const getOrganizationMember = read({
  id: 'GetOrganizationMemberByUuid',
  name: 'lightdash_get_member',
  title: 'Get member',
  description: 'One person of the organization: e-mail, role, whether active or still invited.',
  words:
    'look up user, user details, profile of a colleague, which role does someone have, Benutzer anzeigen, fiche utilisateur, ' +
    'ver usuario, one member’s record, is somebody still invited or active, name mail and role of one user, ' +
    'show a person in the organization, member 123, Mitglied anzeigen, ist sie schon aktiv, détails du membre, ' +
    'rôle d’un utilisateur, detalles del miembro, rol de un usuario, member with id, is this user active',
  route: 'GET /api/v1/org/users/{userUuid}',
  path: { userUuid },
});

export const updateOrganizationMember = update({
  id: 'UpdateOrganizationMember',
  name: 'lightdash_set_member_role',
  title: 'Set member role',
  description: "Changes a person's role in the whole organization, so in every project.",
  words:
    'make somebody an administrator, admin rights, promote to developer, demote, downgrade to viewer, change permissions, ' +
    'raise rights, Rolle ändern, zum Admin machen, changer le rôle, cambiar rol, promote somebody to organization admin, ' +
    'give a person another company-wide role, degrade to viewer everywhere, change role of a member, ' +
    'Rolle in der Organisation ändern, zum Administrator befördern, herabstufen, promouvoir administrateur de l’organisation, ' +
    'rétrograder, changer le rôle d’un membre, ascender a administrador, degradar a lector, cambiar el rol de un miembro, ' +
    'give somebody full admin power over everything, change a person’s role for the whole organization, ' +
    'make somebody a plain viewer across everything, too many rights in the organization, ' +
    'somebody gets the organization-wide role developer',
  route: 'PATCH /api/v1/org/users/{userUuid}',
  path: { userUuid },
  body: { role: organizationRole },
  grants: true,
  before: { member: getOrganizationMember },
  says: ({ member, input }) =>
    `Change the organization role of ${person(member, input.userUuid)} from ${member?.role ?? 'unknown'} to ${input.role}. ` +
    'It holds in every project.',
  undo: 'Set the old role again.',
});

export const deleteOrganizationMember = remove({
  id: 'DeleteOrganizationMember',
  name: 'lightdash_delete_member',
  title: 'Delete member',
  description: 'Deletes a person from the organization, account and all. The last admin cannot be deleted.',
  words:
    'offboard, left the firm, quit, fire, kick out of the company, remove an account, remove employee, deactivate account, ' +
    'revoke all access, Benutzer löschen, supprimer utilisateur, eliminar usuario, delete user, delete account, ' +
    'remove a person from the organization, offboard somebody who left, take a person out completely, he left on Friday, ' +
    'doesn’t work here any longer, kick somebody out, Mitglied löschen, Konto entfernen, Mitarbeiter ist ausgeschieden, ' +
    'Zugang komplett entziehen, supprimer un membre de l’organisation, il a quitté l’entreprise, retirer quelqu’un, ' +
    'eliminar a alguien de la organización, ya no trabaja aquí, borrar usuario, dar de baja',
  route: 'DELETE /api/v1/org/user/{userUuid}',
  path: { userUuid },
  before: { member: getOrganizationMember },
  says: ({ member, input }) =>
    `Delete ${person(member, input.userUuid)}, ${member?.role ?? 'unknown role'}, from the organization. ` +
    'They can no longer sign in and lose their roles, groups and accesses in all projects and spaces, ' +
    'which Lightdash cannot list for one person. ' +
    'It does not document what becomes of the charts, dashboards and schedules that they own.',
  undo: 'Cannot be undone; an invitation makes a new account without the old accesses.',
});

export const listOrganizationEmailDomains = read({
  id: 'ListOrganizationEmailDomains',
  name: 'lightdash_get_allowed_email_domains',
  title: 'Get allowed e-mail domains',
  description: 'Whose e-mail domains may join without an invitation, and with which role and projects.',
  words:
    'self sign-up domains, who can join by email, auto join, whitelist, allowlist, erlaubte Domains, domaines autorisés, ' +
    'dominios permitidos, which mail domains can get in without invitation, who may register on their own, ' +
    'is self registration open, welche E-Mail-Domains dürfen beitreten, quels domaines peuvent s’inscrire, ' +
    'qué dominios de correo pueden entrar, who could get in without being invited, is there an open door by mail domain',
  route: 'GET /api/v1/org/allowedEmailDomains',
  needs: 'session',
});

export const updateOrganizationEmailDomains = update({
  id: 'UpdateOrganizationEmailDomains',
  name: 'lightdash_set_allowed_email_domains',
  title: 'Set allowed e-mail domains',
  description: 'Replaces the whole list of domains whose people may join uninvited. Public mail providers are refused.',
  words:
    'let everyone at our company join, open self sign-up, whitelist domain, allowlist, auto join, close registration, ' +
    'Domain freigeben, autoriser un domaine, permitir dominio, people with our mail address may join on their own, ' +
    'everybody with an example.com address becomes viewer, take a mail domain off the list, stop self registration, ' +
    'allow a domain to sign up, Selbstregistrierung erlauben, Domain zulassen, jeder mit unserer Mailadresse darf beitreten, ' +
    'permettre à un domaine de s’inscrire, ouvrir l’inscription, permitir que un dominio se registre, abrir el registro, ' +
    'only people with our mail domain may sign up by themselves',
  route: 'PATCH /api/v1/org/allowedEmailDomains',
  needs: 'session',
  body: {
    emailDomains: z.array(z.string()),
    role: z.enum(['editor', 'interactive_viewer', 'viewer', 'member']),
    projects: z
      .array(z.strictObject({ projectUuid, role: z.enum(['editor', 'interactive_viewer', 'viewer']) }))
      .describe('Roles in single projects, for role member.'),
  },
  grants: true,
  destroys: true,
  before: {
    old: listOrganizationEmailDomains,
    projects: given(listOrganizationProjects, ({ projects }) => (projects.length ? {} : undefined)),
  },
  says: ({ old, projects, input }) => {
    const roles = input.projects.map((one) => `${one.role} in ${named(found(projects, 'projectUuid', one.projectUuid), one.projectUuid)}`);
    const before = `${old?.emailDomains ? listed(old.emailDomains) : 'unknown'} as ${old?.role ?? 'unknown'}`;
    return (
      `Replace the e-mail domains that may join without an invitation. Until now: ${before}, ${size(old?.projects, 'project role')}. ` +
      `From now on: ${listed(input.emailDomains)} as ${input.role}, project roles: ${listed(roles)}.`
    );
  },
  undo: 'Set the old list again; whoever joined meanwhile stays.',
});

export const deleteMyOrganization = remove({
  id: 'DeleteMyOrganization',
  name: 'lightdash_delete_organization',
  title: 'Delete organization',
  description: 'Deletes the organization with all projects, content and every user in it, the account of this server too.',
  words:
    'wipe everything, close company account, shut down tenant, terminate workspace, alles löschen, supprimer entreprise, ' +
    'eliminar empresa, delete organization, erase the entire company instance with everything in it, ' +
    'shut the whole organization down, ganze Organisation löschen, Firma komplett löschen, supprimer toute l’organisation, ' +
    'fermer l’organisation, eliminar toda la organización, cerrar la organización',
  route: 'DELETE /api/v1/org/{organizationUuid}',
  needs: 'session',
  path: { organizationUuid },
  before: {
    organization: getMyOrganization,
    projects: listOrganizationProjects,
    members: given(listOrganizationMembers, () => ({ page: 1, pageSize: 10 })),
  },
  says: ({ organization, projects, members, input }) => {
    const own = organization?.organizationUuid;
    if (own !== input.organizationUuid) {
      const differs = `It is NOT ${named(organization, own)}, which this server reads.`;
      const other = own === undefined ? 'Its content could not be read.' : differs;
      return `Delete the organization ${input.organizationUuid} with every project and user in it. ${other}`;
    }
    const users = members?.pagination ? counted(members.pagination.totalResults, 'user') : size(members, 'user');
    return (
      `Delete the organization ${named(organization, own)} with ${inventory(projects, 'project')}, everything in them, ` +
      `and ${users}, the account of this server too.`
    );
  },
  undo: 'Cannot be undone.',
  worst: ({ organization, input }) => organization?.name ?? input.organizationUuid,
});

export const createGroupInOrganization = create({
  id: 'CreateGroupInOrganization',
  name: 'lightdash_create_group',
  title: 'Create group',
  description: 'Creates a group, optionally with members. Names are unique.',
  words:
    'new team, new department, set up user group, Gruppe anlegen, Team erstellen, créer un groupe, équipe, crear grupo, equipo, ' +
    'create group with these people in it, add a user group, form a team from several people, neue Gruppe mit Mitgliedern, ' +
    'Gruppe erstellen, nouveau groupe, ajouter un groupe, nuevo grupo, añadir grupo',
  route: 'POST /api/v1/org/groups',
  body: { name: z.string().min(1), members: groupMembers.optional() },
  grants: { when: 'members are given', test: ({ members }) => (members?.length ?? 0) > 0 },
  before: { people: given(listOrganizationMembers, ({ members }) => (members?.length ? {} : undefined)) },
  says: ({ people, input }) => {
    const members = (input.members ?? []).map(({ userUuid }) => person(found(people, 'userUuid', userUuid), userUuid));
    const list = `${counted(members.length, 'member')}: ${listed(members)}`;
    return `Create the group "${input.name}" with ${list}. They get whatever the group is given later.`;
  },
  undo: 'Delete the group, or take people out of it.',
});

export const listGroupsInOrganization = read({
  id: 'ListGroupsInOrganization',
  name: 'lightdash_list_groups',
  title: 'List groups',
  description: 'Groups of the organization. Only those that the account may see.',
  words:
    'what groups have we got, teams, departments, find group id, which user groups exist, Gruppen auflisten, groupes, équipes, ' +
    'grupos, equipos, list groups, which groups do we have, all groups of the organization, overview of groups, ' +
    'welche Gruppen gibt es, alle Gruppen, quels groupes existent, liste des groupes, qué grupos hay, lista de grupos, ' +
    'overview of lightdash groups, which teams exist in the organization',
  route: 'GET /api/v1/org/groups',
  query: {
    ...paging,
    searchQuery: z.string().optional(),
    includeMembers: z.int().min(0).optional().describe('How many members to list with each group.'),
  },
  brief: ['uuid', 'name', 'members'],
  paging: byPage,
});
