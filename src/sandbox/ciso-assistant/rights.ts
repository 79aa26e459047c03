import type { Row, State, User } from './model.ts';

/** The rights of one user, by folder. */
export type Rights = ReadonlyMap<string, ReadonlySet<string>>;

/** The rights that the role assignments of a user and of the user's groups give. */
export function rightsOf(state: State, user: User): Rights {
  const rights = new Map<string, Set<string>>();
  for (const assignment of assignmentsOf(state, user)) {
    const permissions = state.roles.get(assignment.role)?.permissions ?? new Set();
    const folders = assignment.perimeter_folders.flatMap((id) => (assignment.is_recursive ? [id, ...below(state, id)] : [id]));
    for (const folder of folders) rights.set(folder, new Set([...(rights.get(folder) ?? []), ...permissions]));
  }
  return rights;
}

/** Names of the roles that a user holds, directly or by group. */
export function rolesOf(state: State, user: User): readonly string[] {
  return [...new Set(assignmentsOf(state, user).map(({ role }) => state.roles.get(role)?.name ?? ''))];
}

/** Whether a user holds a permission on a folder. */
export function holds(state: State, user: User, permission: string, folder: string): boolean {
  return rightsOf(state, user).get(folder)?.has(permission) ?? false;
}

/** Whether a user may see an object: by its folder, or because it is published to folders below. */
export function sees(state: State, user: User, permission: string, row: Row): boolean {
  const folders = [...rightsOf(state, user)].filter(([, permissions]) => permissions.has(permission)).map(([folder]) => folder);
  return folders.includes(row.folder) || (row.is_published && folders.some((folder) => above(state, folder).includes(row.folder)));
}

/** The folders that hold a folder, from the root on. */
export function above(state: State, folder: string): readonly string[] {
  const parent = state.folders.get(folder)?.parent;
  return parent ? [...above(state, parent), parent] : [];
}

function below(state: State, folder: string): readonly string[] {
  return state.folders.where(({ parent }) => parent === folder).flatMap(({ id }) => [id, ...below(state, id)]);
}

function assignmentsOf({ assignments }: State, { id, user_groups: groups }: User) {
  return assignments.where(({ user, user_group: group }) => user === id || (group !== null && groups.includes(group)));
}
