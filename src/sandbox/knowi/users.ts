import * as z from 'zod';
import { contentFilters } from '../core/content-filters.ts';
import type { Handler } from '../core/emulation.ts';
import { json, take } from '../core/input.ts';
import { badParameter, done, failure, rowIn, type Level, type User, type Workspace } from './workspace.ts';

const groupLevels = z.array(z.object({ id: z.int(), access_level: z.literal([1, 2]) }));
const common = {
  phone: z.string().optional(),
  twoFactorAuth: z.boolean().optional(),
  timezone: z.string().min(1).optional(),
  autoShareTo: z.array(z.object({ id: z.int() })).optional(),
  contentFilters: contentFilters.optional(),
  defaultDashboardId: z.int().nullable().optional(),
};
// Which members the server insists on is published nowhere; only a name to sign in with is certain. Unknown members pass unread.
const creation = z.object({
  username: z.email(),
  password: z.string().optional(),
  userInviteJson: z.object({ userGroups: groupLevels.optional(), userRole: z.string().min(1).optional() }).optional(),
  ...common,
});
const edit = z
  .looseObject({
    name: z.string().min(1).optional(),
    roles: z.array(z.string().min(1)).optional(),
    groups: groupLevels.optional(),
    ...common,
  })
  .refine((body) => Object.keys(body).length > 0, 'nothing to change');

const userTypes = z.enum(['regular', 'sso', 'external']).optional();

/** One user as lists show it. Levels in `userGroups` are a guess: the documentation's example stops at the name. */
export function userView({ memberships, groups }: Workspace, user: User) {
  const own = memberships.where(({ userId }) => userId === user.id);
  return {
    id: user.id,
    username: user.username,
    customerId: 501,
    autocycle: false,
    tempUser: user.kind === 'external',
    ssoUser: user.kind === 'sso',
    newUser: user.newUser,
    timeZone: user.timeZone,
    userGroups: own.map(({ groupId, level }) => ({ id: groupId, groupName: groups.get(groupId)?.groupName, access_level: level })),
    roles: user.roles,
    free: false,
    twoFactorAuth: user.twoFactorAuth,
  };
}

/** One user in full. The members after the first line are what can be written; that they can be read is a guess. A password never. */
function userDetail(workspace: Workspace, user: User) {
  const { name, phone, defaultDashboardId } = user;
  const autoShareTo = user.autoShareTo.map((id) => ({ id }));
  return { ...userView(workspace, user), name, phone, contentFilters: user.contentFilters, autoShareTo, defaultDashboardId };
}

/** The user calls. */
export function userRoutes(workspace: Workspace): Readonly<Record<string, Handler>> {
  const { users, groups, memberships, assets, shares } = workspace;
  const userIn = (id: string | undefined) => rowIn(users, id, 'user');

  const knownGroups = (ids: readonly number[]) => {
    const unknown = ids.find((id) => !groups.get(id));
    if (unknown !== undefined) throw badParameter(`Unknown group ${unknown}`);
    return ids;
  };
  // Whether a list replaces or adds is published nowhere; a careful client must assume that it replaces.
  const setGroups = (userId: number, list: readonly { id: number; access_level: Level }[]) => {
    memberships.removeWhere((row) => row.userId === userId);
    for (const { id, access_level } of list) memberships.insert({ userId, groupId: id, level: access_level });
  };
  const detail = (user: User) => ({ status: 200, body: userDetail(workspace, user) });

  return {
    'GET /users': () => ({ status: 200, body: { list: users.all().map((user) => userView(workspace, user)) } }),

    'POST /users': ({ text }) => {
      const body = take(creation, json(text), badParameter);
      const username = body.username.toLowerCase();
      if (users.find((user) => user.username === username)) return failure(409, 'User already exists');
      const invite = body.userInviteJson ?? {};
      knownGroups([...(invite.userGroups ?? []), ...(body.autoShareTo ?? [])].map(({ id }) => id));
      const user = users.insert({
        id: workspace.newId(),
        username,
        name: username,
        kind: 'regular',
        // What the vendor's SDK sends when the caller names no role; it is not the lowest one.
        roles: [invite.userRole ?? 'user'],
        timeZone: body.timezone ?? 'UTC',
        phone: body.phone,
        newUser: true,
        twoFactorAuth: body.twoFactorAuth ?? false,
        contentFilters: body.contentFilters ?? [],
        autoShareTo: (body.autoShareTo ?? []).map(({ id }) => id),
        defaultDashboardId: body.defaultDashboardId ?? null,
      });
      setGroups(user.id, invite.userGroups ?? []);
      return detail(user);
    },

    // The documented example is a single object; part of a name may fit several, which then come as a list.
    'GET /users/search': ({ query }) => {
      const username = query.get('username')?.toLowerCase() ?? '';
      if (username === '') throw badParameter('username is required');
      const type = take(userTypes, query.get('userType') ?? undefined, (problem) => badParameter(`userType: ${problem}`));
      const found = users.where((user) => user.username.includes(username) && (type === undefined || user.kind === type));
      const views = found.map((user) => userView(workspace, user));
      return { status: 200, body: views.length === 1 ? views[0] : { list: views } };
    },

    // The answer's members are published nowhere.
    'GET /users/shareableEntities': () => ({
      status: 200,
      body: { users: users.all().map(({ id, username }) => ({ id, username })), groups: groups.all() },
    }),

    'GET /users/{userId}': ({ params }) => detail(userIn(params.userId)),

    'PUT /users/{userId}': ({ params, text }) => {
      const user = userIn(params.userId);
      const body = take(edit, json(text), badParameter);
      knownGroups([...(body.groups ?? []), ...(body.autoShareTo ?? [])].map(({ id }) => id));
      if (body.groups) setGroups(user.id, body.groups);
      const next: User = {
        ...user,
        name: body.name ?? user.name,
        roles: body.roles ?? user.roles,
        phone: body.phone ?? user.phone,
        twoFactorAuth: body.twoFactorAuth ?? user.twoFactorAuth,
        timeZone: body.timezone ?? user.timeZone,
        autoShareTo: body.autoShareTo?.map(({ id }) => id) ?? user.autoShareTo,
        contentFilters: body.contentFilters ?? user.contentFilters,
        defaultDashboardId: body.defaultDashboardId === undefined ? user.defaultDashboardId : body.defaultDashboardId,
      };
      return detail(users.insert(next));
    },

    // Takes along all that the user owns, and has no rule about the last administrator: none is published.
    'DELETE /users/{userId}': ({ params }) => {
      const { id } = userIn(params.userId);
      const owned = new Set(assets.where(({ userId }) => userId === id).map((asset) => asset.id));
      shares.removeWhere((share) => owned.has(share.assetId) || (share.type === 'Users' && share.id === id));
      assets.removeWhere(({ userId }) => userId === id);
      memberships.removeWhere(({ userId }) => userId === id);
      users.remove(id);
      return done;
    },

    // The receiver comes in the query; the vendor's SDK once sent it in the body, where nothing reads it.
    'PUT /users/{userId}/moveAssets': ({ params, query }) => {
      const giver = userIn(params.userId);
      const to = query.get('toUserId') ?? '';
      const receiver = /^\d{1,15}$/.test(to) ? users.get(to) : undefined;
      if (!receiver) throw badParameter(to === '' ? 'toUserId is required' : `toUserId: unknown user ${to}`);
      if (receiver.id === giver.id) throw badParameter('toUserId must be another user');
      for (const { id } of assets.where(({ userId }) => userId === giver.id)) assets.patch(id, { userId: receiver.id });
      return done;
    },
  };
}
