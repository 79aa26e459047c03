import * as z from 'zod';
import { read, update } from '../../src/operation/index.ts';
import { projectUuid, uuid } from './vocabulary.ts';

const pinnedListUuid = uuid.describe('Member of pinned charts and dashboards in their lists.');

export const getPinnedItems = read({
  id: 'getPinnedItems',
  name: 'lightdash_list_pinned_items',
  title: 'List pinned items',
  description: 'The charts, dashboards and spaces pinned to the homepage of a project, in order.',
  words:
    'favourites, homepage, bookmarks, starred, what is pinned, angeheftet, Startseite, épinglés, fijados, ' +
    'what is pinned to the homepage, list pins, which dashboards are on the home page, was ist angeheftet, Inhalte der Startseite, ' +
    'éléments épinglés sur l’accueil, qué está fijado en la portada, elementos fijados',
  route: 'GET /api/v1/projects/{projectUuid}/pinned-lists/{pinnedListUuid}/items',
  path: { projectUuid, pinnedListUuid },
  brief: ['type', 'data.uuid', 'data.name', 'data.pinnedListOrder'],
});

export const updatePinnedItemsOrder = update({
  id: 'updatePinnedItemsOrder',
  name: 'lightdash_reorder_pinned_items',
  title: 'Reorder pinned items',
  description: 'Sets the order in which pinned items appear for everybody.',
  words:
    'sort homepage, move pin to the top, arrange favourites, Reihenfolge ändern, réorganiser, reordenar, ' +
    'change the order of pinned things on the homepage, put a dashboard first among the pins, rearrange the home page, ' +
    'Reihenfolge der angehefteten Inhalte, Startseite sortieren, changer l’ordre des éléments épinglés, ' +
    'cambiar el orden de los fijados',
  route: 'PATCH /api/v1/projects/{projectUuid}/pinned-lists/{pinnedListUuid}/items/order',
  path: { projectUuid, pinnedListUuid },
  body: {
    items: z.array(
      z.strictObject({
        type: z.enum(['chart', 'dashboard', 'space']),
        data: z.strictObject({ uuid, pinnedListOrder: z.number().nullable().describe('From 0.') }),
      }),
    ),
  },
  wholeBody: 'items',
});
