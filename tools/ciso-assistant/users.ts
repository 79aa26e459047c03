import { z } from 'zod';
import { read, remove } from '../../src/operation/index.ts';
import { getCurrentUser } from './iam-sessions.ts';
import { cascade, listed, named, rows, text } from './says.ts';
import { anyId, byOffset, repeatedIds, idFilter, ordering, paging, search, userId } from './vocabulary.ts';

const flag = z.boolean().optional();
const exact = z.string().optional();

export const listUsers = read({
  id: 'users_list',
  name: 'ciso_list_users',
  title: 'List users',
  description: 'Accounts with groups and state. search looks in e-mail and names; the name filters match exactly.',
  words:
    'find person by e-mail, who has access, members of a group, inactive accounts, access review, admins, Benutzer auflisten, ' +
    'liste des utilisateurs, listar usuarios',
  route: 'GET /users/',
  query: {
    ...paging,
    ordering,
    search,
    id: idFilter,
    user_groups: repeatedIds.describe('Members of any of these groups.'),
    email: exact.describe('Exact and case-sensitive.'),
    first_name: exact,
    last_name: exact,
    is_active: flag,
    is_third_party: flag,
    keep_local_login: flag,
    is_approver: flag.describe('Slow.'),
    exclude_current: flag,
    expiry_date: z.iso.date().optional(),
    representative__entity: anyId.optional().describe('Third-party entity that they represent.'),
    is_applied_control_owner: flag.describe('Fails in the documented version.'),
  },
  brief: ['id', 'email', 'first_name', 'last_name', 'is_active', 'is_superuser', 'user_groups.str'],
  paging: byOffset,
});

export const getUser = read({
  id: 'users_retrieve',
  name: 'ciso_get_user',
  title: 'Get user',
  description: 'One account with its groups by name.',
  words: 'show person, account details, has MFA, when does the account expire, Benutzer anzeigen, voir utilisateur, ver usuario',
  route: 'GET /users/{id}/',
  path: { id: userId },
});

export const getUserForEdit = read({
  id: 'users_object_retrieve',
  name: 'ciso_get_user_for_edit',
  title: 'Get user for edit',
  description: 'One account as updates take it: group ids instead of names, and is_local.',
  words:
    'raw user, group ids of a person, can log in with local password, editable form, Benutzer bearbeiten, modifier utilisateur, ' +
    'editar usuario',
  route: 'GET /users/{id}/object/',
  path: { id: userId },
});

export const getUserCascade = read({
  id: 'users_cascade_info_retrieve',
  name: 'ciso_get_user_cascade',
  title: 'Preview user deletion',
  description: 'What would be deleted or cut loose with an account; tokens and mail addresses are not listed.',
  words:
    'impact of deleting a person, what does this user own, before offboarding, Auswirkungen, impact suppression utilisateur, ' +
    'impacto de eliminar usuario',
  route: 'GET /users/{id}/cascade-info/',
  path: { id: userId },
});

export const deleteUser = remove({
  id: 'users_destroy',
  name: 'ciso_delete_user',
  title: 'Delete user',
  description: 'Deletes an account with its assignments, tokens and second factors. Deactivating (is_active false) can be undone instead.',
  words:
    'remove person, offboard employee, leaver, erase account, kick out, Benutzer löschen, Konto entfernen, supprimer utilisateur, ' +
    'eliminar usuario',
  route: 'DELETE /users/{id}/',
  path: { id: userId },
  before: { user: getUser, effects: getUserCascade, me: getCurrentUser },
  says: ({ user, effects, me, input }) => {
    const own =
      text(me, 'id') === input.id ? ' This is the account of this server: it would cut itself off (the system usually refuses).' : '';
    const groups = user ? listed(rows(user.user_groups).map((one) => named(one))) : 'unknown groups';
    return (
      `Delete the account of ${named(user, input.id)}, a member of ${groups}. The person is signed out at once, and tokens, ` +
      `second factors and ` +
      `everything assigned to the person are lost. ${cascade(effects)}${own}`
    );
  },
  undo: 'Cannot be undone. Deactivating the account (is_active false) can.',
});
