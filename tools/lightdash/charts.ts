import * as z from 'zod';
import { member, read, run } from '../../src/operation/index.ts';
import { dashboardFilters, dashboardFiltersInFull, granularity, sorts } from './queries.ts';
import { named, rows } from './says-access.ts';
import { promotion, version } from './says-content.ts';
import { chartUuid, dashboardUuid, versionUuid } from './vocabulary.ts';

const invalidateCache = z.boolean().optional();

export const PostChartResults = read({
  id: 'PostChartResults',
  name: 'lightdash_run_chart',
  title: 'Run chart',
  description: 'Runs the query of a saved chart and answers its rows.',
  words:
    'chart data, numbers behind a chart, refresh chart, Diagramm ausführen, Daten anzeigen, exécuter le graphique, ' +
    'ejecutar gráfico, current numbers of a saved chart, execute a saved chart and show the rows, ' +
    'what does the chart show right now, results of a chart, Zahlen eines Diagramms, gespeichertes Diagramm ausführen, ' +
    'résultats du graphique, données du graphique, resultados del gráfico, datos del gráfico, ' +
    'what are the values in a saved chart today, latest data of the chart',
  route: 'POST /api/v1/saved/{chartUuid}/results',
  path: { chartUuid },
  body: { invalidateCache },
});

export const PostDashboardTile = read({
  id: 'PostDashboardTile',
  name: 'lightdash_run_dashboard_chart',
  title: 'Run chart in dashboard',
  description: 'Answers a chart with its definition and rows, as a dashboard filters and sorts it.',
  words:
    'tile data, filtered chart, what a dashboard tile shows, Kachel, Dashboardfilter, tuile du tableau de bord, mosaico, ' +
    'load a chart the way it shows on its dashboard, chart with dashboard filters and sorting applied, ' +
    'data of a tile with the filters of the dashboard, Diagramm mit Dashboardfiltern, Daten einer Kachel, ' +
    'graphique avec les filtres du tableau de bord, données d’une tuile, gráfico con los filtros del panel, datos de un mosaico',
  route: 'POST /api/v1/saved/{chartUuid}/chart-and-results',
  path: { chartUuid },
  body: {
    dashboardUuid,
    dashboardFilters: dashboardFiltersInFull,
    dashboardSorts: sorts,
    granularity,
    autoRefresh: z.boolean().optional(),
    invalidateCache,
  },
});

export const GetChartHistory = read({
  id: 'GetChartHistory',
  name: 'lightdash_list_chart_versions',
  title: 'List chart versions',
  description: 'Who changed a chart and when, newest first, over the last 30 days.',
  words:
    'chart history, revisions, who edited the chart, changelog, audit, Verlauf, Versionen, historique, historial, ' +
    'who edited a chart over the past weeks, list the past versions of a chart, when was the chart last changed and by whom, ' +
    'change log of a chart, wer hat das Diagramm geändert, Versionen des Diagramms, qui a modifié le graphique, ' +
    'versions du graphique, quién cambió el gráfico, historial del gráfico',
  route: 'GET /api/v1/saved/{chartUuid}/history',
  path: { chartUuid },
  brief: ['versionUuid', 'createdAt', 'createdBy.firstName', 'createdBy.lastName'],
});

export const GetChartVersion = read({
  id: 'GetChartVersion',
  name: 'lightdash_get_chart_version',
  title: 'Get chart version',
  description: 'One version of a chart with its whole definition: query, looks, space.',
  words:
    'chart definition, chart settings, old revision, how was the chart before, frühere Fassung, ancienne version, ' +
    'versión anterior, how was the chart defined in an earlier version, show one version of a chart, open an old chart version, ' +
    'Version des Diagramms ansehen, frühere Version anzeigen, voir une version du graphique, comment était le graphique avant, ' +
    'ver una versión del gráfico',
  route: 'GET /api/v1/saved/{chartUuid}/version/{versionUuid}',
  path: { chartUuid, versionUuid },
});

export const getChartVersionResults = read({
  id: 'getChartVersionResults',
  name: 'lightdash_run_chart_version',
  title: 'Run chart version',
  description: 'Runs the query of an older version of a chart and answers its rows.',
  words:
    'data of an old revision, results before the change, alte Fassung ausführen, résultats de la version, ' +
    'resultados de la versión, what numbers did a chart give with its old definition, execute an earlier revision, ' +
    'run an old version of the chart, data of the previous chart version, alte Version des Diagramms ausführen, ' +
    'Zahlen der früheren Version, exécuter une ancienne version du graphique, ejecutar una versión anterior del gráfico',
  route: 'POST /api/v1/saved/{chartUuid}/version/{versionUuid}/results',
  path: { chartUuid, versionUuid },
});

export const postChartVersionRollback = run({
  id: 'postChartVersionRollback',
  name: 'lightdash_rollback_chart',
  title: 'Roll back chart',
  description: 'Makes an older version the current one of a chart. The replaced version stays in its history.',
  words:
    'restore chart, revert change, undo edit, go back to previous version, wiederherstellen, zurücksetzen, restaurer, revertir, ' +
    'somebody messed up a chart go back to yesterday’s version, bring back an older version of a chart, ' +
    'make an old version current, Diagramm auf frühere Version zurücksetzen, alte Fassung wiederherstellen, ' +
    'revenir à une version précédente du graphique, volver a la versión anterior del gráfico',
  route: 'POST /api/v1/saved/{chartUuid}/rollback/{versionUuid}',
  path: { chartUuid, versionUuid },
  destroys: true,
  before: { old: GetChartVersion, history: GetChartHistory },
  says: ({ old, history, input }) => {
    const current = rows(member(history, 'history'))[0];
    return (
      `Set the chart ${named(member(old, 'chart'), input.chartUuid)} back to the version of ${version(old)} (${input.versionUuid}). ` +
      `It replaces the current version of ${version(current)}, for everybody and in every dashboard that shows it.`
    );
  },
  undo: 'Roll back to the replaced version, which is kept for 30 days.',
});

export const CalculateTotalFromSavedChart = read({
  id: 'CalculateTotalFromSavedChart',
  name: 'lightdash_calculate_chart_totals',
  title: 'Calculate chart totals',
  description: 'The grand total of each metric of a saved chart.',
  words:
    'sum of a chart, grand total, overall figure, Gesamtsumme, total général, suma total, ' +
    'what do all rows of a saved chart add up to, totals of a chart, total row of the chart, Gesamtsumme des Diagramms, ' +
    'Summe eines gespeicherten Diagramms, total du graphique enregistré, total del gráfico guardado, bottom line totals for a chart',
  route: 'POST /api/v1/saved/{chartUuid}/calculate-total',
  path: { chartUuid },
  body: { dashboardFilters: dashboardFilters.optional(), invalidateCache },
});

export const promoteChartDiff = read({
  id: 'promoteChartDiff',
  name: 'lightdash_get_chart_promotion_diff',
  title: 'Preview chart promotion',
  description: 'What promoting a chart would create, update or delete upstream. Needs a project with an upstream project.',
  words:
    'compare chart with production, dry run of publishing a chart, Unterschiede, différences, diferencias, ' +
    'what would promoting this chart overwrite, compare the chart with the upstream one before promoting, ' +
    'preview before promoting a chart, Diagramm mit Produktion vergleichen, was überschreibt das Übernehmen, ' +
    'aperçu de la promotion du graphique, vista previa de promover el gráfico',
  route: 'GET /api/v1/saved/{chartUuid}/promoteDiff',
  path: { chartUuid },
});

export const promoteChart = run({
  id: 'promoteChart',
  name: 'lightdash_promote_chart',
  title: 'Promote chart',
  description: 'Overwrites the chart in the upstream project with this version.',
  words:
    'publish chart, push chart to production, go live, deploy chart, veröffentlichen, publier, publicar gráfico, ' +
    'publish a chart to the upstream project, copy chart to production, release a chart, Diagramm in die Produktion übernehmen, ' +
    'promouvoir un graphique en production, promover un gráfico a producción, chart is tested take it live, Diagramm live nehmen, ' +
    'promote a chart to the upstream project',
  route: 'POST /api/v1/saved/{chartUuid}/promote',
  path: { chartUuid },
  grants: true,
  destroys: true,
  before: { diff: promoteChartDiff },
  says: ({ diff, input }) => `Promote the chart ${input.chartUuid}. ${promotion(diff)}`,
  undo: 'Roll the upstream chart back to its previous version.',
});

export const DownloadCsvFromSavedChart = run({
  id: 'DownloadCsvFromSavedChart',
  name: 'lightdash_export_chart_csv',
  title: 'Export chart as CSV',
  description: 'Starts a CSV export of a saved chart and answers its jobId; then lightdash_get_job_status and lightdash_get_csv_url.',
  words:
    'download chart, excel, spreadsheet, extract data, herunterladen, Export, télécharger, exporter, descargar, ' +
    'a chart as excel or csv file, save chart data to a file, export a saved chart, csv of a chart, ' +
    'Diagramm als CSV herunterladen, Diagramm exportieren, télécharger le graphique en csv, exporter un graphique, ' +
    'descargar el gráfico en csv, exportar un gráfico',
  route: 'POST /api/v1/saved/{chartUuid}/downloadCsv',
  path: { chartUuid },
  body: {
    dashboardFilters,
    onlyRaw: z.boolean().describe('Without number formats.'),
    csvLimit: z.number().nullable().optional().describe('Rows; null for all.'),
    tileUuid: z.string().optional(),
  },
});
