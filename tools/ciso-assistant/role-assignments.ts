import { read, remove } from '../../src/operation/index.ts';
import { cascade, named } from './says.ts';
import { assignmentId, byOffset, idFilter, ordering, paging, repeatedIds, search } from './vocabulary.ts';

const CLOSED = 'In a stock installation nobody may use role assignments, administrators included; access goes through user groups.';

export const listRoleAssignments = read({
  id: 'role_assignments_list',
  name: 'ciso_list_role_assignments',
  title: 'List role assignments',
  description: 'Which user or group holds which role where. Empty in a stock installation, where access goes through user groups.',
  words:
    'who has which role, permissions per domain, grants, direct roles, Rollenzuweisungen, attributions de rôles, ' +
    'asignaciones de roles, list role assignments, who holds which role on which domain, all role assignments, ' +
    'who is allowed what, wer hat welche Rolle, alle Rollenzuweisungen, qui a quel rôle, toutes les attributions, ' +
    'quién tiene qué rol, todas las asignaciones de roles, show direct role grants, which roles were given directly',
  route: 'GET /role-assignments/',
  query: { ...paging, ordering, search, id: idFilter, folder: repeatedIds },
  brief: ['id', 'name', 'user', 'user_group', 'role', 'perimeter_folders', 'builtin'],
  paging: byOffset,
  note: CLOSED,
});

export const getRoleAssignment = read({
  id: 'role_assignments_retrieve',
  name: 'ciso_get_role_assignment',
  title: 'Get role assignment',
  description: 'One role assignment by ids. Not found in a stock installation.',
  words:
    'show grant, which role, assignment details, Rollenzuweisung anzeigen, voir attribution, ver asignación, ' +
    'details of a role assignment, which role and perimeter does an assignment carry, one role assignment, Zuweisung ansehen, ' +
    'détails de l’attribution de rôle, detalles de la asignación de rol',
  route: 'GET /role-assignments/{id}/',
  path: { id: assignmentId },
  note: CLOSED,
});

export const getRoleAssignmentForEdit = read({
  id: 'role_assignments_object_retrieve',
  name: 'ciso_get_role_assignment_for_edit',
  title: 'Get assignment for edit',
  description: 'The same as ciso_get_role_assignment.',
  words:
    'raw role assignment, editable assignment form, role assignment in the form that edits take, object view of a role assignment, ' +
    'Rollenzuweisung zum Bearbeiten, attribution sous forme modifiable, asignación en forma editable',
  route: 'GET /role-assignments/{id}/object/',
  path: { id: assignmentId },
  note: CLOSED,
});

export const getRoleAssignmentCascade = read({
  id: 'role_assignments_cascade_info_retrieve',
  name: 'ciso_get_role_assignment_cascade',
  title: 'Preview assignment deletion',
  description: 'What deleting a role assignment touches.',
  words:
    'impact of withdrawing a role, before revoking rights, Auswirkungen, impact retrait de rôle, impacto de quitar rol, ' +
    'what would withdrawing a role assignment touch, impact preview for a role assignment, ' +
    'Folgen der Löschung einer Rollenzuweisung, conséquences du retrait de l’attribution, ' +
    'consecuencias de quitar la asignación de rol',
  route: 'GET /role-assignments/{id}/cascade-info/',
  path: { id: assignmentId },
  note: CLOSED,
});

export const deleteRoleAssignment = remove({
  id: 'role_assignments_destroy',
  name: 'ciso_delete_role_assignment',
  title: 'Delete role assignment',
  description: 'Withdraws a role at once. Built-in ones are not protected: it can lock administrators out.',
  words:
    'revoke role, take away permission, withdraw rights, Rolle entziehen, Rechte wegnehmen, retirer rôle, quitar rol, ' +
    'revocar permisos, delete role assignment, take a role away from somebody, somebody should no longer approve, ' +
    'Rollenzuweisung löschen, jemandem die Rolle entziehen, supprimer l’attribution de rôle, enlever un rôle à quelqu’un, ' +
    'eliminar la asignación de rol, quitar un rol a alguien',
  route: 'DELETE /role-assignments/{id}/',
  path: { id: assignmentId },
  before: { assignment: getRoleAssignment, effects: getRoleAssignmentCascade },
  says: ({ assignment, effects, input }) => {
    const builtin =
      assignment?.builtin === true ? ' WARNING: it is built-in and the system does not protect it; people may be locked out.' : '';
    const holder = [assignment?.user && `user ${assignment.user}`, assignment?.user_group && `group ${assignment.user_group}`]
      .filter(Boolean)
      .join(' and ');
    return (
      `Delete the role assignment ${named(assignment, input.id)}: ${holder || 'nobody'} loses role ${assignment?.role ?? 'unknown'} on ` +
      `${assignment?.perimeter_folders?.length ?? 0} folders at once.${builtin} ${cascade(effects)}`
    );
  },
  undo: 'Make the same assignment again.',
  note: CLOSED,
});
