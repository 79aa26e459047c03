import { actorId } from './seed.ts';
import { nameOf, type Assignment, type Group, type State, type Team, type User } from './model.ts';

/** Objects of one model that a deletion touches. */
interface Touched {
  readonly model: string;
  readonly verbose_name: string;
  readonly objects: readonly { readonly id: string; readonly name: string }[];
}

/** What goes with an object, and what stays but loses a link. */
export interface Cascade {
  readonly deleted: readonly Touched[];
  readonly affected: readonly Touched[];
}

/** The preview of a deletion in the form in which it is answered. */
export function preview({ deleted, affected }: Cascade): unknown {
  return {
    deleted: part(deleted, 'The following objects will be permanently deleted.', 'warning'),
    affected: part(affected, 'These objects will NOT be deleted but will lose one or more relationships.', 'info'),
  };
}

/** Tokens of sessions and the user's e-mail records go too, but the server never says so. */
export function cascadeOfUser(state: State, user: User): Cascade {
  const { id } = user;
  const personal = state.tokens.where((token) => token.user === id && token.name !== null);
  const teams = state.teams.where(({ leader, deputies, members }) => [leader, ...deputies, ...members].includes(id));
  const groups = state.groups.where((group) => user.user_groups.includes(group.id));
  return {
    deleted: touched(
      ['Actor', 'actor', [{ id: actorId(id), name: nameOf(user) }]],
      ['PersonalAccessToken', 'personal access token', personal.map(({ name }, index) => ({ id: String(index + 1), name: name ?? '' }))],
      ['RoleAssignment', 'role assignment', state.assignments.where((one) => one.user === id).map(arrow(state))],
    ),
    affected: touched(['Team', 'team', teams], ['UserGroup', 'user group', groups]),
  };
}

/** A team takes its actor along; its people lose it. */
export function cascadeOfTeam({ users }: State, { id, name, leader, deputies, members }: Team): Cascade {
  const people = users.where((user) => [leader, ...deputies, ...members].includes(user.id));
  return { deleted: touched(['Actor', 'actor', [{ id: actorId(id), name }]]), affected: touched(['User', 'user', people.map(address)]) };
}

/** A group takes along the role assignments made to it; its members lose what those gave. */
export function cascadeOfGroup(state: State, { id }: Group): Cascade {
  const members = state.users.where(({ user_groups: groups }) => groups.includes(id));
  return {
    deleted: touched(['RoleAssignment', 'role assignment', state.assignments.where((one) => one.user_group === id).map(arrow(state))]),
    affected: touched(['User', 'user', members.map(address)]),
  };
}

/** A role assignment takes nothing along. */
export function cascadeOfAssignment({ roles, users, groups }: State, { role, user, user_group: group }: Assignment): Cascade {
  return {
    deleted: [],
    affected: touched(
      ['Role', 'role', roles.where(({ id }) => id === role)],
      ['User', 'user', users.where(({ id }) => id === user).map(address)],
      ['UserGroup', 'user group', groups.where(({ id }) => id === group)],
    ),
  };
}

/** An actor points at its user or team and at nothing else. */
export function cascadeOfActor(owner: User | Team): Cascade {
  const affected =
    'email' in owner ? touched(['User', 'user', [address(owner)]]) : touched(['Team', 'team', [{ id: owner.id, name: owner.name }]]);
  return { deleted: [], affected };
}

type Named = { readonly id: string; readonly name: string };

function touched(...parts: readonly (readonly [string, string, readonly Named[]])[]): readonly Touched[] {
  return parts
    .filter(([, , objects]) => objects.length > 0)
    .map(([model, verbose_name, objects]) => ({
      model,
      verbose_name,
      objects: objects.map(({ id, name }) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    }));
}

function part(groups: readonly Touched[], message: string, level: string): unknown {
  const related = groups.flatMap(({ verbose_name: model, objects }) => objects.map(({ id, name }) => ({ model, name, id })));
  return { count: related.length, grouped_objects: groups, related_objects: related, message, level };
}

function address({ id, email }: { readonly id: string; readonly [field: string]: unknown }): Named {
  return { id, name: String(email) };
}

function arrow({ roles, users, groups }: State) {
  return ({ id, role, user, user_group: group }: Assignment): Named => {
    const holder = users.get(user ?? '')?.email ?? groups.get(group ?? '')?.name ?? '';
    return { id, name: `${roles.get(role)?.name ?? ''} → ${holder}` };
  };
}
