import type { Handler } from '../core/emulation.ts';
import { PROJECT_ROLES, type AccessState, type Group } from './access-state.ts';
import { checkQuery, records, text, word } from './body.ts';
import { removeGroup } from './cascade.ts';
import { asUuid, guarded, needRole, projectOf, type Call } from './guards.ts';
import { organizationOf } from './organization-routes.ts';
import { paged } from './paging.ts';
import { alreadyExists, created, databaseError, notFound, ok, unchanged, unexpected } from './reply.ts';
import type { LightdashState } from './state.ts';

const LIST = { page: 'number?', pageSize: 'number?', includeMembers: 'number?', searchQuery: 'string?' } as const;
const ROLE = { body: { role: PROJECT_ROLES }, bodyName: 'projectGroupAccess' };

/** Groups, who is in them and which projects they open. */
export function groupRoutes(state: LightdashState): Record<string, Handler> {
  const { access } = state;
  const accessOf = (call: Call) => `${projectOf(call).projectUuid}/${call.param('groupUuid')}`;
  return {
    'GET /api/v1/org/groups': guarded(state, {}, (call) => {
      const { page, pageSize, includeMembers, searchQuery } = checkQuery(LIST, call.ask.query);
      const { organizationUuid } = organizationOf(call);
      const words = String(searchQuery ?? '').toLowerCase();
      // Who may not see groups is told that there are none.
      const visible = call.caller.role === 'admin' ? access.groups.all() : [];
      const rows = visible.filter((group) => group.organizationUuid === organizationUuid && group.name.toLowerCase().includes(words));
      const { data, pagination } = paged(rows, page, pageSize);
      return ok({ pagination, data: data.map((group) => ({ ...group, ...membersOf(access, group, Number(includeMembers ?? 0)) })) });
    }),
    'POST /api/v1/org/groups': guarded(state, { body: [{ name: 'string' }, { members: 'array?' }] }, (call) => {
      needRole(call, 'admin');
      const { organizationUuid } = organizationOf(call);
      const name = text(call.body, 'name');
      freeName(access, organizationUuid, name);
      const members = userIdsOf(access, call.body);
      const now = new Date().toISOString();
      const by = { createdByUserUuid: call.caller.userUuid, updatedByUserUuid: null };
      const group = access.groups.insert({ uuid: access.nextId('group'), name, createdAt: now, updatedAt: now, organizationUuid, ...by });
      for (const userUuid of members) access.groupMembers.insert({ groupUuid: group.uuid, userUuid });
      return created({ ...group, ...membersOf(access, group, Infinity) });
    }),
    'GET /api/v1/groups/{groupUuid}': guarded(state, {}, (call) => {
      const { includeMembers, offset } = checkQuery({ includeMembers: 'number?', offset: 'number?' }, call.ask.query);
      const group = groupOf(call);
      return ok({ ...group, ...membersOf(access, group, Number(includeMembers ?? 0), Number(offset ?? 0)) });
    }),
    'DELETE /api/v1/groups/{groupUuid}': guarded(state, {}, (call) => {
      removeGroup(access, groupOf(call).uuid);
      return ok();
    }),
    'PATCH /api/v1/groups/{groupUuid}': guarded(state, { body: { name: 'string?', members: 'array?' } }, (call) => {
      const old = groupOf(call);
      const { name = old.name, members } = call.body;
      if (name !== old.name) freeName(access, old.organizationUuid, String(name));
      if (members !== undefined) {
        const userUuids = userIdsOf(access, call.body);
        access.groupMembers.removeWhere(({ groupUuid }) => groupUuid === old.uuid);
        for (const userUuid of userUuids) access.groupMembers.insert({ groupUuid: old.uuid, userUuid });
      }
      const by = { updatedAt: new Date().toISOString(), updatedByUserUuid: call.caller.userUuid };
      const group = access.groups.patch(old.uuid, { name: String(name), ...by }) ?? old;
      return ok({ ...group, ...membersOf(access, group, Infinity) });
    }),
    'GET /api/v1/groups/{groupUuid}/members': guarded(state, {}, (call) => ok(membersOf(access, groupOf(call), Infinity).members)),
    'PUT /api/v1/groups/{groupUuid}/members/{userUuid}': guarded(state, {}, (call) => {
      const { uuid: groupUuid, organizationUuid } = groupOf(call);
      const userUuid = call.uuid('userUuid');
      const isOurs = access.users.get(userUuid)?.organizationUuid === organizationUuid;
      // A stranger is not added and not refused: the insert just finds no row.
      if (!isOurs || access.groupMembers.get(`${groupUuid}/${userUuid}`)) return unchanged;
      access.groupMembers.insert({ groupUuid, userUuid });
      return created();
    }),
    'DELETE /api/v1/groups/{groupUuid}/members/{userUuid}': guarded(state, {}, (call) =>
      access.groupMembers.remove(`${groupOf(call).uuid}/${call.uuid('userUuid')}`) ? ok() : unchanged,
    ),
    'POST /api/v1/groups/{groupUuid}/projects/{projectUuid}': guarded(state, ROLE, (call) => {
      const { uuid: groupUuid } = groupOf(call);
      if (access.groupAccesses.get(accessOf(call))) throw databaseError('Failed to add project access');
      return ok(
        access.groupAccesses.insert({ projectUuid: call.param('projectUuid'), groupUuid, role: word(PROJECT_ROLES, call.body['role']) }),
      );
    }),
    'PATCH /api/v1/groups/{groupUuid}/projects/{projectUuid}': guarded(state, ROLE, (call) => {
      groupOf(call);
      const changed = access.groupAccesses.patch(accessOf(call), { role: word(PROJECT_ROLES, call.body['role']) });
      if (!changed) throw databaseError('Failed to update project access');
      return ok(changed);
    }),
    'DELETE /api/v1/groups/{groupUuid}/projects/{projectUuid}': guarded(state, {}, (call) => {
      groupOf(call);
      return access.groupAccesses.remove(accessOf(call)) ? ok() : unchanged;
    }),
  };
}

function groupOf(call: Call): Group {
  const group = call.state.access.groups.get(call.uuid('groupUuid'));
  if (!group) throw notFound('No group found');
  needRole(call, 'admin');
  return group;
}

function freeName(access: AccessState, organizationUuid: string, name: string): void {
  const taken = access.groups.find((group) => group.organizationUuid === organizationUuid && group.name === name);
  if (taken) throw alreadyExists('Group name already exists');
}

function userIdsOf(access: AccessState, body: Readonly<Record<string, unknown>>): readonly string[] {
  return records(body, 'members').map((row) => {
    const userUuid = asUuid(text(row, 'userUuid'));
    if (!access.users.get(userUuid)) throw unexpected();
    return userUuid;
  });
}

/** Some members and the ids of all; nothing when none are wanted. */
function membersOf(access: AccessState, { uuid }: Group, count: number, offset = 0) {
  const all = access.groupMembers.where(({ groupUuid }) => groupUuid === uuid).flatMap(({ userUuid }) => access.users.get(userUuid) ?? []);
  const members = all.map(({ userUuid, email, firstName, lastName }) => ({ userUuid, email, firstName, lastName }));
  return count > 0 ? { members: members.slice(offset, offset + count), memberUuids: members.map(({ userUuid }) => userUuid) } : {};
}
