import * as z from 'zod';
import { create, given, read, remove, update } from '../../src/operation/index.ts';
import { listOrganizationMembers } from './organizations.ts';
import { getProject } from './projects.ts';
import { counted, found, inventory, listed, named, person, rows, size } from './says-access.ts';
import { projectUuid, spaceRole, spaceUuid, userUuid } from './vocabulary.ts';

export const getSpace = read({
  id: 'GetSpace',
  name: 'lightdash_get_space',
  title: 'Get space',
  description: 'One space: its charts (queries), dashboards, and the people and groups with access, direct or inherited.',
  words:
    'folder contents, what is in the folder, who can see the space, space permissions, Ordner anzeigen, Bereich, voir le dossier, ' +
    'ver carpeta, what is inside a space and who can look into it, contents of one folder, members of a space, ' +
    'who has access to a folder, Inhalt eines Ordners, wer sieht den Ordner, contenu du dossier, qui a accès à l’espace, ' +
    'contenido de la carpeta, quién ve el espacio, list what a space contains',
  route: 'GET /api/v1/projects/{projectUuid}/spaces/{spaceUuid}',
  path: { projectUuid, spaceUuid },
});

export const createSpaceInProject = create({
  id: 'CreateSpaceInProject',
  name: 'lightdash_create_space',
  title: 'Create space',
  description: 'Creates a space for charts and dashboards. Private, seen by its creator and access only, unless isPrivate is false.',
  words:
    'new folder, make a folder, collection, restricted area for a team, Ordner anlegen, Bereich erstellen, créer un dossier, ' +
    'crear carpeta, create space, create folder, private folder for a department, new area for charts, neuen Ordner erstellen, ' +
    'neuer Space, nouveau dossier, créer un espace, nueva carpeta, crear un espacio, ' +
    'a spot where a department keeps its own dashboards not visible to others',
  route: 'POST /api/v1/projects/{projectUuid}/spaces',
  path: { projectUuid },
  body: {
    name: z.string().min(1),
    isPrivate: z.boolean().optional(),
    access: z.array(z.strictObject({ userUuid, role: spaceRole })).optional(),
  },
  grants: {
    when: 'it gives people access or is open to the whole project',
    test: ({ access, isPrivate }) => (access?.length ?? 0) > 0 || isPrivate === false,
  },
  before: { project: getProject, people: given(listOrganizationMembers, ({ access }) => (access?.length ? {} : undefined)) },
  says: ({ project, people, input }) => {
    const shared = (input.access ?? []).map((one) => `${person(found(people, 'userUuid', one.userUuid), one.userUuid)} as ${one.role}`);
    const open = input.isPrivate === false ? 'Everyone in the project sees it.' : 'It is private.';
    const where = `the project ${named(project, input.projectUuid)}`;
    return `Create the space "${input.name}" in ${where}. ${open} Direct access: ${listed(shared)}.`;
  },
  undo: 'Revoke the access, make the space private, or delete it.',
});

export const updateSpace = update({
  id: 'UpdateSpace',
  name: 'lightdash_update_space',
  title: 'Update space',
  description: 'Sets name and privacy, both each time. isPrivate false opens it to the whole project; true leaves direct access only.',
  words:
    'rename folder, make folder private, make public, open to everyone, lock down, umbenennen, privat machen, renommer, ' +
    'rendre privé, hacer público, the space should be private from now on, rename a space, ' +
    'everybody in the project may see a folder, change the name of a folder, close a folder to others, Ordner umbenennen, ' +
    'Space privat machen, für alle öffnen, renommer un espace, rendre un dossier privé, ouvrir l’espace à tous, ' +
    'renombrar un espacio, hacer privada una carpeta, abrir la carpeta a todos, ' +
    'folder should not be visible to everybody any more, Ordner nicht mehr für alle sichtbar, ' +
    'le dossier ne doit plus être visible par tous',
  route: 'PATCH /api/v1/projects/{projectUuid}/spaces/{spaceUuid}',
  path: { projectUuid, spaceUuid },
  body: { name: z.string().min(1), isPrivate: z.boolean() },
  grants: { when: 'isPrivate is false: everyone in the project sees the space', test: ({ isPrivate }) => !isPrivate },
  before: { space: getSpace },
  says: ({ space, input }) => {
    const rename = space?.name === input.name ? '' : ` and name it "${input.name}"`;
    const target = `the space ${named(space, input.spaceUuid)}`;
    if (input.isPrivate) return `Make ${target} private${rename}. Only people and groups with direct access keep seeing it.`;
    const privacy = { true: 'private', false: 'open already' }[String(space?.isPrivate)] ?? 'unknown';
    return (
      `Open ${target} to everyone in the project${rename}, with ${size(space?.queries, 'chart')} ` +
      `and ${size(space?.dashboards, 'dashboard')}. Until now: ${privacy}.`
    );
  },
  undo: 'Set the old name and privacy again; what people saw meanwhile stays seen.',
});

export const deleteSpace = remove({
  id: 'DeleteSpace',
  name: 'lightdash_delete_space',
  title: 'Delete space',
  description: 'Deletes a space with every chart and dashboard in it.',
  words:
    'remove folder, throw away folder, clean up collection, drop folder with reports, Ordner löschen, supprimer le dossier, ' +
    'eliminar carpeta, delete space, delete folder, erase a space including its charts, folder isn’t needed any more, ' +
    'get rid of a space, Space löschen, Ordner mit allem löschen, supprimer un espace, effacer un dossier et ses graphiques, ' +
    'eliminar un espacio, borrar la carpeta con todo',
  route: 'DELETE /api/v1/projects/{projectUuid}/spaces/{spaceUuid}',
  path: { projectUuid, spaceUuid },
  before: { space: getSpace },
  says: ({ space, input }) => {
    // Somebody with access in several ways has several rows.
    const people = new Set(rows(space?.access).flatMap((one) => (one['hasDirectAccess'] === true ? [one['userUuid']] : [])));
    const direct = space === undefined ? 'an unknown number of people' : counted(people.size, 'person', 'people');
    return (
      `Delete the space ${named(space, input.spaceUuid)} with ${inventory(space?.queries, 'chart')} ` +
      `and ${inventory(space?.dashboards, 'dashboard')}, for everyone. ` +
      `The direct access of ${direct} and ${size(space?.groupsAccess, 'group')} goes with it.`
    );
  },
  undo: 'Cannot be undone. Move what shall stay to another space first.',
  worst: ({ space, input }) => space?.name ?? input.spaceUuid,
});
