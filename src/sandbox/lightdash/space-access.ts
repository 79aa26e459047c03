import type { AccessState, Role, Space, User } from './access-state.ts';
import { ROLES } from './access-state.ts';
import { atLeast } from './guards.ts';

/** One person's access to a space, and where it comes from. */
export interface SpaceShare {
  readonly userUuid: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly role: 'viewer' | 'editor' | 'admin';
  readonly hasDirectAccess: boolean;
  readonly inheritedRole: Role;
  readonly inheritedFrom: 'organization' | 'project' | 'group' | 'space_group';
  readonly projectRole: Role;
}

/** A user's access to a space; none for who may not see it. Private spaces are for administrators and those they are shared with. */
export function shareOf(access: AccessState, space: Space, user: User): SpaceShare | undefined {
  const inherited = strongest(access, space, user);
  if (!inherited || !atLeast(inherited.inheritedRole, 'viewer')) return undefined;
  const direct = directRole(access, space, user);
  const isAdmin = inherited.inheritedRole === 'admin';
  if (space.isPrivate && direct === undefined && !isAdmin) return undefined;
  const role = isAdmin ? 'admin' : (direct ?? (atLeast(inherited.inheritedRole, 'editor') ? 'editor' : 'viewer'));
  const { userUuid, firstName, lastName, email } = user;
  return { userUuid, firstName, lastName, email, role, hasDirectAccess: direct !== undefined, ...inherited, projectRole: inherited.inheritedRole };
}

/** Everybody's access to a space. */
export function sharesOf(access: AccessState, space: Space): readonly SpaceShare[] {
  return access.users.all().flatMap((user) => shareOf(access, space, user) ?? []);
}

/** Whether a user may rename, share and delete a space: its administrators, and editors of the project while it is public. */
export function mayManage(access: AccessState, space: Space, user: User): boolean {
  const share = shareOf(access, space, user);
  return share !== undefined && (share.role === 'admin' || (!space.isPrivate && atLeast(share.projectRole, 'editor')));
}

function strongest(access: AccessState, space: Space, user: User): Pick<SpaceShare, 'inheritedRole' | 'inheritedFrom'> | undefined {
  const isMember = ({ groupUuid }: { readonly groupUuid: string }) => access.groupMembers.get(`${groupUuid}/${user.userUuid}`) !== undefined;
  const inProject = access.projects.get(space.projectUuid)?.organizationUuid === user.organizationUuid;
  const found: { readonly inheritedRole: Role | null | undefined; readonly inheritedFrom: SpaceShare['inheritedFrom'] }[] = [
    { inheritedRole: inProject ? user.role : null, inheritedFrom: 'organization' },
    { inheritedRole: access.projectAccesses.get(`${space.projectUuid}/${user.userUuid}`)?.role, inheritedFrom: 'project' },
    ...access.groupAccesses
      .where((row) => row.projectUuid === space.projectUuid && isMember(row))
      .map(({ role }) => ({ inheritedRole: role, inheritedFrom: 'group' as const })),
  ];
  for (const inheritedRole of ROLES.toReversed()) {
    const match = found.find((row) => row.inheritedRole === inheritedRole);
    if (match) return { inheritedRole, inheritedFrom: match.inheritedFrom };
  }
  return undefined;
}

function directRole(access: AccessState, space: Space, user: User): SpaceShare['role'] | undefined {
  const groups = access.spaceGroupAccesses
    .where((row) => row.spaceUuid === space.uuid && access.groupMembers.get(`${row.groupUuid}/${user.userUuid}`) !== undefined)
    .map(({ role }) => role);
  const roles = [access.spaceUserAccesses.get(`${space.uuid}/${user.userUuid}`)?.role, ...groups];
  return (['admin', 'editor', 'viewer'] as const).find((role) => roles.includes(role));
}
