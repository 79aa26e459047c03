import * as z from 'zod';
import type { Handler } from '../core/emulation.ts';
import { form, json, take } from '../core/input.ts';
import { badParameter, done, rowIn, type Asset, type Workspace } from './workspace.ts';

const named = z.object({ groupName: z.string().trim().min(1) });

/** The group calls. Creating and renaming take a form, creating for a user takes JSON: that is how the vendor's SDK sends them. */
export function groupRoutes(workspace: Workspace): Readonly<Record<string, Handler>> {
  const { users, groups, memberships, assets, shares } = workspace;
  const userIn = (id: string | undefined) => rowIn(users, id, 'user');
  const groupIn = (id: string | undefined) => rowIn(groups, id, 'group');

  const withName = (name: string) => groups.find(({ groupName }) => groupName.toLowerCase() === name.toLowerCase());
  // SSO sign-up finds groups by name, so a name must lead to one group.
  const freeName = (name: string, own?: number) => {
    const other = withName(name);
    if (other && other.id !== own) throw badParameter(`A group with the name ${name} exists`);
    return name;
  };
  const members = (id: number) =>
    memberships
      .where(({ groupId }) => groupId === id)
      .map(({ userId, level }) => ({ id: userId, username: users.get(userId)?.username, access_level: level }));

  const sharedInto = (id: number, kind: Asset['kind']) =>
    shares
      .where((share) => share.type === 'Groups' && share.id === id)
      .flatMap(({ assetId, level }) => {
        const asset = assets.get(assetId);
        return asset?.kind === kind ? [{ id: assetId, name: asset.name, accessLevel: level }] : [];
      });
  // Names of the members other than `autoShareUsers` are published nowhere.
  const sharing = (id: number) => ({
    dashboards: sharedInto(id, 'dashboard'),
    widgets: sharedInto(id, 'widget'),
    queries: sharedInto(id, 'query'),
    autoShareUsers: users.where(({ autoShareTo }) => autoShareTo.includes(id)).map((user) => ({ id: user.id, username: user.username })),
  });

  return {
    'GET /groups': () => ({ status: 200, body: { list: groups.all() } }),

    'POST /groups': ({ text, headers }) => {
      const { groupName } = take(named, form(text, headers['content-type']), badParameter);
      return { status: 200, body: groups.insert({ id: workspace.newId(), groupName: freeName(groupName) }) };
    },

    'GET /groups/{groupId}': ({ params, query }) => {
      const group = groupIn(params.groupId);
      const more = query.get('withSharing') === 'true' ? sharing(group.id) : {};
      return { status: 200, body: { ...group, users: members(group.id), ...more } };
    },

    'PUT /groups/{groupId}': ({ params, text, headers }) => {
      const { id } = groupIn(params.groupId);
      const { groupName } = take(named, form(text, headers['content-type']), badParameter);
      return { status: 200, body: groups.patch(id, { groupName: freeName(groupName, id) }) };
    },

    'DELETE /groups/{groupId}': ({ params }) => {
      const { id } = groupIn(params.groupId);
      memberships.removeWhere(({ groupId }) => groupId === id);
      shares.removeWhere((share) => share.type === 'Groups' && share.id === id);
      for (const user of users.where(({ autoShareTo }) => autoShareTo.includes(id))) {
        users.patch(user.id, { autoShareTo: user.autoShareTo.filter((group) => group !== id) });
      }
      groups.remove(id);
      return done;
    },

    'GET /users/{userId}/groups': ({ params }) => {
      const { id } = userIn(params.userId);
      const own = new Set(memberships.where(({ userId }) => userId === id).map(({ groupId }) => groupId));
      return { status: 200, body: { list: groups.where((group) => own.has(group.id)) } };
    },

    // An existing name puts the user into that group, as SSO sign-up does; the vendor says nothing about it.
    'POST /users/{userId}/groups': ({ params, text }) => {
      const { id } = userIn(params.userId);
      const { groupName } = take(named, json(text), badParameter);
      const group = withName(groupName) ?? groups.insert({ id: workspace.newId(), groupName });
      const level = memberships.get(`${id}/${group.id}`)?.level ?? 2;
      memberships.insert({ userId: id, groupId: group.id, level });
      return { status: 200, body: group };
    },

    // Only the association goes, as documented; the group stays.
    'DELETE /users/{userId}/groups/{groupId}': ({ params }) => {
      const user = userIn(params.userId);
      const group = groupIn(params.groupId);
      if (!memberships.remove(`${user.id}/${group.id}`)) throw badParameter(`User ${user.id} is not in group ${group.id}`);
      return done;
    },
  };
}
