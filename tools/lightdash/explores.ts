import * as z from 'zod';
import { read, run, update } from '../../src/operation/index.ts';
import { metricQuery, metricQueryRequest } from './queries.ts';
import { counted, listed, names, rows } from './says-access.ts';
import { exploreId, projectUuid } from './vocabulary.ts';

export const GetExplores = read({
  id: 'GetExplores',
  name: 'lightdash_list_explores',
  title: 'List explores',
  description: 'The explores (queryable tables) of a project.',
  words:
    'tables, data models, dbt models, what can I query, semantic layer, Tabellen, Modelle, modèles, tablas, list explores, ' +
    'which explores can I query, what tables are available to build reports on, models in a project, welche Explores gibt es, ' +
    'verfügbare Tabellen, quels explores existent, tables disponibles, qué explores hay, tablas disponibles, ' +
    'give me the explores of a project',
  route: 'GET /api/v1/projects/{projectUuid}/explores',
  path: { projectUuid },
  brief: ['name', 'label', 'type', 'description', 'errors'],
});

export const GetExplore = read({
  id: 'GetExplore',
  name: 'lightdash_get_explore',
  title: 'Get explore',
  description: 'One explore with every dimension and metric: large, narrow it with fields. 401 means that user attributes hide it.',
  words:
    'fields of a table, available dimensions and metrics, field ids, joins, Felder, Dimensionen, champs, dimensiones, ' +
    'which dimensions and metrics are in an explore, all fields of an explore, details of one explore, show an explore, ' +
    'Felder eines Explores, dimensions et métriques d’un explore, champs de l’explore, campos de un explore, ' +
    'dimensiones y métricas, what can I pick in this explore',
  route: 'GET /api/v1/projects/{projectUuid}/explores/{exploreId}',
  path: { projectUuid, exploreId },
});

export const SetExplores = update({
  id: 'SetExplores',
  name: 'lightdash_set_explores',
  title: 'Replace all explores',
  description: 'Replaces every explore of a project by compiled ones, as a deployment from the CLI does.',
  words:
    'deploy dbt project, overwrite semantic layer, upload models, lightdash deploy, Modelle ersetzen, déployer, desplegar modelos, ' +
    'overwrite all explores with compiled ones, deploy compiled dbt models, push the new semantic model, ' +
    'replace tables of a project, alle Explores überschreiben, Modelle hochladen, remplacer tous les explores, ' +
    'déployer les modèles, reemplazar todos los explores, subir los modelos',
  route: 'PUT /api/v1/projects/{projectUuid}/explores',
  path: { projectUuid },
  body: { explores: z.array(z.looseObject({ name: z.string() })).describe('Whole compiled explores; any left out is gone.') },
  wholeBody: 'explores',
  destroys: true,
  before: { current: GetExplores },
  says: ({ current, input }) => {
    const kept = new Set(input.explores.map(({ name }) => name));
    const gone = rows(current).filter(({ name }) => typeof name !== 'string' || !kept.has(name));
    return (
      `Replace all ${counted(rows(current).length, 'explore')} of project ${input.projectUuid} ` +
      `by ${counted(kept.size, 'explore')}: ${listed([...kept])}. ` +
      `These disappear: ${listed(names(gone))}. Charts built on what is gone break.`
    );
  },
  undo: 'Deploy the project again from its dbt source.',
});

export const CompileQuery = read({
  id: 'CompileQuery',
  name: 'lightdash_compile_query',
  title: 'Compile query to SQL',
  description: 'The SQL that a metric query would run; nothing is run.',
  words:
    'show sql, generated sql, explain query, what sql is behind this, SQL anzeigen, voir le SQL, ver SQL, ' +
    'SQL that would be generated without running it, turn a metric query into sql, preview the sql, welches SQL wird erzeugt, ' +
    'SQL der Abfrage, quel SQL est produit par la requête, qué SQL genera la consulta, ver el SQL sin ejecutar',
  route: 'POST /api/v1/projects/{projectUuid}/explores/{exploreId}/compileQuery',
  path: { projectUuid, exploreId },
  body: metricQuery,
});

export const DownloadCsvFromExplore = run({
  id: 'DownloadCsvFromExplore',
  name: 'lightdash_export_query_csv',
  title: 'Export query as CSV',
  description: 'Starts a CSV export of a metric query and answers its jobId; then lightdash_get_job_status and lightdash_get_csv_url.',
  words:
    'download query result, excel, spreadsheet extract, herunterladen, exporter, descargar csv, export a query result as csv, ' +
    'save the result of a query as excel, get the rows of a query as file, Abfrageergebnis als CSV, Ergebnis exportieren, ' +
    'exporter le résultat de la requête, télécharger la requête en csv, exportar el resultado de la consulta',
  route: 'POST /api/v1/projects/{projectUuid}/explores/{exploreId}/downloadCsv',
  path: { projectUuid, exploreId },
  body: {
    ...metricQuery,
    onlyRaw: z.boolean().describe('Without number formats.'),
    showTableNames: z.boolean(),
    columnOrder: z.array(z.string()),
    csvLimit: z.number().nullable().optional().describe('Rows; null for all.'),
    customLabels: z.record(z.string(), z.string()).optional(),
    hiddenFields: z.array(z.string()).optional(),
    chartName: z.string().optional(),
  },
});

export const CalculateTotalFromQuery = read({
  id: 'CalculateTotalFromQuery',
  name: 'lightdash_calculate_query_totals',
  title: 'Calculate query totals',
  description: 'The grand total of each metric of a metric query.',
  words:
    'sum of all rows, overall total, Gesamtsumme der Abfrage, total de la requête, total de la consulta, ' +
    'grand total for this query, add all rows of a query together, totals row of a query, Gesamtsumme einer Abfrage berechnen, ' +
    'calculer le total d’une requête, calcular el total de una consulta',
  route: 'POST /api/v1/projects/{projectUuid}/calculate-total',
  path: { projectUuid },
  body: { explore: exploreId, metricQuery: z.strictObject(metricQueryRequest) },
});
