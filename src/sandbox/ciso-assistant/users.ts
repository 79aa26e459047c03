import type { Kind } from './collection.ts';
import { cascadeOfUser } from './cascade.ts';
import { broken, byDay, byFlag, byId, byLink, byText } from './lists.ts';
import { ADMINISTRATORS, administrators, nameOf, type State, type User } from './model.ts';
import { answer, error, failure } from './reply.ts';
import { holds, rightsOf, sees } from './rights.ts';
import { labelOfGroup } from './groups.ts';

/** Users. All live in the root folder and are published, so that any reader of any domain sees them. */
export function usersKind(state: State): Kind<User> {
  const { users, groups, tokens, teams, assignments, root } = state;
  const known = (id: string) => groups.get(id) !== undefined;
  const isOnlyAdministrator = ({ id }: User) => administrators(state).length === 1 && administrators(state)[0]?.id === id;
  const shown = (user: User, caller: User) => {
    const seen = user.user_groups.flatMap((id) => groups.get(id) ?? []).filter((group) => sees(state, caller, 'view_usergroup', group));
    return {
      ...account(user),
      user_groups: seen.map((group) => ({ str: labelOfGroup(state, group), builtin: group.builtin, id: group.id })),
      keep_local_login: user['keep_local_login'],
      is_third_party: user.is_third_party,
      observation: user['observation'],
      has_mfa_enabled: false,
      expiry_date: user.expiry_date,
      is_superuser: user.is_superuser,
    };
  };

  return {
    path: 'users',
    model: 'User',
    noun: 'user',
    rows: users,
    fields: {
      email: { kind: 'email', max: 100, required: true },
      first_name: { kind: 'text', max: 150, blank: true },
      last_name: { kind: 'text', max: 150, blank: true },
      is_active: { kind: 'flag' },
      date_joined: { kind: 'moment' },
      user_groups: { kind: 'links', known },
      keep_local_login: { kind: 'flag' },
      is_third_party: { kind: 'flag' },
      is_local: { kind: 'flag' },
      observation: { kind: 'text', blank: true, nullable: true },
      expiry_date: { kind: 'date', nullable: true },
      is_superuser: { kind: 'flag' },
    },
    blank: (id, now) => ({
      id,
      folder: root,
      is_published: true,
      builtin: false,
      created_at: now,
      updated_at: now,
      email: '',
      first_name: '',
      last_name: '',
      is_active: true,
      date_joined: now,
      user_groups: [],
      keep_local_login: false,
      is_third_party: false,
      observation: null,
      expiry_date: null,
      is_superuser: false,
      password: '',
      lang: 'en',
    }),
    label: nameOf,
    own: ({ id }, caller) => id === caller.id,
    shown,
    written,
    listing: (caller) => ({
      path: '/api/users/',
      filters: {
        id: byId,
        email: byText(({ email }) => email),
        first_name: byText(({ first_name: name }) => name),
        last_name: byText(({ last_name: name }) => name),
        is_active: byFlag(({ is_active: active }) => active),
        is_third_party: byFlag(({ is_third_party: third }) => third),
        keep_local_login: byFlag((user) => user['keep_local_login'] === true),
        is_approver: byFlag((user) => [...rightsOf(state, user).values()].some((rights) => rights.has('approve_riskacceptance'))),
        is_applied_control_owner: broken,
        exclude_current: (values) => (values.at(-1)?.toLowerCase() === 'true' ? ({ id }) => id !== caller.id : undefined),
        expiry_date: byDay('expiry_date', ({ expiry_date: day }) => day),
        user_groups: byLink('user_groups', known, ({ user_groups: own }) => own),
        representative__entity: () => {
          throw answer({ representative__entity: ['Select a valid choice. That choice is not one of the available choices.'] }, 400);
        },
      },
      searched: ({ email, first_name: first, last_name: last }) => [email, first, last],
      ordered: Object.fromEntries(
        'id email first_name last_name date_joined expiry_date is_active is_superuser is_third_party created_at updated_at'
          .split(' ')
          .map((name) => [name, (user: User) => cell(user[name])]),
      ),
      order: '-is_active,-is_superuser,email,id',
      shown: (user) => shown(user, caller),
    }),
    cascade: (user) => cascadeOfUser(state, user),
    removed: ({ id }) => {
      tokens.removeWhere(({ user }) => user === id);
      assignments.removeWhere(({ user }) => user === id);
      for (const team of teams.all()) {
        const without = (ids: readonly string[]) => ids.filter((one) => one !== id);
        teams.patch(team.id, {
          leader: team.leader === id ? null : team.leader,
          deputies: without(team.deputies),
          members: without(team.members),
        });
      }
    },
    examine: ({ email, user_groups: wanted, is_local: local }, user, caller) => {
      // Accounts that differ only by letter case are not taken for the same.
      if (email !== undefined && users.find((one) => one.email === email && one.id !== user?.id))
        throw answer({ email: ['user with this email already exists.'] }, 400);
      if (user && local !== undefined) throw answer(["property 'is_local' of 'User' object has no setter"], 400);
      const added = Array.isArray(wanted) ? wanted.filter((id) => !user?.user_groups.includes(id)) : [];
      if (added.some((id) => !visibleGroup(state, caller, id)))
        throw answer({ user_groups: 'You do not have permission to use one of these objects' }, 403);
    },
    unset: ['date_joined', 'is_local'],
    settled: (user) => ({ ...user, is_active: user.is_active || user.is_superuser }),
    protect: (user, values, caller) => {
      if (values === 'delete') {
        if (isOnlyAdministrator(user)) throw error(403, 'attemptToDeleteOnlyAdminAccountError');
        // The server's own log still points at the caller.
        if (user.id === caller.id) throw failure();
        return;
      }
      if (!isOnlyAdministrator(user)) return;
      const { user_groups: wanted } = values;
      if (!Array.isArray(wanted)) throw failure();
      if (!wanted.some((id) => groups.get(String(id))?.name === ADMINISTRATORS)) throw error(403, 'attemptToRemoveOnlyAdminUserGroup');
    },
    mayCreate: (caller) => {
      if (!holds(state, caller, 'add_user', root)) throw answer({ error: ['You do not have permission to create users'] }, 403);
    },
    created: () =>
      state.deployment.mail === 'fails'
        ? answer({ warning: ['User created successfully but an error occurred while sending the email'] }, 400)
        : undefined,
  };
}

function account(user: User) {
  const { id, email, first_name, last_name, is_active, date_joined } = user;
  return { id, email, first_name, last_name, is_active, date_joined };
}

function written(user: User) {
  return {
    ...account(user),
    user_groups: user.user_groups,
    keep_local_login: user['keep_local_login'],
    is_third_party: user.is_third_party,
    is_local: user.is_active,
    observation: user['observation'],
    expiry_date: user.expiry_date,
    is_superuser: user.is_superuser,
  };
}

function visibleGroup(state: State, caller: User, id: unknown): boolean {
  const group = state.groups.get(String(id));
  return group !== undefined && sees(state, caller, 'view_usergroup', group);
}

function cell(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
