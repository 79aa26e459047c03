import type { Call } from './guards.ts';
import { notFound } from './reply.ts';
import { personOf, spaceFor } from './content-access.ts';
import type { Chart, ChartVersion, ContentState } from './content-model.ts';
import type { MetricQuery } from './metric-query.ts';
import type { LightdashState } from './state.ts';

/** A chart's type by its kind. */
export function chartTypeOf(kind: string): string {
  return ['pie', 'table', 'big_number'].includes(kind) ? kind : 'cartesian';
}

/** A chart's versions, newest first. */
export function versionsOf(content: ContentState, chartUuid: string): readonly ChartVersion[] {
  return content.versions.where((version) => version.chartUuid === chartUuid).toReversed();
}

/** What the chart shows now. */
export function currentVersion(content: ContentState, chartUuid: string): ChartVersion {
  const [version] = versionsOf(content, chartUuid);
  if (!version) throw notFound('Saved query not found');
  return version;
}

/** The chart named in the path; throws 500 for no UUID, 404 for an unknown one and 403 in a space that is closed to the caller. */
export function chartOf(call: Call): Chart {
  const chart = call.state.content.charts.get(call.uuid('chartUuid'));
  if (!chart) throw notFound('Saved query not found');
  spaceFor(call, chart.spaceUuid);
  return chart;
}

/** A saved query as charts tell it. */
export function savedQuery(query: MetricQuery) {
  return { ...query, additionalMetrics: [], customDimensions: [], timezone: null };
}

function where({ access, content }: LightdashState, chart: Chart) {
  const pin = content.pins.get(chart.uuid);
  return {
    uuid: chart.uuid,
    name: chart.name,
    description: chart.description,
    slug: chart.slug,
    projectUuid: chart.projectUuid,
    organizationUuid: access.projects.get(chart.projectUuid)?.organizationUuid,
    spaceUuid: chart.spaceUuid,
    spaceName: access.spaces.get(chart.spaceUuid)?.name,
    dashboardUuid: chart.dashboardUuid,
    dashboardName: content.dashboards.get(chart.dashboardUuid ?? '')?.name ?? null,
    pinnedListUuid: pin?.pinnedListUuid ?? null,
    pinnedListOrder: pin?.order ?? null,
  };
}

/** A chart with all its settings, as of a version; without who may see it. */
export function chartContent(state: LightdashState, chart: Chart, version: ChartVersion) {
  const { metricQuery, chartConfig, tableName } = version;
  const organization = state.access.organizations.get(state.access.projects.get(chart.projectUuid)?.organizationUuid ?? '');
  return {
    ...where(state, chart),
    tableName,
    updatedAt: version.createdAt,
    updatedByUser: personOf(state.access, version.createdByUuid),
    metricQuery: savedQuery(metricQuery),
    chartConfig,
    tableConfig: { columnOrder: [...metricQuery.dimensions, ...metricQuery.metrics] },
    colorPalette: organization?.chartColors ?? ['#5470c6', '#fc8452', '#91cc75'],
  };
}

/** A chart with all its settings and what the caller may in its space. */
export function chartDetail(call: Call, chart: Chart, version = currentVersion(call.state.content, chart.uuid)) {
  const { space, own } = spaceFor(call, chart.spaceUuid);
  return { ...chartContent(call.state, chart, version), isPrivate: space.isPrivate, access: [own] };
}

/** A chart's line in the list of short summaries. */
export function chartSummary(state: LightdashState, chart: Chart) {
  const { pinnedListOrder: _, ...rest } = where(state, chart);
  const updatedAt = currentVersion(state.content, chart.uuid).createdAt;
  return { ...rest, chartKind: chart.chartKind, chartType: chartTypeOf(chart.chartKind), updatedAt };
}

/** A chart's line in the list of charts, with the errors that the last validation found. */
export function chartLine(state: LightdashState, chart: Chart) {
  const { createdAt, createdByUuid } = currentVersion(state.content, chart.uuid);
  return {
    ...where(state, chart),
    updatedAt: createdAt,
    updatedByUser: personOf(state.access, createdByUuid),
    views: chart.views,
    firstViewedAt: chart.firstViewedAt,
    chartType: chartTypeOf(chart.chartKind),
    chartKind: chart.chartKind,
    validationErrors: errorsOf(state.content, chart.uuid),
    source: 'dbt_explore',
  };
}

/** What the last validation of the project found about a chart or dashboard. */
export function errorsOf(content: ContentState, uuid: string) {
  const found = content.validations.where((row) => row.uuid === uuid && row.jobId === null);
  return found.map(({ validationId, createdAt, error }) => ({ validationId, createdAt, error }));
}
