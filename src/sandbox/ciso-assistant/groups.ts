import { cascadeOfGroup } from './cascade.ts';
import type { Kind } from './collection.ts';
import { byId, byLink } from './lists.ts';
import type { Group, State, User } from './model.ts';
import { error, failure } from './reply.ts';
import { above } from './rights.ts';
import { GROUP_LABELS } from './roles.ts';

/** What people read for a group: its folder and its role or name. */
export function labelOfGroup({ folders }: State, { folder, name }: Group): string {
  return `${folders.get(folder)?.name ?? ''} - ${GROUP_LABELS[name] ?? name}`;
}

/** User groups. Membership is written on the user. */
export function groupsKind(state: State): Kind<Group> {
  const { groups, folders, users, assignments, root } = state;
  const known = (id: string) => folders.get(id) !== undefined;
  const folderName = (id: string) => folders.get(id)?.name ?? '';

  const shown = (group: Group, _caller: User, inList: boolean) => {
    const { id, name, folder, created_at, updated_at, is_published, builtin } = group;
    const places = [...above(state, folder), folder].filter((one) => one !== root);
    // Only outside of lists is the root folder its own path.
    const path = (places.length === 0 && !inList ? [root] : places).map((one) => ({ id: one, str: folderName(one) }));
    return {
      id,
      path,
      name: labelOfGroup(state, group),
      localization_dict: { folder: folderName(folder), role: GROUP_LABELS[name] ?? name },
      folder: { str: folderName(folder), id: folder },
      created_at,
      updated_at,
      is_published,
      description: group['description'] ?? null,
      builtin,
    };
  };

  return {
    path: 'user-groups',
    model: 'UserGroup',
    noun: 'usergroup',
    rows: groups,
    fields: {
      is_published: { kind: 'flag' },
      name: { kind: 'text', max: 200, required: true },
      description: { kind: 'text', blank: true, nullable: true },
      builtin: { kind: 'flag' },
      folder: { kind: 'link', known },
    },
    blank: (id, now) => ({
      id,
      folder: root,
      is_published: false,
      builtin: false,
      created_at: now,
      updated_at: now,
      name: '',
      description: null,
    }),
    label: (group) => labelOfGroup(state, group),
    shown,
    written: ({ id, created_at, updated_at, is_published, name, description, builtin, folder }) => ({
      id,
      created_at,
      updated_at,
      is_published,
      name,
      description,
      builtin,
      folder,
    }),
    listing: (caller) => ({
      path: '/api/user-groups/',
      filters: {
        id: byId,
        folder: byLink('folder', known, ({ folder }) => [folder]),
      },
      searched: ({ folder }) => [folderName(folder)],
      ordered: {
        localization_dict: ({ folder, name }) => [...above(state, folder), folder].map(folderName).join('/') + `\u0000${name}`,
        builtin: ({ builtin }) => builtin,
        name: ({ name }) => name,
      },
      askable: ['localization_dict'],
      order: 'builtin,name',
      check: (query) => {
        if (query.get('search') && /(?:^|,)\s*-?localization_dict/.test(query.get('ordering') ?? '')) throw failure();
      },
      shown: (group) => shown(group, caller, true),
    }),
    cascade: (group) => cascadeOfGroup(state, group),
    removed: ({ id }) => {
      assignments.removeWhere(({ user_group: group }) => group === id);
      for (const user of users.all()) users.patch(user.id, { user_groups: user.user_groups.filter((one) => one !== id) });
    },
    protect: ({ builtin }, values) => {
      if (values === 'delete' && builtin) throw error(403, 'attemptToDeleteBuiltinUserGroup');
    },
  };
}
