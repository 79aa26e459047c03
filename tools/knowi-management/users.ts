import * as z from 'zod';
import { create, given, read, remove, secret, update } from '../../src/operation/index.ts';
import { listDashboards } from './dashboards.ts';
import { listGroups } from './groups.ts';
import { groupNames, levels, listed, owned, person, rows, sharing } from './says.ts';
import { listUserGroups } from './user-groups.ts';
import { groupLevels, userId, userSettings } from './vocabulary.ts';

const BRIEF = ['id', 'username', 'roles', 'userGroups.groupName', 'ssoUser', 'twoFactorAuth'];

export const listUsers = read({
  id: 'listUsers',
  name: 'knowi_list_users',
  title: 'List users',
  description: 'Every user of the workspace, unpaged, with roles and groups.',
  words:
    'all users, everyone, accounts, people, who has access, staff list, access review, user audit, who is admin, ' +
    'without two-factor, export users, alle Benutzer, liste des utilisateurs, lista de usuarios, list users, ' +
    'dump of every account with roles, give me all people, who works in this workspace, which users have no 2FA, count the users, ' +
    'who are the admins, full user roster, wer hat einen Zugang, Benutzerliste, wer ist Admin, tous les utilisateurs, ' +
    'qui est administrateur, todos los usuarios, quién es administrador',
  route: 'GET /users',
  brief: BRIEF,
});

export const searchUser = read({
  id: 'searchUser',
  name: 'knowi_search_user',
  title: 'Find user',
  description: 'Finds a user by username. Whether parts of a name match, and what no match answers, is not documented.',
  words:
    'look up user, find by email, user id of a person, does an account exist, which id has, resolve name, is she registered, ' +
    'Benutzer suchen, chercher un utilisateur, buscar usuario, find user by name, get the user id for an e-mail address, ' +
    'is there already an account for this mail, username lookup, which account belongs to this address, gibt es schon ein Konto, ' +
    'Benutzer-ID finden, existe-t-il un compte, trouver l’identifiant, existe una cuenta, encontrar usuario por correo',
  route: 'GET /users/search',
  query: { username: z.string().min(1), userType: z.enum(['regular', 'sso', 'external']).optional() },
});

export const getUser = read({
  id: 'getUser',
  name: 'knowi_get_user',
  title: 'Get user',
  description: 'One user: roles, groups, time zone, two-factor state.',
  words:
    'show user, user details, account details, role of a person, profile, time zone, is two-factor on, Benutzer anzeigen, ' +
    'afficher un utilisateur, ver usuario, what role does this user have, one person’s record, which groups is user id in, ' +
    'when was the account made, is 2FA active for a user, user 123 show me, welche Rolle hat der Benutzer, Profil ansehen, ' +
    'quel rôle a cet utilisateur, fiche d’un utilisateur, qué rol tiene el usuario, datos de la cuenta, is user 55 an admin, ' +
    'role of one user',
  route: 'GET /users/{userId}',
  path: { userId },
});

export const listShareableEntities = read({
  id: 'listShareableEntities',
  name: 'knowi_list_shareable_entities',
  title: 'List sharing targets',
  description: 'Users and groups with whom dashboards and widgets can be shared. The shape of the answer is not documented.',
  words:
    'with whom could I share, who can I share with, share targets, recipients, possible viewers, ' +
    'people and teams to pick from, share dialog, teilen mit wem, avec qui partager, con quién compartir, ' +
    'possible recipients before sharing, whom can I pick in the share dialog, who could this be shared with, ' +
    'users and groups available for sharing, Empfänger zum Teilen, mögliche Empfänger, destinataires possibles, ' +
    'à qui puis-je partager, a quién puedo compartir, destinatarios posibles, possible audience for a widget or dashboard',
  route: 'GET /users/shareableEntities',
});

export const createUser = create({
  id: 'createUser',
  name: 'knowi_create_user',
  title: 'Create user',
  description:
    'Creates a user who signs in with a password; an existing username is refused. State userRole: viewer is the least, admin may edit users.',
  words:
    'add user, invite, onboard, new account, new employee, new hire, give access, sign up colleague, workspace member, ' +
    'password user, Benutzer anlegen, einladen, créer un utilisateur, inviter, crear usuario, dar de alta, create account, ' +
    'create login, make a user, somebody joins on Monday, viewer login for a colleague, let a newcomer in, ' +
    'open an account with password, add somebody to the workspace, neues Konto erstellen, Zugang anlegen, ' +
    'neuer Kollege braucht Zugang, ajouter un utilisateur, nouveau compte, añadir usuario, nueva cuenta',
  route: 'POST /users',
  body: {
    username: z.string().min(1).describe('E-mail address.'),
    password: secret(z.string().min(1)).optional(),
    userInviteJson: z
      .strictObject({
        userGroups: groupLevels.optional(),
        userRole: z.string().optional().describe('viewer, user, admin or a custom role.'),
      })
      .optional(),
    ...userSettings,
  },
  grants: true,
  before: { groups: listGroups },
  says: ({ groups, input }) =>
    `Create the user ${input.username} with the role ${input.userInviteJson?.userRole ?? 'that Knowi chooses'}, ` +
    `in ${levels(input.userInviteJson?.userGroups, groups)}, seeing ${rows(input.contentFilters)}.` +
    (input.autoShareTo?.length ? ` ${sharing(input.autoShareTo, groups)}` : ''),
  undo: 'Delete the user again.',
  note: 'Which members Knowi insists on is not documented; its own client always sends username, password, phone, twoFactorAuth and userInviteJson.',
});

export const updateUser = update({
  id: 'updateUser',
  name: 'knowi_update_user',
  title: 'Update user',
  description:
    'Changes what is sent, keeps the rest. Assume that roles, groups and contentFilters replace the present ones: send complete lists.',
  words:
    'change role, promote, make admin, demote, downgrade to viewer, restrict data, row-level security, only see rows, enable 2FA, ' +
    'turn off two-factor, rename user, display name, phone, time zone, default dashboard, add to group, put in team, Rolle ändern, ' +
    'modifier utilisateur, cambiar rol, make a user admin instead of viewer, give a user another role, ' +
    'put a person into an existing group, add user to group, let somebody see only their region, set row filter of a user, ' +
    'switch off two-factor lost phone, reset second factor, change a user’s e-mail or name, correct the spelling of a name, ' +
    'Benutzer zum Admin machen, Benutzer in Gruppe aufnehmen, nur Zeilen sehen, Zwei-Faktor ausschalten, ' +
    'ajouter l’utilisateur au groupe, nommer administrateur, désactiver la double authentification, añadir usuario al grupo, ' +
    'hacer administrador, desactivar dos factores, limitar las filas, somebody may administer users from today, ' +
    'turn a viewer into an editor, give administrator rights, somebody needs admin rights, braucht Adminrechte, ' +
    'a besoin des droits d’administrateur, necesita permisos de administrador, put into the group',
  route: 'PUT /users/{userId}',
  path: { userId },
  body: {
    name: z.string().optional(),
    roles: z.array(z.string()).optional().describe('viewer, user, admin or custom roles.'),
    groups: groupLevels.optional(),
    ...userSettings,
  },
  destroys: {
    when: 'it replaces roles, groups or data filters, or weakens the sign-in',
    test: ({ roles, groups, contentFilters, twoFactorAuth, phone }) =>
      [roles, groups, contentFilters, phone].some((value) => value !== undefined) || twoFactorAuth === false,
  },
  grants: { when: 'everything the user creates is shared automatically', test: ({ autoShareTo }) => autoShareTo !== undefined },
  before: { user: getUser, current: listUserGroups, groups: listGroups },
  says: ({ user, current, groups, input }) =>
    [
      `Change ${person(user, input.userId)}.`,
      input.roles && `Roles: now ${listed(user?.roles, 'unknown')}, then ${listed(input.roles, 'none')}.`,
      input.groups && `Groups: now ${groupNames(current)}, then probably only ${levels(input.groups, groups)}.`,
      input.contentFilters &&
        `Sees ${user?.contentFilters ? `now: ${rows(user.contentFilters)}; ` : ''}then: ${rows(input.contentFilters)}.`,
      input.autoShareTo && sharing(input.autoShareTo, groups),
      input.twoFactorAuth === false && 'Signs in without a second factor.',
      input.phone !== undefined && 'The phone number of the second factor changes.',
    ]
      .filter(Boolean)
      .join(' '),
  undo: 'Set the earlier values again, as far as they were shown before.',
  note: 'Knowi does not document this body; it follows what its own client sends. The username and password cannot be changed here.',
});

export const deleteUser = remove({
  id: 'deleteUser',
  name: 'knowi_delete_user',
  title: 'Delete user',
  description: 'Deletes a user and all they own: dashboards, widgets, queries. To keep these, call knowi_move_user_assets first.',
  words:
    'offboard, remove account, leaver, fire, revoke access, left the company, get rid of, kick out, Benutzer löschen, entfernen, ' +
    'supprimer un utilisateur, eliminar usuario, dar de baja, delete account, delete login, remove a person completely, ' +
    'doesn’t work here any longer, somebody quit, close an account for good, terminate access, ex employee still has a login, ' +
    'offboard somebody, Konto löschen, Mitarbeiter ist ausgeschieden, Zugang löschen, supprimer le compte, ' +
    'il a quitté l’entreprise, borrar la cuenta, ya no trabaja aquí',
  route: 'DELETE /users/{userId}',
  path: { userId },
  before: { user: getUser, groups: listUserGroups, dashboards: listDashboards },
  says: ({ user, groups, dashboards, input }) =>
    `Delete ${person(user, input.userId)}, in ${groupNames(groups)}. ` +
    `The account owns ${owned(dashboards, input.userId)}. All its dashboards, widgets and queries go with it.`,
  undo: 'Cannot be undone. What was moved to another user before stays.',
});

export const moveUserAssets = update({
  id: 'moveUserAssets',
  name: 'knowi_move_user_assets',
  title: 'Move user assets',
  description: 'Gives all that a user owns to another user. Do this before deleting a leaver.',
  words:
    'hand over dashboards, transfer ownership, reassign content, handover, new owner, inherit work, before offboarding, ' +
    'parental leave, successor, Eigentum übertragen, transférer la propriété, traspasar, reasignar, ' +
    'give all dashboards of one person to another, make someone else the owner of everything, ' +
    'take over the content of a colleague, keep the reports when somebody leaves, move everything she owns, alles übergeben, ' +
    'Dashboards übertragen, Nachfolger, alles von einer Person auf eine andere, céder les tableaux de bord, ' +
    'transférer tout à un collègue, pasar los paneles a otra persona, transferir todo, ' +
    'what somebody built must go to somebody else before their account is closed, pasa todos sus paneles a otra persona, ' +
    'he leaves pass everything on, before deleting somebody hand their dashboards to somebody else',
  route: 'PUT /users/{userId}/moveAssets',
  path: { userId },
  query: { toUserId: z.int().describe('Receiver, another user.') },
  destroys: true,
  grants: true,
  before: { giver: getUser, receiver: given(getUser, ({ toUserId }) => ({ userId: String(toUserId) })), dashboards: listDashboards },
  says: ({ giver, receiver, dashboards, input }) =>
    `Give everything that ${person(giver, input.userId)} owns to ${person(receiver, input.toUserId)}, who then controls it; the giver loses it. ` +
    `That is ${owned(dashboards, input.userId)}, and all widgets, queries and datasources.`,
  undo: 'Moving back also moves what the receiver owned before, so it cannot be undone cleanly.',
});
