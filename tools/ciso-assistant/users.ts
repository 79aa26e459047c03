import * as z from 'zod';
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
    'find person by e-mail, who has access, members of a group, inactive accounts, deactivated people, access review, admins, Benutzer auflisten, ' +
    'liste des utilisateurs, listar usuarios, list users, list all users with groups, every account we have, who is inactive, ' +
    'which accounts are active, find somebody, members of a user group, who are the administrators, alle Benutzer, Person suchen, ' +
    'inaktive Konten, Mitglieder einer Gruppe, tous les utilisateurs, chercher une personne, comptes inactifs, todos los usuarios, ' +
    'buscar persona por correo, cuentas inactivas',
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
  words:
    'in which groups is a person, show person, account details, has MFA, when does the account expire, Benutzer anzeigen, ' +
    'voir utilisateur, ver usuario, one user’s record, user 123 show me, does a person have MFA, when does an account expire, ' +
    'is an account active, Konto ansehen, wann läuft das Konto ab, détails de l’utilisateur, le compte est-il actif, ' +
    'detalles del usuario, cuándo caduca la cuenta, is the account active, state of one account',
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
    'editar usuario, user record the way an update expects it, group ids of one user, ' +
    'can this user still log in with a local password, user before editing, Benutzer in Rohform, Gruppen-IDs einer Person, ' +
    'utilisateur sous forme modifiable, usuario en forma editable',
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
    'impacto de eliminar usuario, what would go if I deleted somebody’s account, what goes down with an account, ' +
    'what is lost when a user is removed, deletion preview for a user, was wird mit dem Konto mitgelöscht, ' +
    'Folgen der Löschung eines Benutzers, que perd-on si on supprime l’utilisateur, qué se pierde al borrar el usuario, ' +
    'before deleting a person what would be deleted with them, antes de eliminar a una persona qué se borraría',
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
    'eliminar usuario, delete account, delete user for good, erase an ex-consultant, offboard somebody who left, ' +
    'doesn’t work here any longer, take a person out completely, close an account forever, Benutzer endgültig löschen, ' +
    'Mitarbeiter ist ausgeschieden, supprimer le compte définitivement, il a quitté l’entreprise, borrar la cuenta para siempre, ' +
    'ya no trabaja aquí, dar de baja, somebody is gone get them out, jemand ist weg bitte raus',
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
