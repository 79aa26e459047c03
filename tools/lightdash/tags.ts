import * as z from 'zod';
import { create, given, read, remove, update } from '../../src/operation/index.ts';
import { getMetricsCatalog } from './catalog.ts';
import { found, listed, named, names } from './says-access.ts';
import { projectUuid, tagUuid } from './vocabulary.ts';

const color = z.string().describe('Hex, e.g. #ff8800.');

export const getTags = read({
  id: 'getTags',
  name: 'lightdash_list_tags',
  title: 'List tags',
  description: 'The tags of a project, which are the categories of its metrics.',
  words:
    'labels, categories, which tags exist, Schlagwörter, étiquettes, etiquetas, metric categories, list tags, ' +
    'all tags of the project, tags for sorting metrics, which labels do we use, welche Schlagwörter gibt es, alle Tags, ' +
    'quelles étiquettes existent, liste des étiquettes, qué etiquetas hay, lista de etiquetas',
  route: 'GET /api/v1/projects/{projectUuid}/tags',
  path: { projectUuid },
  brief: ['tagUuid', 'name', 'color'],
});

export const createTag = create({
  id: 'createTag',
  name: 'lightdash_create_tag',
  title: 'Create tag',
  description: 'Adds a tag. A name that the project has already fails with a server error.',
  words:
    'new label, new category, add a tag, Schlagwort anlegen, créer une étiquette, crear etiqueta, create tag, ' +
    'add a label to the project, new tag for metrics, neues Schlagwort, Tag erstellen, nouvelle étiquette, ajouter une étiquette, ' +
    'nueva etiqueta, añadir etiqueta',
  route: 'POST /api/v1/projects/{projectUuid}/tags',
  path: { projectUuid },
  body: { name: z.string(), color },
});

export const updateTag = update({
  id: 'updateTag',
  name: 'lightdash_update_tag',
  title: 'Update tag',
  description: 'Renames or recolours a tag everywhere it is used.',
  words:
    'rename label, change category colour, recolor tag, Schlagwort umbenennen, renommer, cambiar nombre, give a tag another color, ' +
    'rename a tag, change the colour of a label, Tag umbenennen, Farbe des Schlagworts ändern, renommer une étiquette, ' +
    'changer la couleur de l’étiquette, renombrar una etiqueta, cambiar el color de la etiqueta',
  route: 'PATCH /api/v1/projects/{projectUuid}/tags/{tagUuid}',
  path: { projectUuid, tagUuid },
  body: { name: z.string().optional(), color: color.optional() },
});

export const deleteTag = remove({
  id: 'deleteTag',
  name: 'lightdash_delete_tag',
  title: 'Delete tag',
  description: 'Deletes a tag and takes it off everything that carries it.',
  words:
    'remove label, drop category, Schlagwort löschen, supprimer une étiquette, eliminar etiqueta, delete tag, a tag can go, ' +
    'get rid of a label everywhere, Tag entfernen, Schlagwort wird nicht mehr gebraucht, effacer l’étiquette, ' +
    'retirer une étiquette du projet, borrar la etiqueta, quitar la etiqueta del proyecto, throw a label away, ' +
    'tag can be removed everywhere',
  route: 'DELETE /api/v1/projects/{projectUuid}/tags/{tagUuid}',
  path: { projectUuid, tagUuid },
  before: {
    tags: getTags,
    metrics: given(getMetricsCatalog, ({ projectUuid, tagUuid }) => ({ projectUuid, categories: [tagUuid] })),
  },
  says: ({ tags, metrics, input }) =>
    `Delete the tag ${named(found(tags, 'tagUuid', input.tagUuid), input.tagUuid)}. Metrics that lose it: ${listed(names(metrics))}.`,
  undo: 'A new tag gets another id and must be put on each item again.',
});
