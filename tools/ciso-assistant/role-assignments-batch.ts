import { given, update } from '../../src/operation/index.ts';
import { batchBody, batchSays, checkBatch, NOT_ATOMIC, manyTargets } from './batch.ts';
import { listRoleAssignments } from './role-assignments.ts';
import { assignmentFields } from './role-assignments-write.ts';
import { rows } from './says.ts';

const FIELDS = [
  'is_published',
  'name',
  'description',
  'is_recursive',
  'builtin',
  'folder',
  'user',
  'user_group',
  'role',
  'perimeter_folders',
] as const;
const rules = { fields: assignmentFields, relations: ['perimeter_folders'] };

export const batchRoleAssignments = update({
  id: 'role_assignments_batch_action_create',
  name: 'ciso_batch_role_assignments',
  title: 'Batch change assignments',
  description:
    'Deletes, moves or changes up to 100 role assignments. Deleting breaks off after the first one; nothing is found in a stock ' +
    'installation.',
  words:
    'bulk revoke roles, purge in one call, at once, withdraw many permissions, mass change of grants, mehrere Rollen entziehen, ' +
    'Massenänderung, rôles en masse, varios roles, withdraw many role assignments in one request, ' +
    'delete several role assignments at once, change many role assignments together, mehrere Rollenzuweisungen auf einmal, ' +
    'supprimer plusieurs attributions de rôles d’un coup, eliminar varias asignaciones de roles a la vez',
  route: 'POST /role-assignments/batch-action/',
  body: batchBody(FIELDS),
  check: checkBatch(rules),
  grants: true,
  destroys: true,
  before: { assignments: given(listRoleAssignments, (batch) => ({ id: batch.ids, limit: 100 })) },
  says: ({ assignments, input }) => {
    const builtin = rows(assignments).filter((one) => one['builtin'] === true).length;
    const known = builtin === 0 ? '' : ` ${builtin} of them are built-in.`;
    const breaks =
      input.action === 'delete' ? ' The documented version deletes the first of them and breaks off; read them again afterwards.' : '';
    return `${batchSays(input, 'role assignments', assignments)} Rights change at once.${known}${breaks}${NOT_ATOMIC}`;
  },
  undo: 'Deleted assignments have to be made again; changed fields can be set again.',
  worst: manyTargets,
});
