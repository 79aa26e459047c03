import type { Handler, Reply } from '../core/emulation.ts';
import { uuidOf } from '../core/made-up.ts';
import { isRecord, type Members } from './body.ts';
import { chartDetail, chartLine, chartOf, chartSummary, currentVersion, savedQuery, versionsOf } from './chart-views.ts';
import { exploreFor, personOf, sees, spaceFor } from './content-access.ts';
import type { Chart, ChartVersion } from './content-model.ts';
import { guarded, projectOf, type Call } from './guards.ts';
import { startCsv } from './jobs.ts';
import { columnsOf, csvOf, rowsOf, totalsOf } from './query.ts';
import { notFound, ok } from './reply.ts';
import type { LightdashState } from './state.ts';

const TILE: Members = { dashboardUuid: 'string', dashboardSorts: 'array', dashboardFilters: 'object', invalidateCache: 'boolean?' };
const CSV: Members = { onlyRaw: 'boolean', dashboardFilters: 'object', csvLimit: 'number|null?', tileUuid: 'string?' };
const RUN: Members = { invalidateCache: 'boolean?' };

/** Saved charts: lists, results, history, roll-back. */
export function chartRoutes(state: LightdashState): Record<string, Handler> {
  return {
    'GET /api/v1/projects/{projectUuid}/charts': guarded(state, {}, (call) => ok(visible(call).map((chart) => chartLine(state, chart)))),
    'GET /api/v1/projects/{projectUuid}/chart-summaries': guarded(state, {}, (call) => {
      const without = call.ask.query.get('excludeChartsSavedInDashboard') === 'true';
      return ok(
        visible(call)
          .filter((chart) => !without || chart.dashboardUuid === null)
          .map((chart) => chartSummary(state, chart)),
      );
    }),
    'GET /api/v1/saved/{chartUuid}': guarded(state, {}, (call) => ok(chartDetail(call, chartOf(call)))),
    'POST /api/v1/saved/{chartUuid}/results': guarded(state, { body: RUN }, (call) => {
      const chart = chartOf(call);
      countView(call, chart);
      return ok(results(call, chart, currentVersion(state.content, chart.uuid)));
    }),
    'POST /api/v1/saved/{chartUuid}/chart-and-results': guarded(state, { body: TILE }, chartAndResults),
    'POST /api/v1/saved/{chartUuid}/calculate-total': guarded(state, { body: RUN }, (call) => {
      const chart = chartOf(call);
      const { metricQuery, tableName } = currentVersion(state.content, chart.uuid);
      return ok(totalsOf(exploreFor(call, chart.projectUuid, tableName), metricQuery));
    }),
    'POST /api/v1/saved/{chartUuid}/downloadCsv': guarded(state, { body: CSV }, (call) => {
      const chart = chartOf(call);
      const { metricQuery, tableName } = currentVersion(state.content, chart.uuid);
      return ok(startCsv(call, chart.projectUuid, () => csvOf(exploreFor(call, chart.projectUuid, tableName), metricQuery)));
    }),
    'GET /api/v1/saved/{chartUuid}/history': guarded(state, {}, (call) =>
      ok({ history: versionsOf(state.content, chartOf(call).uuid).map((version) => versionLine(state, version)) }),
    ),
    'GET /api/v1/saved/{chartUuid}/version/{versionUuid}': guarded(state, {}, (call) => {
      const chart = chartOf(call);
      const version = versionOf(call, chart, 'Chart version not found');
      return ok({ ...versionLine(state, version), chart: chartDetail(call, chart, version) });
    }),
    'POST /api/v1/saved/{chartUuid}/version/{versionUuid}/results': guarded(state, { body: RUN }, (call) => {
      const chart = chartOf(call);
      return ok(results(call, chart, versionOf(call, chart)));
    }),
    'POST /api/v1/saved/{chartUuid}/rollback/{versionUuid}': guarded(state, {}, rollback),
  };
}

function visible(call: Call): readonly Chart[] {
  const { projectUuid } = projectOf(call);
  return call.state.content.charts.where((chart) => chart.projectUuid === projectUuid && sees(call, chart.spaceUuid));
}

function countView({ state }: Call, { uuid, views, firstViewedAt }: Chart): void {
  state.content.charts.patch(uuid, { views: views + 1, firstViewedAt: firstViewedAt ?? new Date().toISOString() });
}

function versionLine({ access }: LightdashState, { chartUuid, versionUuid, createdAt, createdByUuid }: ChartVersion) {
  return { chartUuid, versionUuid, createdAt, createdBy: personOf(access, createdByUuid) };
}

function versionOf(call: Call, chart: Chart, words = 'Saved query not found'): ChartVersion {
  const version = call.state.content.versions.get(call.uuid('versionUuid'));
  if (version?.chartUuid !== chart.uuid) throw notFound(words);
  return version;
}

function results(call: Call, chart: Chart, { metricQuery, tableName }: ChartVersion) {
  const explore = exploreFor(call, chart.projectUuid, tableName);
  const fields = Object.fromEntries(columnsOf(explore, metricQuery));
  return { metricQuery: savedQuery(metricQuery), cacheMetadata: { cacheHit: false }, rows: rowsOf(explore, metricQuery), fields };
}

function chartAndResults(call: Call): Reply {
  const chart = chartOf(call);
  const version = currentVersion(call.state.content, chart.uuid);
  const found = results(call, chart, version);
  countView(call, chart);
  const group = (name: string) => ({ id: uuidOf('lightdash', 'filters', chart.uuid, name), and: [] });
  const filters = { dimensions: group('dimensions'), metrics: group('metrics'), tableCalculations: group('tableCalculations') };
  const given = call.body['dashboardFilters'];
  return ok({
    ...found,
    chart: chartDetail(call, chart),
    explore: exploreFor(call, chart.projectUuid, version.tableName),
    metricQuery: { ...found.metricQuery, filters },
    appliedDashboardFilters: { dimensions: [], metrics: [], tableCalculations: [], ...(isRecord(given) ? given : {}) },
  });
}

/** Writes the older version anew, so that it can be rolled forward again. */
function rollback(call: Call): Reply {
  const chart = chartOf(call);
  spaceFor(call, chart.spaceUuid, 'editor');
  const { content, access } = call.state;
  const version = versionOf(call, chart);
  const createdAt = new Date().toISOString();
  content.versions.insert({ ...version, versionUuid: access.nextId('version'), createdAt, createdByUuid: call.caller.userUuid });
  return ok();
}
