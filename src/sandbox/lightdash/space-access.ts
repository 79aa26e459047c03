import type { AccessState, Space, User } from './access-state.ts';
import { ownAccess, type OwnAccess } from './content-access.ts';
import { atLeast } from './guards.ts';

/** Everybody's access to a space. Private spaces are for administrators and those they are shared with. */
export function sharesOf(access: AccessState, space: Space): readonly OwnAccess[] {
  const organizationUuid = access.projects.get(space.projectUuid)?.organizationUuid;
  return access.users.where((user) => user.organizationUuid === organizationUuid).flatMap((user) => ownAccess(access, user, space) ?? []);
}

/** Whether a user may rename, share and delete a space: its administrators, and editors of the project while it is public. */
export function mayManage(access: AccessState, space: Space, user: User): boolean {
  const own = ownAccess(access, user, space);
  return own !== undefined && (own.role === 'admin' || (!space.isPrivate && atLeast(own.projectRole, 'editor')));
}
