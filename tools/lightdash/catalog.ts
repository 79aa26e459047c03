import * as z from 'zod';
import { read } from '../../src/operation/index.ts';
import { byPage, paging, projectUuid, tagUuid } from './vocabulary.ts';

const table = z.string().describe('Explore name.');

export const getCatalog = read({
  id: 'getCatalog',
  name: 'lightdash_search_catalog',
  title: 'Search data catalog',
  description: 'Tables and fields of a project; without search or type only the tables.',
  words:
    'find a column, data dictionary, which table has, look for a field, Datenkatalog, suchen, catalogue de données, ' +
    'catálogo de datos, search data catalog, which tables and columns can people report on, fields with a word in the name, ' +
    'which table has a column called so, anything about discount in the data, in den Daten suchen, ' +
    'welche Tabelle enthält die Spalte, chercher dans le catalogue, quelle table contient la colonne, buscar en el catálogo, ' +
    'qué tabla tiene la columna, do we have any field about something in our data, is there a column for refunds, ' +
    'en qué tabla está la columna, dans quelle table est la colonne, in welcher Tabelle steht die Spalte',
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
  words:
    'columns of a table, table schema, what does this table mean, Tabellenbeschreibung, Spalten, colonnes, columnas de la tabla, ' +
    'describe one table with its columns joins and source, metadata of a table, details of a catalog table, ' +
    'where does a table come from, Tabelle beschreiben, Metadaten der Tabelle, métadonnées de la table, description d’une table, ' +
    'metadatos de la tabla, describir la tabla',
  route: 'GET /api/v1/projects/{projectUuid}/dataCatalog/{table}/metadata',
  path: { projectUuid, table },
});

export const getAnalytics = read({
  id: 'getAnalytics',
  name: 'lightdash_list_charts_using_table',
  title: 'List charts using table',
  description: 'The charts built on one table. An unknown table answers none.',
  words:
    'charts built on a model, impact of changing a table, who uses this table, lineage, dependents, verwendet, Auswirkung, ' +
    'utilisation, uso de la tabla, which charts are built on a table, usage of a table, charts that depend on this table, ' +
    'welche Diagramme benutzen die Tabelle, quels graphiques utilisent la table, qué gráficos usan la tabla',
  route: 'GET /api/v1/projects/{projectUuid}/dataCatalog/{table}/analytics',
  path: { projectUuid, table },
});

export const getAnalyticsField = read({
  id: 'getAnalyticsField',
  name: 'lightdash_list_charts_using_field',
  title: 'List charts using field',
  description: 'The charts that show one dimension or metric. An unknown field answers none.',
  words:
    'impact of removing a field, where is this metric used, lineage, Feld verwendet, champ utilisé, dónde se usa el campo, ' +
    'in which charts is a field used, which charts show this metric or dimension, which charts would break if we dropped a column, ' +
    'usage of a field, in welchen Diagrammen wird das Feld benutzt, dans quels graphiques le champ est utilisé, ' +
    'en qué gráficos se usa el campo',
  route: 'GET /api/v1/projects/{projectUuid}/dataCatalog/{table}/analytics/{field}',
  path: { projectUuid, table, field: z.string().describe('Field name without the table.') },
});

export const getMetricsCatalog = read({
  id: 'getMetricsCatalog',
  name: 'lightdash_list_metrics',
  title: 'List metrics',
  description: 'The metrics catalog with usage and categories.',
  words:
    'KPIs, measures, metric definitions, most used metrics, Kennzahlen, indicateurs, métricas, Metrikkatalog, list metrics, ' +
    'list all KPIs with how often they are used, overview of metrics, which metrics do we have, alle Kennzahlen, ' +
    'welche Metriken gibt es, catalogue des métriques, toutes les métriques, catálogo de métricas, lista de indicadores',
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
