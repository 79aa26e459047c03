import { bodyOf } from './body.ts';
import type { Acts } from './guard.ts';
import { administrators, type State, type User } from './model.ts';
import { answer, error } from './reply.ts';
import { rightsOf, rolesOf } from './rights.ts';
import { actorId } from './seed.ts';

const LANGUAGES = 'ar cs da de el en es fr hi hr hu id it ko nl pl pt ro sv tr uk ur zh'.split(' ');

/** The caller's own account and preferences. */
export function accountActs(state: State): Acts {
  return {
    'GET /api/iam/current-user/': ({ caller }) => answer(account(state, caller)),
    'GET /api/user-preferences/': ({ caller: { lang } }) => answer({ lang }),
    'PATCH /api/user-preferences/': ({ ask, caller }) => {
      const { lang } = bodyOf(ask).values;
      if (typeof lang !== 'string' || !LANGUAGES.includes(lang)) throw error(400, "This language doesn't exist.");
      state.users.patch(caller.id, { lang });
      return answer({});
    },
  };
}

function account(state: State, user: User): unknown {
  const rights = rightsOf(state, user);
  const roles = rolesOf(state, user);
  const permissions = [...new Set([...rights.values()].flatMap((one) => [...one]))];
  const teams = state.teams.where(({ leader, deputies, members }) => [leader, ...deputies, ...members].includes(user.id));
  const groups = user.user_groups.flatMap((id) => state.groups.get(id) ?? []);
  return {
    id: user.id,
    actor_id: actorId(user.id),
    all_actor_ids: [user, ...teams].map(({ id }) => actorId(id)),
    email: user.email,
    first_name: user.first_name,
    last_name: user.last_name,
    is_active: user.is_active,
    date_joined: user['date_joined'],
    user_groups: groups.map(({ name, builtin }) => [name, builtin]),
    roles,
    permissions: Object.fromEntries(permissions.map((code) => [code, { str: `Can ${code.replace('_', ' ')}` }])),
    is_third_party: user.is_third_party,
    is_auditee: roles.includes('BI-RL-ADE'),
    is_admin: administrators(state).some(({ id }) => id === user.id),
    is_local: user.is_active,
    is_sso: false,
    accessible_domains: [...rights]
      .filter(([folder, codes]) => folder !== state.root && codes.has('view_folder'))
      .map(([folder]) => folder),
    domain_permissions: Object.fromEntries([...rights].map(([folder, codes]) => [folder, [...codes]])),
    root_folder_id: state.root,
    preferences: { lang: user.lang },
    has_mfa_enabled: false,
    is_superuser: user.is_superuser,
  };
}
