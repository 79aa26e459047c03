import { cascadeOfAssignment } from './cascade.ts';
import type { Kind } from './collection.ts';
import { byId, byLink } from './lists.ts';
import type { Assignment, State } from './model.ts';

/** Role assignments: closed to everyone who holds only built-in roles. */
export function assignmentsKind(state: State): Kind<Assignment> {
  const { assignments, folders, users, groups, roles, root } = state;
  const knownFolder = (id: string) => folders.get(id) !== undefined;
  const written = (row: Assignment) => ({
    id: row.id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    is_published: row.is_published,
    name: row.name,
    description: row['description'] ?? null,
    is_recursive: row.is_recursive,
    builtin: row.builtin,
    folder: row.folder,
    user: row.user,
    user_group: row.user_group,
    role: row.role,
    perimeter_folders: row.perimeter_folders,
  });

  return {
    path: 'role-assignments',
    model: 'RoleAssignment',
    noun: 'roleassignment',
    rows: assignments,
    fields: {
      is_published: { kind: 'flag' },
      name: { kind: 'text', max: 200, required: true },
      description: { kind: 'text', blank: true, nullable: true },
      is_recursive: { kind: 'flag' },
      builtin: { kind: 'flag' },
      folder: { kind: 'link', known: knownFolder },
      user: { kind: 'link', nullable: true, known: (id) => users.get(id) !== undefined },
      user_group: { kind: 'link', nullable: true, known: (id) => groups.get(id) !== undefined },
      role: { kind: 'link', required: true, known: (id) => roles.get(id) !== undefined },
      perimeter_folders: { kind: 'links', required: true, filled: true, known: knownFolder },
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
      is_recursive: false,
      user: null,
      user_group: null,
      role: '',
      perimeter_folders: [],
    }),
    label: ({ id, role, user, user_group: group, perimeter_folders: places }) => {
      const names = places.map((one) => `'${folders.get(one)?.name ?? ''}'`).join(', ');
      const holder = `user: ${users.get(user ?? '')?.email ?? '/'}, user group: ${groups.get(group ?? '')?.name ?? '/'}`;
      return `id=${id}, folders: [${names}], role: ${roles.get(role)?.name ?? ''}, ${holder}`;
    },
    shown: written,
    written,
    listing: () => ({
      path: '/api/role-assignments/',
      filters: { id: byId, folder: byLink('folder', knownFolder, ({ folder }) => [folder]) },
      searched: (row) => [row.name, String(row['description'] ?? '')],
      ordered: {
        id: ({ id }) => id,
        name: ({ name }) => name,
        builtin: ({ builtin }) => builtin,
        folder: ({ folder }) => folders.get(folder)?.name ?? '',
        created_at: ({ created_at: at }) => at,
      },
      order: 'builtin,folder',
      shown: written,
    }),
    cascade: (row) => cascadeOfAssignment(state, row),
    removed: () => undefined,
    batchDeleteFails: true,
  };
}
