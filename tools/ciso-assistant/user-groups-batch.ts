import { given, update } from '../../src/operation/index.ts';
import { batchBody, batchSays, checkBatch, NOT_ATOMIC, manyTargets } from './batch.ts';
import { listed, named, rows } from './says.ts';
import { ADMINISTRATORS, groupFields, listUserGroups, TAKEN_FOR } from './user-groups.ts';
import { listUsers } from './users.ts';

const FIELDS = ['is_published', 'name', 'description', 'builtin', 'folder'] as const;
const rules = { fields: groupFields, relations: [] };

export const batchUserGroups = update({
  id: 'user_groups_batch_action_create',
  name: 'ciso_batch_user_groups',
  title: 'Batch change groups',
  description:
    'Deletes or moves up to 100 groups (not built-in ones), or sets one field on all. Members of deleted groups lose their rights.',
  words:
    'bulk delete groups, purge groups in one call, at once, remove several groups, bulk move groups, clean up groups, ' +
    'mehrere Gruppen, Massenänderung, groupes en masse, varios grupos, move several user groups to another domain at once, ' +
    'purge five user groups with one call, delete many groups together, mehrere Benutzergruppen auf einmal löschen, ' +
    'Gruppen gemeinsam verschieben, supprimer plusieurs groupes d’un coup, déplacer des groupes en masse, ' +
    'eliminar varios grupos de usuarios a la vez, mover grupos en bloque',
  route: 'POST /user-groups/batch-action/',
  body: batchBody(FIELDS),
  check: checkBatch(rules),
  grants: { when: 'it takes the built-in mark off', test: ({ field }) => field === 'builtin' },
  destroys: true,
  before: {
    groups: given(listUserGroups, (batch) => ({ id: batch.ids, limit: 100 })),
    members: given(listUsers, (batch) =>
      batch.action === 'delete' && batch.ids.length <= 50 ? { user_groups: batch.ids, limit: 200 } : undefined,
    ),
  },
  says: ({ groups, members, input }) => {
    const people = members === undefined ? '' : ` Members: ${listed(rows(members).map((one) => named(one)))}.`;
    const lost = input.action === 'delete' ? ` Their members lose the rights that they give.${people}` : '';
    const open = input.field === 'builtin' && input.value === false ? ' Without the built-in mark groups can be deleted.' : '';
    const renamed = input.field === 'name' && rows(groups).some((one) => one['builtin'] === true);
    const known = renamed
      ? ' WARNING: built-in groups are among them; the system protects the last administrator by the name of that group.'
      : '';
    const taken = input.field === 'name' && input.value === ADMINISTRATORS ? TAKEN_FOR : '';
    return `${batchSays(input, 'groups', groups)}${lost}${open}${known}${taken}${NOT_ATOMIC}`;
  },
  undo: 'Deleted groups cannot be brought back; changed fields can be set again.',
  worst: manyTargets,
});
