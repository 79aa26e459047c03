import * as z from 'zod';
import { create, given, update } from '../../src/operation/index.ts';
import { getRoleAssignment } from './role-assignments.ts';
import { changes, named, text } from './says.ts';
import { getUserGroup } from './user-groups.ts';
import { getUser } from './users.ts';
import { anyId, assignmentId, description, folderId, groupId, name, userId } from './vocabulary.ts';

/** What can be written on a role assignment. */
export const assignmentFields = {
  name,
  description,
  role: anyId.describe('Role id; seen in other assignments.'),
  perimeter_folders: z.array(anyId).min(1).describe('Domains where the role applies.'),
  is_recursive: z.boolean().describe('Also in their sub-folders.'),
  user: userId.nullable(),
  user_group: groupId.nullable(),
  folder: folderId,
  builtin: z.boolean(),
  is_published: z.boolean(),
};
const someAssignmentFields = z.strictObject(assignmentFields).partial().shape;
const { role, perimeter_folders } = assignmentFields;
const wholeAssignment = { ...someAssignmentFields, name, role, perimeter_folders };

const user = given(getUser, (input) => (input.user ? { id: input.user } : undefined));
const group = given(getUserGroup, (input) => (input.user_group ? { id: input.user_group } : undefined));

export const createRoleAssignment = create({
  id: 'role_assignments_create',
  name: 'ciso_create_role_assignment',
  title: 'Create role assignment',
  description:
    'Gives a user or group a role on domains. Nobody may in a stock installation: put the user into a group with ciso_update_user.',
  words:
    'grant role, give permission, assign rights on domain, Rolle zuweisen, Rechte geben, attribuer rôle, asignar rol, ' +
    'dar permisos, create role assignment, give a group the analyst role on a domain, assign a role to a user, ' +
    'make somebody auditor of a domain, Rolle auf Domäne geben, Rollenzuweisung anlegen, attribuer un rôle sur un domaine, ' +
    'donner un rôle à quelqu’un, asignar un rol a un usuario en un dominio, dar un rol, ' +
    'somebody should be approver for a domain directly not by a group, direct role for a user',
  route: 'POST /role-assignments/',
  body: wholeAssignment,
  grants: true,
  before: { user, group },
  says: ({ user: who, group: which, input }) =>
    `Give ${holder(who, which, input)} the role ${input.role} on the folders ${input.perimeter_folders.join(', ')}` +
    `${input.is_recursive === true ? ' and everything below them' : ''}, as "${input.name}".`,
  undo: 'Delete the assignment.',
});

export const updateRoleAssignment = update({
  id: 'role_assignments_partial_update',
  name: 'ciso_update_role_assignment',
  title: 'Update role assignment',
  description: 'Changes who holds a role, which, or where. Not found in a stock installation.',
  words:
    'change role, extend rights to domain, modify permission, Rolle ändern, Rechte anpassen, modifier rôle, cambiar rol, ' +
    'a role assignment should also cover another domain, swap the role in an assignment the rest stays, extend a role assignment, ' +
    'Rollenzuweisung auf weitere Domäne ausdehnen, Rolle in der Zuweisung tauschen, étendre l’attribution à un autre domaine, ' +
    'changer le rôle de l’attribution, ampliar la asignación a otro dominio',
  route: 'PATCH /role-assignments/{id}/',
  path: { id: assignmentId },
  body: someAssignmentFields,
  grants: true,
  before: { assignment: getRoleAssignment, user, group },
  says: ({ assignment, user: who, group: which, input }) => said(assignment, who, which, input),
  undo: 'Set the old values again.',
});

export const replaceRoleAssignment = update({
  id: 'role_assignments_update',
  name: 'ciso_replace_role_assignment',
  title: 'Update whole assignment',
  description: 'As ciso_update_role_assignment, but name, role and perimeter_folders are required. Others left out keep their value.',
  words:
    'PUT role assignment, overwrite grant, Rollenzuweisung überschreiben, remplacer attribution, reemplazar asignación, ' +
    'replace a role assignment as a whole, overwrite role assignment completely with name role and folders, PUT a role assignment, ' +
    'nothing kept from before, Rollenzuweisung komplett ersetzen, remplacer entièrement l’attribution de rôle, ' +
    'sustituir la asignación de rol por completo',
  route: 'PUT /role-assignments/{id}/',
  path: { id: assignmentId },
  body: wholeAssignment,
  grants: true,
  before: { assignment: getRoleAssignment, user, group },
  says: ({ assignment, user: who, group: which, input }) => said(assignment, who, which, input),
  undo: 'Set the old values again.',
});

interface Holder {
  readonly user?: string | null | undefined;
  readonly user_group?: string | null | undefined;
}

function said(assignment: unknown, who: unknown, which: unknown, input: Holder & { readonly id: string }): string {
  const old = (key: string) => text(assignment, key) ?? 'none';
  const now = `role ${old('role')}, user ${old('user')}, group ${old('user_group')}`;
  const next = input.user || input.user_group ? ` Then held by ${holder(who, which, input)}.` : '';
  return `Change the role assignment ${named(assignment, input.id)} (now ${now}): ${changes(input)}.${next} Rights change at once.`;
}

function holder(who: unknown, which: unknown, input: Holder): string {
  const parts = [
    ...(input.user ? [named(who, input.user)] : []),
    ...(input.user_group ? [`the group ${named(which, input.user_group)}`] : []),
  ];
  return parts.length === 0 ? 'nobody' : parts.join(' and ');
}
