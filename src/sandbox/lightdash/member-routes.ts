import type { Handler } from '../core/emulation.ts';
import { ROLES, type AccessState, type User } from './access-state.ts';
import { checkQuery, word } from './body.ts';
import { removeUser } from './cascade.ts';
import { atLeast, guarded, needRole, projectRole } from './guards.ts';
import { organizationOf } from './organization-routes.ts';
import { paged } from './paging.ts';
import { forbidden, invalid, notFound, ok } from './reply.ts';
import type { LightdashState } from './state.ts';

const LIST = { page: 'number?', pageSize: 'number?', includeGroups: 'number?', searchQuery: 'string?', projectUuid: 'string?' } as const;
const UUID4 = '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-4[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}';

/** The members of the caller's organisation. */
export function memberRoutes(state: LightdashState): Record<string, Handler> {
  const { access } = state;
  const member = (organizationUuid: string, userUuid: string) =>
    access.users.find((row) => row.userUuid === userUuid && row.organizationUuid === organizationUuid);
  return {
    'GET /api/v1/org/users': guarded(state, {}, (call) => {
      const { page, pageSize, includeGroups, searchQuery, projectUuid } = checkQuery(LIST, call.ask.query);
      const { organizationUuid } = organizationOf(call);
      const words = String(searchQuery ?? '').toLowerCase();
      const rows = access.users.where(
        (user) =>
          user.organizationUuid === organizationUuid &&
          `${user.firstName} ${user.lastName} ${user.email}`.toLowerCase().includes(words) &&
          (projectUuid === undefined || atLeast(projectRole(access, user, String(projectUuid)), 'viewer')),
      );
      const { data, pagination } = paged(rows, page, pageSize);
      const groups = (user: User) => (includeGroups ? { groups: groupsOf(access, user).slice(0, Number(includeGroups)) } : {});
      return ok({ data: data.map((user) => ({ ...profile(user), ...groups(user) })), pagination });
    }),
    'GET /api/v1/org/users/{userUuid}': guarded(state, {}, (call) => {
      const userUuid = call.param('userUuid');
      // The only path id of this vendor that is checked like a body.
      if (!new RegExp(`^${UUID4}$`).test(userUuid)) throw invalid({ userUuid: { message: `Not match in '${UUID4}'`, value: userUuid } });
      const found = member(organizationOf(call).organizationUuid, userUuid);
      if (!found) throw notFound('No matching member found in organization');
      return ok(profile(found));
    }),
    'PATCH /api/v1/org/users/{userUuid}': guarded(state, { body: { role: ROLES } }, (call) => {
      needRole(call, 'admin');
      const found = member(organizationOf(call).organizationUuid, call.uuid('userUuid'));
      if (!found) throw notFound('No matching member found in organization');
      const role = word(ROLES, call.body['role']);
      if (role !== 'admin') keepAnAdmin(access, found);
      return ok(profile(access.users.patch(found.userUuid, { role }) ?? found));
    }),
    'DELETE /api/v1/org/user/{userUuid}': guarded(state, {}, (call) => {
      needRole(call, 'admin');
      const userUuid = call.uuid('userUuid');
      const found = member(organizationOf(call).organizationUuid, userUuid);
      if (!found) throw notFound(`Cannot find user with uuid ${userUuid}`);
      keepAnAdmin(access, found);
      removeUser(access, userUuid);
      return ok();
    }),
  };
}

/** Throws 403 when this user is the last administrator. */
export function keepAnAdmin(access: AccessState, user: User): void {
  const admins = access.users.where((row) => row.organizationUuid === user.organizationUuid && row.role === 'admin');
  if (user.role === 'admin' && admins.length === 1) throw forbidden('Organization must have at least one admin');
}

function profile({ userUuid, firstName, lastName, email, organizationUuid, role, isActive, isPending }: User) {
  return { userUuid, firstName, lastName, email, organizationUuid, role, isActive, isInviteExpired: false, isPending };
}

function groupsOf(access: AccessState, user: User) {
  return access.groupMembers
    .where(({ userUuid }) => userUuid === user.userUuid)
    .map(({ groupUuid }) => ({ uuid: groupUuid, name: access.groups.get(groupUuid)?.name ?? '' }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
