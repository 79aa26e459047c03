import { z } from 'zod';
import { read } from '../../src/operation/index.ts';
import { byPage, paging, projectUuid, tagUuid } from './vocabulary.ts';

const table = z.string().describe('Explore name.');

export const getCatalog = read({
  id: 'getCatalog',
  name: 'lightdash_search_catalog',
  title: 'Search data catalog',
  description: 'Tables and fields of a project; without search or type only the tables.',
  words: 'find a column, data dictionary, which table has, look for a field, Datenkatalog, suchen, catalogue de données, catálogo de datos',
  route: 'GET /api/v1/projects/{projectUuid}/dataCatalog',
  path: { projectUuid },
  query: {
    search: z.string().optional(),
    type: z.enum(['table', 'field']).optional(),
    filter: z.enum(['tables', 'dimensions', 'metrics']).optional(),
  },
  brief: ['name', 'label', 'type', 'fieldType', 'tableName', 'description', 'catalogSearchUuid'],
});

export const getMetadata = read({
  id: 'getMetadata',
  name: 'lightdash_get_table_metadata',
  title: 'Get table metadata',
  description: 'Describes one catalog table: its fields, joins and source file.',
  words: 'columns of a table, table schema, what does this table mean, Tabellenbeschreibung, Spalten, colonnes, columnas de la tabla',
  route: 'GET /api/v1/projects/{projectUuid}/dataCatalog/{table}/metadata',
  path: { projectUuid, table },
});

export const getAnalytics = read({
  id: 'getAnalytics',
  name: 'lightdash_list_charts_using_table',
  title: 'List charts using table',
  description: 'The charts built on one table. An unknown table answers none.',
  words: 'impact of changing a table, who uses this table, lineage, dependents, verwendet, Auswirkung, utilisation, uso de la tabla',
  route: 'GET /api/v1/projects/{projectUuid}/dataCatalog/{table}/analytics',
  path: { projectUuid, table },
});

export const getAnalyticsField = read({
  id: 'getAnalyticsField',
  name: 'lightdash_list_charts_using_field',
  title: 'List charts using field',
  description: 'The charts that show one dimension or metric. An unknown field answers none.',
  words: 'impact of removing a field, where is this metric used, lineage, Feld verwendet, champ utilisé, dónde se usa el campo',
  route: 'GET /api/v1/projects/{projectUuid}/dataCatalog/{table}/analytics/{field}',
  path: { projectUuid, table, field: z.string().describe('Field name without the table.') },
});

export const getMetricsCatalog = read({
  id: 'getMetricsCatalog',
  name: 'lightdash_list_metrics',
  title: 'List metrics',
  description: 'The metrics catalog with usage and categories.',
  words: 'KPIs, measures, metric definitions, most used metrics, Kennzahlen, indicateurs, métricas, Metrikkatalog',
  route: 'GET /api/v1/projects/{projectUuid}/dataCatalog/metrics',
  path: { projectUuid },
  query: {
    search: z.string().optional(),
    ...paging,
    sort: z.string().optional().describe('Member, e.g. chartUsage.'),
    order: z.enum(['asc', 'desc']).optional(),
    categories: z.array(tagUuid).optional(),
  },
  brief: ['name', 'label', 'tableName', 'chartUsage', 'categories', 'catalogSearchUuid'],
  paging: byPage,
});
