import { create, given, member, update } from '../../src/operation/index.ts';
import { administratorGroups, lastAdministrator, WHO } from './administrators.ts';
import { getCurrentUser } from './iam-sessions.ts';
import { changes, listed, named, namedAll, rows, text } from './says.ts';
import { listUserGroups } from './user-groups.ts';
import { someUserFields, wholeUser } from './user-fields.ts';
import { getUser, listUsers } from './users.ts';
import { userId } from './vocabulary.ts';

/** The groups that an account gets, by name; at most as many as one request can ask for. */
const groups = given(listUserGroups, (input) => (input.user_groups?.length ? { id: input.user_groups.slice(0, 100) } : undefined));

/** Only a call with both members, or with a day on which a job deactivates the account, gets around the system's own protection of the only administrator. */
const active = given(listUsers, (input) =>
  (input.is_active === false && input.user_groups !== undefined) || typeof input.expiry_date === 'string'
    ? { is_active: true, limit: WHO }
    : undefined,
);

export const createUser = create({
  id: 'users_create',
  name: 'ciso_create_user',
  title: 'Create user',
  description:
    'Makes an account and mails the person an invitation if a mail server is set up; else set a password with ciso_set_user_password.',
  words:
    'invite person, add colleague, onboard employee, new account, give access, Benutzer anlegen, einladen, inviter utilisateur, ' +
    'crear usuario, invitar, create user, create account, invite an auditor, add a person with mail address, ' +
    'somebody new needs a login, open an account, give a consultant access, neuen Benutzer anlegen, Konto erstellen, ' +
    'Prüfer einladen, ajouter un utilisateur, nouveau compte, inviter un auditeur, nuevo usuario, crear cuenta, invitar a alguien, ' +
    'an external person needs to look into the system, external auditor needs an account',
  route: 'POST /users/',
  body: wholeUser,
  openWorld: true,
  grants: true,
  before: { groups, alike: given(listUsers, (input) => ({ search: input.email, limit: 20 })) },
  says: ({ groups: found, alike, input }) => {
    const twins = rows(alike).filter((user) => text(user, 'email')?.toLowerCase() === input.email.toLowerCase());
    const twin =
      twins.length === 0
        ? ''
        : ` There is ${listed(twins.map((user) => named(user)))} already; two spellings of one address break the sign-in of both.`;
    const superuser = input.is_superuser === true ? ' The account is a superuser.' : '';
    return (
      `Make an account for ${input.email} and mail the person an invitation. Groups, and the rights that they give: ` +
      `${namedAll(input.user_groups, found)}.${superuser}${twin}`
    );
  },
  undo: 'Deactivate or delete the account; the mail stays sent.',
});

export const updateUser = update({
  id: 'users_partial_update',
  name: 'ciso_update_user',
  title: 'Update user',
  description:
    'Changes the given members of an account: state, groups, names, expiry. user_groups replaces the membership, so read it first.',
  words:
    'deactivate person, suspend account, block, reactivate, add to group, remove from group, take away access, ' +
    'make somebody admin, promote to administrator, rename, sperren, deaktivieren, Gruppe hinzufügen, désactiver, ' +
    'ajouter au groupe, desactivar, agregar al grupo, suspend somebody but keep the account, block a user, ' +
    'put a person into a group, add user to user group, take somebody out of a group, change name or expiry of an account, ' +
    'person should be auditor, unblock an account, extend the expiry date, Konto sperren aber behalten, ' +
    'Benutzer in Gruppe aufnehmen, aus der Gruppe nehmen, zum Administrator machen, suspendre un compte, ' +
    'mettre l’utilisateur dans un groupe, retirer l’utilisateur du groupe, suspender a alguien, bloquear usuario, ' +
    'meter en el grupo, sacar del grupo, don’t let somebody in for a while, on leave, sabbatical, becomes a domain manager, ' +
    'add to the group, put into the group, remove from the group, nimm jemanden in die Gruppe auf',
  route: 'PATCH /users/{id}/',
  path: { id: userId },
  body: someUserFields,
  grants: true,
  before: { user: getUser, groups, me: getCurrentUser, active },
  says: ({ user, groups: found, me, active: others, input }) => said(user, found, me, others, input),
  undo: 'Set the old values again.',
});

export const replaceUser = update({
  id: 'users_update',
  name: 'ciso_replace_user',
  title: 'Update user with e-mail',
  description: 'As ciso_update_user, but email is required. Members left out keep their value.',
  words:
    'PUT user, overwrite account, full update of person, Benutzer überschreiben, remplacer utilisateur, reemplazar usuario, ' +
    'replace user completely, overwrite the whole account incl. e-mail, full PUT for a user, Benutzer vollständig ersetzen, ' +
    'Konto komplett überschreiben, remplacer entièrement l’utilisateur, sustituir el usuario por completo',
  route: 'PUT /users/{id}/',
  path: { id: userId },
  body: wholeUser,
  grants: true,
  before: { user: getUser, groups, me: getCurrentUser, active },
  says: ({ user, groups: found, me, active: others, input }) => said(user, found, me, others, input),
  undo: 'Set the old values again.',
});

/** Names the account, the change, the groups won and lost, and what it does to the server itself. */
function said(user: unknown, found: unknown, me: unknown, others: unknown, input: { readonly [name: string]: unknown }): string {
  const held = rows(member(user, 'user_groups'));
  const wanted = Array.isArray(input['user_groups']) ? input['user_groups'] : undefined;
  const before = new Set(held.map((group) => group['id']));
  const lost = wanted === undefined ? [] : held.filter((group) => !wanted.includes(group['id']));
  const won = wanted === undefined ? [] : wanted.filter((id) => !before.has(id));
  const groupsSaid =
    wanted === undefined ? '' : ` Groups taken away: ${listed(lost.map((group) => named(group)))}. Groups given: ${namedAll(won, found)}.`;
  const { locks, sentence: locked } = lockOut(user, input);
  const own = text(me, 'id') === input['id'];
  const cut = own && locks ? ' This is the account of this server: it cuts itself off.' : '';
  const weaker = own && lost.length > 0 ? ' This is the account of this server: it loses the rights of these groups itself.' : '';
  const stripped = wanted !== undefined && !wanted.some((id) => administratorGroups(others).has(id));
  const last = others !== undefined && (locks || stripped) ? lastAdministrator(others, [input['id']]) : '';
  const what = `${named(user, input['id'])}: ${changes(input, ['user_groups'])}`;
  return `Change the account of ${what}.${groupsSaid}${locked}${cut}${weaker}${last}`;
}

/** Whether a change locks the person out, now or on a day to come, and in words. The system neither deactivates superusers nor says so. */
function lockOut(user: unknown, input: { readonly [name: string]: unknown }): { readonly locks: boolean; readonly sentence: string } {
  const day = text(input, 'expiry_date');
  const off = input['is_active'] === false;
  if (!off && day === undefined) return { locks: false, sentence: '' };
  if ((input['is_superuser'] ?? member(user, 'is_superuser')) === true)
    return { locks: false, sentence: ' The account is a superuser, which the system keeps active all the same.' };
  const now = off ? ' The person is locked out; tokens stop working.' : '';
  return { locks: true, sentence: day === undefined ? now : `${now} The account is deactivated after ${day}.` };
}
