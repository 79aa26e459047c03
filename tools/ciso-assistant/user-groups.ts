import { create, read, remove, update } from '../../src/operation/index.ts';
import * as z from 'zod';
import { cascade, changes, named, text } from './says.ts';
import { byOffset, description, folderId, groupId, idFilter, name, ordering, paging, repeatedIds, search } from './vocabulary.ts';

/** What can be written on a group. */
export const groupFields = {
  name: name.describe('Stored name, not the label.'),
  description,
  builtin: z.boolean().describe('Marks system groups; false takes their protection away.'),
  folder: folderId,
  is_published: z.boolean(),
};
const someGroupFields = z.strictObject(groupFields).partial().shape;

export const listUserGroups = read({
  id: 'user_groups_list',
  name: 'ciso_list_user_groups',
  title: 'List user groups',
  description: 'Groups with their domain; members come from ciso_list_users with user_groups. search looks in domain names only.',
  words:
    'roles per domain, access groups, which groups exist, administrators group, permission sets, Benutzergruppen, Rollen, ' +
    'groupes d’utilisateurs, grupos de usuarios, list user groups, which groups do we have, permission groups per domain, ' +
    'all user groups, welche Benutzergruppen gibt es, alle Gruppen, quels groupes d’utilisateurs existent, tous les groupes, ' +
    'qué grupos de usuarios hay, todos los grupos',
  route: 'GET /user-groups/',
  query: {
    ...paging,
    search,
    ordering: ordering.describe('localization_dict or -localization_dict; not with search.'),
    id: idFilter,
    folder: repeatedIds,
  },
  brief: ['id', 'name', 'folder', 'builtin'],
  paging: byOffset,
});

export const getUserGroup = read({
  id: 'user_groups_retrieve',
  name: 'ciso_get_user_group',
  title: 'Get user group',
  description: 'One group under its label; the stored name is in ciso_get_user_group_for_edit.',
  words:
    'show group, group details, which domain is this group of, Gruppe anzeigen, voir groupe, ver grupo, one user group in detail, ' +
    'which domain does a user group belong to, open a user group just show it, user group 123, Benutzergruppe ansehen, ' +
    'zu welcher Domäne gehört die Gruppe, détails du groupe d’utilisateurs, à quel domaine appartient le groupe, ' +
    'detalles del grupo de usuarios, a qué dominio pertenece',
  route: 'GET /user-groups/{id}/',
  path: { id: groupId },
});

export const getUserGroupForEdit = read({
  id: 'user_groups_object_retrieve',
  name: 'ciso_get_user_group_for_edit',
  title: 'Get user group for edit',
  description: 'One group as updates take it: stored name (BI-UG-ADM is the administrators) and folder id.',
  words:
    'raw group, stored name, group code, editable group form, Gruppe bearbeiten, modifier groupe, editar grupo, ' +
    'user group in the editable form, internal name and folder id of a user group, stored name of the administrators group, ' +
    'Benutzergruppe zum Bearbeiten, interner Name der Gruppe, groupe d’utilisateurs sous forme modifiable, nom interne du groupe, ' +
    'grupo de usuarios en forma editable, nombre interno',
  route: 'GET /user-groups/{id}/object/',
  path: { id: groupId },
});

export const getUserGroupCascade = read({
  id: 'user_groups_cascade_info_retrieve',
  name: 'ciso_get_user_group_cascade',
  title: 'Preview group deletion',
  description: 'What would be deleted with a group (its role assignments) and who would lose it, by e-mail.',
  words:
    'impact of deleting a group, who loses access, members of a group by mail, Auswirkungen, impact suppression groupe, ' +
    'impacto de eliminar grupo, who would lose rights if a user group were removed, what goes with the group, ' +
    'preview before deleting a user group, wer verliert Rechte, was wird mit der Gruppe gelöscht, qui perdrait ses droits, ' +
    'conséquences de la suppression du groupe, quién perdería permisos, consecuencias de borrar el grupo de usuarios',
  route: 'GET /user-groups/{id}/cascade-info/',
  path: { id: groupId },
});

export const createUserGroup = create({
  id: 'user_groups_create',
  name: 'ciso_create_user_group',
  title: 'Create user group',
  description: 'Makes a group without rights. Stock roles may not, administrators included; groups come with a new domain instead.',
  words:
    'new group, add access group, custom role group, Gruppe anlegen, créer groupe, crear grupo, create user group, create group, ' +
    'add a user group named so, neue Benutzergruppe erstellen, Gruppe hinzufügen, nouveau groupe d’utilisateurs, ' +
    'ajouter un groupe, nuevo grupo de usuarios, añadir grupo',
  route: 'POST /user-groups/',
  body: { ...someGroupFields, name: groupFields.name },
});

const asking = {
  when: 'it renames the group, moves it or changes its built-in mark',
  test: (input: object) => 'name' in input || 'builtin' in input || 'folder' in input,
};

export const updateUserGroup = update({
  id: 'user_groups_partial_update',
  name: 'ciso_update_user_group',
  title: 'Update user group',
  description: 'Changes the given members of a group. Membership is written on the user: ciso_update_user.',
  words:
    'rename group, describe group, move group to domain, unprotect group, Gruppe umbenennen, renommer groupe, renombrar grupo, ' +
    'rename a user group, change the description of a user group, move one user group to another domain, ' +
    'Benutzergruppe umbenennen, Beschreibung der Gruppe ändern, renommer un groupe d’utilisateurs, ' +
    'changer la description du groupe, renombrar el grupo de usuarios, cambiar la descripción del grupo',
  route: 'PATCH /user-groups/{id}/',
  path: { id: groupId },
  body: someGroupFields,
  destroys: asking,
  before: { group: getUserGroup, stored: getUserGroupForEdit },
  says: ({ group, stored, input }) => `Change the group ${named(group, input.id)}: ${changes(input)}.${dangers(stored, input)}`,
  undo: 'Set the old values again.',
});

export const replaceUserGroup = update({
  id: 'user_groups_update',
  name: 'ciso_replace_user_group',
  title: 'Update group with name',
  description: 'As ciso_update_user_group, but the stored name is required. Members left out keep their value.',
  words:
    'PUT group, overwrite group, full update of group, Gruppe überschreiben, remplacer groupe, reemplazar grupo, ' +
    'replace the user group completely with a PUT, full overwrite of a user group name included, Benutzergruppe komplett ersetzen, ' +
    'remplacer entièrement le groupe d’utilisateurs, sustituir por completo el grupo de usuarios',
  route: 'PUT /user-groups/{id}/',
  path: { id: groupId },
  body: { ...someGroupFields, name: groupFields.name },
  destroys: true,
  before: { group: getUserGroup, stored: getUserGroupForEdit },
  says: ({ group, stored, input }) => `Change the group ${named(group, input.id)}: ${changes(input)}.${dangers(stored, input)}`,
  undo: 'Set the old values again.',
});

export const deleteUserGroup = remove({
  id: 'user_groups_destroy',
  name: 'ciso_delete_user_group',
  title: 'Delete user group',
  description: 'Deletes a group and its role assignments; members lose those rights at once. Built-in groups are refused.',
  words:
    'remove group, drop access group, dissolve group, Gruppe löschen, supprimer groupe, eliminar grupo, delete user group, ' +
    'delete group, a user group isn’t needed any more, get rid of a permission group, Benutzergruppe löschen, ' +
    'Gruppe wird nicht mehr gebraucht, supprimer un groupe d’utilisateurs, effacer le groupe, eliminar grupo de usuarios, ' +
    'borrar grupo',
  route: 'DELETE /user-groups/{id}/',
  path: { id: groupId },
  before: { group: getUserGroup, effects: getUserGroupCascade },
  says: ({ group, effects, input }) =>
    `Delete the group ${named(group, input.id)}. Its members lose the rights that it gives. ${cascade(effects)}`,
  undo: 'Cannot be undone; stock roles cannot even make a new group.',
});

/** The system knows the administrators by this name, and protects the last of them by it. */
export const ADMINISTRATORS = 'BI-UG-ADM';

/** What it means that another group gets that name. */
export const TAKEN_FOR = ' WARNING: under that name the system takes its members for administrators.';

/** What a rename or a lost built-in mark does to a system group. */
function dangers(stored: unknown, input: { readonly name?: string | undefined; readonly builtin?: boolean | undefined }): string {
  const renamed = text(stored, 'name') === ADMINISTRATORS && input.name !== undefined && input.name !== ADMINISTRATORS;
  const admins = renamed
    ? ' WARNING: this is the administrators group. Under another name the system no longer protects the last administrator.'
    : '';
  const taken = input.name === ADMINISTRATORS && text(stored, 'name') !== ADMINISTRATORS ? TAKEN_FOR : '';
  return input.builtin === false ? `${admins}${taken} Without the built-in mark the group can be deleted.` : `${admins}${taken}`;
}
