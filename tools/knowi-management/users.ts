import { z } from 'zod';
import { create, given, read, remove, secret, update } from '../../src/operation/index.ts';
import { listDashboards } from './dashboards.ts';
import { listGroups } from './groups.ts';
import { groupNames, levels, listed, owned, person, rows } from './says.ts';
import { listUserGroups } from './user-groups.ts';
import { groupLevels, userId, userSettings } from './vocabulary.ts';

const BRIEF = ['id', 'username', 'roles', 'userGroups.groupName', 'ssoUser', 'twoFactorAuth'];

export const listUsers = read({
  id: 'listUsers',
  name: 'knowi_list_users',
  title: 'List users',
  description: 'Every user of the workspace, unpaged, with roles and groups.',
  words:
    'all users, everyone, accounts, people, who has access, staff list, access review, user audit, who is admin, without two-factor, export users, alle Benutzer, liste des utilisateurs, lista de usuarios',
  route: 'GET /users',
  brief: BRIEF,
});

export const searchUser = read({
  id: 'searchUser',
  name: 'knowi_search_user',
  title: 'Find user',
  description: 'Finds a user by username. Whether parts of a name match, and what no match answers, is not documented.',
  words:
    'look up user, find by email, user id of a person, does an account exist, which id has, resolve name, is she registered, Benutzer suchen, chercher un utilisateur, buscar usuario',
  route: 'GET /users/search',
  query: { username: z.string().min(1), userType: z.enum(['regular', 'sso', 'external']).optional() },
});

export const getUser = read({
  id: 'getUser',
  name: 'knowi_get_user',
  title: 'Get user',
  description: 'One user: roles, groups, time zone, two-factor state.',
  words:
    'show user, user details, account details, role of a person, profile, time zone, is two-factor on, Benutzer anzeigen, afficher un utilisateur, ver usuario',
  route: 'GET /users/{userId}',
  path: { userId },
});

export const listShareableEntities = read({
  id: 'listShareableEntities',
  name: 'knowi_list_shareable_entities',
  title: 'List sharing targets',
  description: 'Users and groups with whom dashboards and widgets can be shared. The shape of the answer is not documented.',
  words:
    'who can I share with, share targets, recipients, possible viewers, people and teams to pick from, share dialog, teilen mit wem, avec qui partager, con quién compartir',
  route: 'GET /users/shareableEntities',
});

export const createUser = create({
  id: 'createUser',
  name: 'knowi_create_user',
  title: 'Create user',
  description:
    'Creates a user who signs in with a password; an existing username is refused. State userRole: viewer is the least, admin may edit users.',
  words:
    'add user, invite, onboard, new account, new employee, new hire, give access, sign up colleague, workspace member, password user, Benutzer anlegen, einladen, créer un utilisateur, inviter, crear usuario, dar de alta',
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
    `in ${levels(input.userInviteJson?.userGroups, groups)}, seeing ${rows(input.contentFilters)}.`,
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
    'change role, promote, make admin, demote, downgrade to viewer, restrict data, row-level security, only see rows, enable 2FA, turn off two-factor, rename user, display name, phone, time zone, default dashboard, add to group, put in team, Rolle ändern, modifier utilisateur, cambiar rol',
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
      input.autoShareTo && `All that the user creates is shared with ${input.autoShareTo.length} groups.`,
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
    'offboard, remove account, leaver, fire, revoke access, left the company, get rid of, kick out, Benutzer löschen, entfernen, supprimer un utilisateur, eliminar usuario, dar de baja',
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
    'hand over dashboards, transfer ownership, reassign content, handover, new owner, inherit work, before offboarding, parental leave, successor, Eigentum übertragen, transférer la propriété, traspasar, reasignar',
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
