import * as z from 'zod';
import { given, remove, update } from '../../src/operation/index.ts';
import { getMetricsCatalog } from './catalog.ts';
import { found, listed, named, names } from './says-access.ts';
import { getTags } from './tags.ts';
import { catalogSearchUuid, projectUuid, tagUuid } from './vocabulary.ts';

export const addCategoryToCatalogItem = update({
  id: 'addCategoryToCatalogItem',
  name: 'lightdash_add_catalog_category',
  title: 'Add catalog category',
  description: 'Puts a tag on a catalog item as its category. A second time fails with a server error.',
  words:
    'categorise metric, tag a metric, label a field, group KPIs, Kategorie zuweisen, catégoriser, etiquetar métrica, ' +
    'put a tag on a metric, assign a category to a metric, sort a metric under finance, Kennzahl einer Kategorie zuordnen, ' +
    'Tag an eine Metrik hängen, mettre une étiquette sur une métrique, poner una etiqueta a la métrica, asignar categoría, ' +
    'label the metric as finance, tag this metric, put a metric under a label',
  route: 'POST /api/v1/projects/{projectUuid}/dataCatalog/{catalogSearchUuid}/categories',
  path: { projectUuid, catalogSearchUuid },
  body: { tagUuid },
  idempotent: false,
});

export const removeCategoryFromCatalogItem = remove({
  id: 'removeCategoryFromCatalogItem',
  name: 'lightdash_remove_catalog_category',
  title: 'Remove catalog category',
  description: 'Takes one category off one catalog item; the tag itself stays.',
  words:
    'untag metric, uncategorise, take label off a metric, Kategorie entfernen, retirer la catégorie, quitar categoría, ' +
    'a metric should no longer carry a tag, remove the tag from a metric the tag itself stays, take a category off, ' +
    'Tag von der Kennzahl entfernen, Kennzahl aus der Kategorie nehmen, retirer l’étiquette d’une métrique, ' +
    'quitar la etiqueta de la métrica',
  route: 'DELETE /api/v1/projects/{projectUuid}/dataCatalog/{catalogSearchUuid}/categories/{tagUuid}',
  path: { projectUuid, catalogSearchUuid, tagUuid },
  before: {
    tags: getTags,
    metrics: given(getMetricsCatalog, ({ projectUuid, tagUuid }) => ({ projectUuid, categories: [tagUuid] })),
  },
  says: ({ tags, metrics, input }) => {
    const item = named(found(metrics, 'catalogSearchUuid', input.catalogSearchUuid), input.catalogSearchUuid);
    const tag = named(found(tags, 'tagUuid', input.tagUuid), input.tagUuid);
    return `Take the category ${tag} off the catalog item ${item}. Metrics that carry it now: ${listed(names(metrics))}.`;
  },
  undo: 'Add the category to the item again.',
});

export const updateCatalogItemIcon = update({
  id: 'updateCatalogItemIcon',
  name: 'lightdash_set_catalog_icon',
  title: 'Set catalog icon',
  description: 'Sets the emoji or picture of a catalog item; null takes it away. An unknown id is not reported.',
  words:
    'put a picture next to a metric, emoji for a metric, metric logo, Symbol setzen, icône, icono de la métrica, ' +
    'give a KPI an emoji, change the icon of a metric, remove the emoji of a metric, fire symbol in the metrics list, ' +
    'Emoji für eine Kennzahl, Symbol der Metrik ändern, mettre un emoji sur un indicateur, changer l’icône d’une métrique, ' +
    'poner un emoji a una métrica, cambiar el icono, a metric should get a symbol, picture for a field in the catalog',
  route: 'PATCH /api/v1/projects/{projectUuid}/dataCatalog/{catalogSearchUuid}/icon',
  path: { projectUuid, catalogSearchUuid },
  body: {
    icon: z
      .union([z.strictObject({ unicode: z.string() }), z.strictObject({ url: z.string() }), z.null()])
      .describe('unicode: code point such as 1f600.'),
  },
});
