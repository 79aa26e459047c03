import type { Handler } from '../core/emulation.ts';
import type { Project, Space } from './access-state.ts';
import { chartContent, chartOf, currentVersion } from './chart-views.ts';
import { dashboardContent, dashboardOf } from './dashboard-views.ts';
import type { Chart, Dashboard } from './content-model.ts';
import { guarded, needProjectRole, type Call } from './guards.ts';
import { notFound, ok } from './reply.ts';
import type { LightdashState } from './state.ts';

type Action = 'no changes' | 'create' | 'update';

/** Promotion of charts and dashboards to the upstream project: what would change, and the change. Slugs say what is the same. */
export function promoteRoutes(state: LightdashState): Record<string, Handler> {
  return {
    'GET /api/v1/saved/{chartUuid}/promoteDiff': guarded(state, {}, (call) => {
      const chart = chartOf(call);
      return ok(differences(call, [chart], []));
    }),
    'POST /api/v1/saved/{chartUuid}/promote': guarded(state, {}, (call) => {
      const chart = chartOf(call);
      const promoted = promoteChart(call, chart, upstreamOf(call, chart.projectUuid));
      return ok(chartData(state, promoted, chart, currentVersion(state.content, promoted.uuid)));
    }),
    'GET /api/v1/dashboards/{dashboardUuid}/promoteDiff': guarded(state, {}, (call) => {
      const dashboard = dashboardOf(call);
      return ok(differences(call, chartsOn(state, dashboard), [dashboard]));
    }),
    'POST /api/v1/dashboards/{dashboardUuid}/promote': guarded(state, {}, (call) => {
      const dashboard = dashboardOf(call);
      return ok(dashboardData(state, promoteDashboard(call, dashboard, upstreamOf(call, dashboard.projectUuid))));
    }),
  };
}

/** The upstream project, asked for before any role: a viewer too learns that there is none. */
function upstreamOf(call: Call, projectUuid: string): Project {
  const { projects } = call.state.access;
  const upstream = projects.get(projects.get(projectUuid)?.upstreamProjectUuid ?? '');
  if (!upstream) throw notFound('This chart does not have an upstream project');
  needProjectRole(call, projectUuid, 'editor');
  needProjectRole(call, upstream.projectUuid, 'editor');
  return upstream;
}

function chartsOn({ content }: LightdashState, dashboard: Dashboard): readonly Chart[] {
  return dashboard.tiles.flatMap((tile) => content.charts.get(String(tile.properties['savedChartUuid'])) ?? []);
}

function twin<T extends { readonly projectUuid: string; readonly slug: string }>(
  rows: readonly T[],
  slug: string,
  upstream: Project,
): T | undefined {
  return rows.find((row) => row.projectUuid === upstream.projectUuid && row.slug === slug);
}

function differences(call: Call, charts: readonly Chart[], dashboards: readonly Dashboard[]) {
  const { access, content } = call.state;
  const [first = dashboards[0]] = charts;
  const upstream = upstreamOf(call, first?.projectUuid ?? '');
  const spaces = new Set([...charts, ...dashboards].flatMap(({ spaceUuid }) => access.spaces.get(spaceUuid) ?? []));
  return {
    spaces: [...spaces].map((space) => {
      const there = twin(access.spaces.all(), space.slug, upstream);
      return {
        action: there ? 'no changes' : 'create',
        data: spaceData(call.state, there ?? { ...space, projectUuid: upstream.projectUuid }),
      };
    }),
    dashboards: dashboards.map((dashboard) => {
      const there = twin(content.dashboards.all(), dashboard.slug, upstream);
      const data = { ...dashboard, ...place(call, dashboard, upstream), uuid: there?.uuid ?? dashboard.uuid };
      return { action: there ? 'update' : 'create', data: dashboardData(call.state, data) };
    }),
    charts: charts.map((chart) => {
      const there = twin(content.charts.all(), chart.slug, upstream);
      const data = { ...chart, ...place(call, chart, upstream), uuid: there?.uuid ?? chart.uuid };
      return { action: actionOf(call.state, chart, there), data: chartData(call.state, data, chart) };
    }),
  };
}

function place({ state }: Call, { spaceUuid }: Chart | Dashboard, upstream: Project) {
  const space = twin(state.access.spaces.all(), state.access.spaces.get(spaceUuid)?.slug ?? '', upstream);
  return { projectUuid: upstream.projectUuid, spaceUuid: space?.uuid ?? spaceUuid };
}

function actionOf({ content }: LightdashState, chart: Chart, there: Chart | undefined): Action {
  if (!there) return 'create';
  const told = (one: Chart) => {
    const { tableName, metricQuery, chartConfig } = currentVersion(content, one.uuid);
    return JSON.stringify([one.name, one.description, one.chartKind, tableName, metricQuery, chartConfig]);
  };
  return told(chart) === told(there) ? 'no changes' : 'update';
}

function spaceData({ access, content }: LightdashState, space: Space) {
  return {
    organizationUuid: access.projects.get(space.projectUuid)?.organizationUuid,
    ...space,
    access: access.spaceUserAccesses.where((row) => row.spaceUuid === space.uuid).map((row) => row.userUuid),
    chartCount: content.charts.where((row) => row.spaceUuid === space.uuid).length,
    dashboardCount: content.dashboards.where((row) => row.spaceUuid === space.uuid).length,
  };
}

function chartData(state: LightdashState, chart: Chart, from: Chart, version = currentVersion(state.content, from.uuid)) {
  return { ...chartContent(state, chart, version), spaceSlug: state.access.spaces.get(chart.spaceUuid)?.slug, oldUuid: from.uuid };
}

function dashboardData(state: LightdashState, dashboard: Dashboard) {
  return { ...dashboardContent(state, dashboard), spaceSlug: state.access.spaces.get(dashboard.spaceUuid)?.slug };
}

/** Makes the space upstream if it is not there. */
function promoteSpace(call: Call, spaceUuid: string, upstream: Project): string {
  const { spaces, spaceUserAccesses, nextId } = call.state.access;
  const space = spaces.get(spaceUuid);
  const there = twin(spaces.all(), space?.slug ?? '', upstream);
  if (there || !space) return there?.uuid ?? spaceUuid;
  const uuid = nextId('space');
  spaces.insert({ ...space, uuid, projectUuid: upstream.projectUuid, pinnedListUuid: null, pinnedListOrder: null });
  spaceUserAccesses.insert({ spaceUuid: uuid, userUuid: call.caller.userUuid, role: 'admin' });
  return uuid;
}

/** Writes the chart upstream, as a new version of what is there or as a new chart. */
function promoteChart(call: Call, chart: Chart, upstream: Project, dashboardUuid: string | null = null): Chart {
  const { access, content } = call.state;
  const there = twin(content.charts.all(), chart.slug, upstream);
  if (there && actionOf(call.state, chart, there) === 'no changes') return there;
  const spaceUuid = promoteSpace(call, chart.spaceUuid, upstream);
  const { uuid, projectUuid, views, firstViewedAt } = there ?? {
    uuid: access.nextId('chart'),
    projectUuid: upstream.projectUuid,
    views: 0,
    firstViewedAt: null,
  };
  const inside = chart.dashboardUuid === null ? null : dashboardUuid;
  const promoted = content.charts.insert({ ...chart, uuid, projectUuid, spaceUuid, dashboardUuid: inside, views, firstViewedAt });
  content.versions.insert({
    ...currentVersion(content, chart.uuid),
    versionUuid: access.nextId('version'),
    chartUuid: uuid,
    createdAt: new Date().toISOString(),
    createdByUuid: call.caller.userUuid,
  });
  return promoted;
}

function promoteDashboard(call: Call, dashboard: Dashboard, upstream: Project): Dashboard {
  const { access, content } = call.state;
  const there = twin(content.dashboards.all(), dashboard.slug, upstream);
  const uuid = there?.uuid ?? access.nextId('dashboard');
  const tiles = dashboard.tiles.map((tile) => {
    const chart = content.charts.get(String(tile.properties['savedChartUuid']));
    if (!chart) return tile;
    return { ...tile, properties: { ...tile.properties, savedChartUuid: promoteChart(call, chart, upstream, uuid).uuid } };
  });
  return content.dashboards.insert({
    ...dashboard,
    uuid,
    projectUuid: upstream.projectUuid,
    spaceUuid: promoteSpace(call, dashboard.spaceUuid, upstream),
    versionId: access.nextNumber(),
    updatedAt: new Date().toISOString(),
    updatedByUuid: call.caller.userUuid,
    tiles,
    views: there?.views ?? 0,
    firstViewedAt: there?.firstViewedAt ?? null,
  });
}
