import { atLeast, projectRole, type Call } from './guards.ts';
import { forbidden, failure, notExists } from './reply.ts';
import { SPACE_ROLES, type AccessState, type Role, type Space, type User } from './access-state.ts';
import type { Explore } from './explore-model.ts';

/** What a user is to a space, as charts and dashboards tell it of who asks. */
export interface OwnAccess {
  readonly userUuid: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly role: string;
  readonly hasDirectAccess: boolean;
  readonly inheritedRole: Role | null;
  readonly inheritedFrom: string;
  readonly projectRole: Role | null;
}

/** What a user may in a space; undefined without access to it. */
export function ownAccess(access: AccessState, user: User, space: Space): OwnAccess | undefined {
  const inherited = projectRole(access, user, space.projectUuid);
  const direct = access.spaceUserAccesses.get(`${space.uuid}/${user.userUuid}`);
  const groups = access.spaceGroupAccesses.where(
    (row) => row.spaceUuid === space.uuid && access.groupMembers.get(`${row.groupUuid}/${user.userUuid}`) !== undefined,
  );
  if (!atLeast(inherited, 'viewer')) return undefined;
  const given = [direct?.role, ...groups.map((row) => row.role), space.isPrivate ? undefined : spaceRole(inherited)];
  const role = inherited === 'admin' ? 'admin' : SPACE_ROLES.findLast((one) => given.includes(one));
  if (role === undefined) return undefined;
  const { userUuid, firstName, lastName, email } = user;
  const inheritedFrom =
    user.role === inherited ? 'organization' : access.projectAccesses.get(`${space.projectUuid}/${userUuid}`) ? 'project' : 'group';
  const hasDirectAccess = direct !== undefined || groups.length > 0;
  return { userUuid, firstName, lastName, email, role, hasDirectAccess, inheritedRole: inherited, inheritedFrom, projectRole: inherited };
}

function spaceRole(role: Role | null): string {
  return atLeast(role, 'editor') ? 'editor' : 'viewer';
}

/** The space of a chart or dashboard, and what the caller is there; throws 403 without access or below the role. */
export function spaceFor(
  call: Call,
  spaceUuid: string,
  least: 'viewer' | 'editor' = 'viewer',
  words?: string,
): { space: Space; own: OwnAccess } {
  const space = call.state.access.spaces.get(spaceUuid);
  const own = space && ownAccess(call.state.access, call.caller, space);
  if (!space || !own || (least === 'editor' && own.role === 'viewer')) throw forbidden(words);
  return { space, own };
}

/** Whether the caller sees what is in a space. */
export function sees(call: Call, spaceUuid: string): boolean {
  const space = call.state.access.spaces.get(spaceUuid);
  return space !== undefined && ownAccess(call.state.access, call.caller, space) !== undefined;
}

/** Whether the caller has the user attributes that an explore's base table asks for. */
export function mayExplore(call: Call, explore: Explore): boolean {
  const { attributes, groupMembers } = call.state.access;
  const { userUuid } = call.caller;
  return Object.entries(explore.tables[explore.baseTable]?.requiredAttributes ?? {}).every(([name, value]) => {
    const attribute = attributes.find((row) => row.name === name);
    const own = attribute?.users.find((row) => row.userUuid === userUuid)?.value;
    const ofGroups = attribute?.groups.filter((row) => groupMembers.get(`${row.groupUuid}/${userUuid}`)).map((row) => row.value) ?? [];
    const values = own !== undefined ? [own] : ofGroups.length > 0 ? ofGroups : [attribute?.attributeDefault];
    return values.includes(value);
  });
}

/** The explore by name; throws 404 for an unknown one, 401 (with a valid token) for one that user attributes hide. */
export function exploreFor(call: Call, projectUuid: string, name: string): Explore {
  const explore = call.state.content.explores.get(projectUuid)?.find((one) => one.name === name);
  if (!explore) throw notExists(`Explore "${name}" does not exist.`);
  if (!mayExplore(call, explore)) throw failure(401, 'AuthorizationError', "You don't have authorization to access this explore");
  return explore;
}

/** A person as lists name them; null when the account is gone. */
export function personOf(access: AccessState, uuid: string): { userUuid: string; firstName: string; lastName: string } | null {
  const user = access.users.get(uuid);
  return user ? { userUuid: uuid, firstName: user.firstName, lastName: user.lastName } : null;
}

/** A person's full name; empty when the account is gone. */
export function fullName(access: AccessState, uuid: string): string {
  const person = personOf(access, uuid);
  return person ? `${person.firstName} ${person.lastName}` : '';
}
