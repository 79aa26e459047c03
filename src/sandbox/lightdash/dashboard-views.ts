import { errorsOf } from './chart-views.ts';
import { personOf, spaceFor } from './content-access.ts';
import type { ContentState, Dashboard, Tile } from './content-model.ts';
import type { Call } from './guards.ts';
import { notFound } from './reply.ts';
import type { LightdashState } from './state.ts';

/** The dashboard named in the path; throws 500 for no UUID, 404 for an unknown one and 403 in a space that is closed to the caller. */
export function dashboardOf(call: Call): Dashboard {
  const dashboard = call.state.content.dashboards.get(call.uuid('dashboardUuid'));
  if (!dashboard) throw notFound('Dashboard not found');
  spaceFor(call, dashboard.spaceUuid, 'viewer', "You don't have access to the space this dashboard belongs to");
  return dashboard;
}

function common({ access, content }: LightdashState, dashboard: Dashboard) {
  const { uuid, projectUuid, spaceUuid, name, description, updatedAt, views, firstViewedAt } = dashboard;
  const pin = content.pins.get(uuid);
  return {
    uuid,
    projectUuid,
    spaceUuid,
    name,
    description,
    updatedAt,
    views,
    firstViewedAt,
    organizationUuid: access.projects.get(projectUuid)?.organizationUuid,
    updatedByUser: personOf(access, dashboard.updatedByUuid),
    pinnedListUuid: pin?.pinnedListUuid ?? null,
    pinnedListOrder: pin?.order ?? null,
  };
}

/** A dashboard's line in the list of dashboards. */
export function dashboardLine(state: LightdashState, dashboard: Dashboard) {
  const tileTypes = [...new Set(dashboard.tiles.map((tile) => tile.type))].toSorted();
  return { ...common(state, dashboard), validationErrors: errorsOf(state.content, dashboard.uuid), tileTypes };
}

/** A dashboard with its tiles; without who may see it. */
export function dashboardContent(state: LightdashState, dashboard: Dashboard) {
  const { versionId, tiles, tabs, filters, slug, spaceUuid } = dashboard;
  return {
    ...common(state, dashboard),
    dashboardVersionId: versionId,
    tiles: tiles.map((tile) => tileView(state.content, tile)),
    tabs,
    filters,
    slug,
    spaceName: state.access.spaces.get(spaceUuid)?.name,
  };
}

/** A dashboard with its tiles and what the caller may in its space. */
export function dashboardDetail(call: Call, dashboard: Dashboard) {
  const { space, own } = spaceFor(call, dashboard.spaceUuid);
  return { ...dashboardContent(call.state, dashboard), isPrivate: space.isPrivate, access: [own] };
}

function tileView(content: ContentState, tile: Tile) {
  if (tile.type !== 'saved_chart') return tile;
  const chart = content.charts.get(String(tile.properties['savedChartUuid']));
  return { ...tile, properties: { ...tile.properties, chartName: chart?.name ?? null, lastVersionChartKind: chart?.chartKind ?? null } };
}
