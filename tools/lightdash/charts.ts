import { z } from 'zod';
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
  words: 'chart data, numbers behind a chart, refresh chart, Diagramm ausführen, Daten anzeigen, exécuter le graphique, ejecutar gráfico',
  route: 'POST /api/v1/saved/{chartUuid}/results',
  path: { chartUuid },
  body: { invalidateCache },
});

export const PostDashboardTile = read({
  id: 'PostDashboardTile',
  name: 'lightdash_run_dashboard_chart',
  title: 'Run chart in dashboard',
  description: 'Answers a chart with its definition and rows, as a dashboard filters and sorts it.',
  words: 'tile data, filtered chart, what a dashboard tile shows, Kachel, Dashboardfilter, tuile du tableau de bord, mosaico',
  route: 'POST /api/v1/saved/{chartUuid}/chart-and-results',
  path: { chartUuid },
  body: { dashboardUuid, dashboardFilters: dashboardFiltersInFull, dashboardSorts: sorts, granularity, autoRefresh: z.boolean().optional(), invalidateCache },
});

export const GetChartHistory = read({
  id: 'GetChartHistory',
  name: 'lightdash_list_chart_versions',
  title: 'List chart versions',
  description: 'Who changed a chart and when, newest first, over the last 30 days.',
  words: 'chart history, revisions, who edited the chart, changelog, audit, Verlauf, Versionen, historique, historial',
  route: 'GET /api/v1/saved/{chartUuid}/history',
  path: { chartUuid },
  brief: ['versionUuid', 'createdAt', 'createdBy.firstName', 'createdBy.lastName'],
});

export const GetChartVersion = read({
  id: 'GetChartVersion',
  name: 'lightdash_get_chart_version',
  title: 'Get chart version',
  description: 'One version of a chart with its whole definition: query, looks, space.',
  words: 'chart definition, chart settings, old revision, how was the chart before, frühere Fassung, ancienne version, versión anterior',
  route: 'GET /api/v1/saved/{chartUuid}/version/{versionUuid}',
  path: { chartUuid, versionUuid },
});

export const getChartVersionResults = read({
  id: 'getChartVersionResults',
  name: 'lightdash_run_chart_version',
  title: 'Run chart version',
  description: 'Runs the query of an older version of a chart and answers its rows.',
  words: 'data of an old revision, results before the change, alte Fassung ausführen, résultats de la version, resultados de la versión',
  route: 'POST /api/v1/saved/{chartUuid}/version/{versionUuid}/results',
  path: { chartUuid, versionUuid },
});

export const postChartVersionRollback = run({
  id: 'postChartVersionRollback',
  name: 'lightdash_rollback_chart',
  title: 'Roll back chart',
  description: 'Makes an older version the current one of a chart. The replaced version stays in its history.',
  words: 'restore chart, revert change, undo edit, go back to previous version, wiederherstellen, zurücksetzen, restaurer, revertir',
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
  words: 'sum of a chart, grand total, overall figure, Gesamtsumme, total général, suma total',
  route: 'POST /api/v1/saved/{chartUuid}/calculate-total',
  path: { chartUuid },
  body: { dashboardFilters: dashboardFilters.optional(), invalidateCache },
});

export const promoteChartDiff = read({
  id: 'promoteChartDiff',
  name: 'lightdash_get_chart_promotion_diff',
  title: 'Preview chart promotion',
  description: 'What promoting a chart would create, update or delete upstream. Needs a project with an upstream project.',
  words: 'compare chart with production, dry run of publishing a chart, Unterschiede, différences, diferencias',
  route: 'GET /api/v1/saved/{chartUuid}/promoteDiff',
  path: { chartUuid },
});

export const promoteChart = run({
  id: 'promoteChart',
  name: 'lightdash_promote_chart',
  title: 'Promote chart',
  description: 'Overwrites the chart in the upstream project with this version.',
  words: 'publish chart, push chart to production, go live, deploy chart, veröffentlichen, publier, publicar gráfico',
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
  words: 'download chart, excel, spreadsheet, extract data, herunterladen, Export, télécharger, exporter, descargar',
  route: 'POST /api/v1/saved/{chartUuid}/downloadCsv',
  path: { chartUuid },
  body: {
    dashboardFilters,
    onlyRaw: z.boolean().describe('Without number formats.'),
    csvLimit: z.number().nullable().optional().describe('Rows; null for all.'),
    tileUuid: z.string().optional(),
  },
});
