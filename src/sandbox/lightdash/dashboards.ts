import type { Handler, Reply } from '../core/emulation.ts';
import { checkUnion, isRecord, records, text, type Members } from './body.ts';
import { versionsOf } from './chart-views.ts';
import { dashboardDetail, dashboardLine, dashboardOf } from './dashboard-views.ts';
import { sees, spaceFor } from './content-access.ts';
import type { ContentState, Dashboard, Tile } from './content-model.ts';
import { asUuid, guarded, type Call } from './guards.ts';
import { listOf } from './json-body.ts';
import { created, notFound, ok } from './reply.ts';
import { freeSlug } from './slug.ts';
import type { LightdashState } from './state.ts';

const NEW: Members = { name: 'string', tiles: 'array', tabs: 'array' };
const COPY: Members = { dashboardName: 'string', dashboardDesc: 'string' };
const CHANGE: Members = { uuid: 'string', name: 'string', spaceUuid: 'string' };
const CLOSED = "You don't have access to the space this dashboard belongs to";

/** Dashboards: list, create, copy, rename and move. */
export function dashboardRoutes(state: LightdashState): Record<string, Handler> {
  return {
    // An unknown project has no dashboards: no error.
    'GET /api/v1/projects/{projectUuid}/dashboards': guarded(state, {}, (call) => {
      const projectUuid = call.uuid('projectUuid');
      const found = state.content.dashboards.where((row) => row.projectUuid === projectUuid && sees(call, row.spaceUuid));
      return ok(found.map((dashboard) => dashboardLine(state, dashboard)));
    }),
    'GET /api/v1/dashboards/{dashboardUuid}': guarded(state, {}, (call) => {
      const { uuid, views, firstViewedAt, ...rest } = dashboardOf(call);
      state.content.dashboards.patch(uuid, { views: views + 1, firstViewedAt: firstViewedAt ?? now() });
      return ok(dashboardDetail(call, { uuid, views, firstViewedAt, ...rest }));
    }),
    'POST /api/v1/projects/{projectUuid}/dashboards': guarded(state, {}, (call) => {
      checkUnion([COPY, NEW], call.body);
      const from = call.ask.query.get('duplicateFrom');
      return from === null ? createDashboard(call) : copyDashboard(call, from);
    }),
    'PATCH /api/v1/projects/{projectUuid}/dashboards': guarded(state, {}, updateDashboards),
  };
}

const now = () => new Date().toISOString();

function slugIn(content: ContentState, projectUuid: string, name: string): string {
  return freeSlug(name, new Set(content.dashboards.where((row) => row.projectUuid === projectUuid).map((row) => row.slug)));
}

/** The space says which project it is: the one in the path only counts without a space. */
function createDashboard(call: Call): Reply {
  const { access, content } = call.state;
  const first = () => access.spaces.find((space) => space.projectUuid === call.param('projectUuid') && sees(call, space.uuid));
  const { space } = spaceFor(call, text(call.body, 'spaceUuid') || (first()?.uuid ?? ''), 'editor', CLOSED);
  const name = String(call.body['name']);
  const dashboard: Dashboard = {
    uuid: access.nextId('dashboard'),
    projectUuid: space.projectUuid,
    spaceUuid: space.uuid,
    name,
    description: typeof call.body['description'] === 'string' ? call.body['description'] : null,
    slug: slugIn(content, space.projectUuid, name),
    versionId: access.nextNumber(),
    updatedAt: now(),
    updatedByUuid: call.caller.userUuid,
    tiles: records(call.body, 'tiles').map((tile) => newTile(call, tile)),
    tabs: records(call.body, 'tabs'),
    filters: isRecord(call.body['filters']) ? call.body['filters'] : { metrics: [], dimensions: [], tableCalculations: [] },
    views: 0,
    firstViewedAt: null,
  };
  return created(dashboardDetail(call, content.dashboards.insert(dashboard)));
}

function newTile(call: Call, tile: Readonly<Record<string, unknown>>): Tile {
  const side = (name: string) => Number(tile[name] ?? 0);
  return {
    uuid: call.state.access.nextId('tile'),
    x: side('x'),
    y: side('y'),
    h: side('h'),
    w: side('w'),
    tabUuid: typeof tile['tabUuid'] === 'string' ? tile['tabUuid'] : null,
    type: String(tile['type']),
    properties: { hideTitle: false, ...(isRecord(tile['properties']) ? tile['properties'] : {}) },
  };
}

/** The copy's tiles keep their ids; charts that live inside the dashboard are copied with it. */
function copyDashboard(call: Call, from: string): Reply {
  const { access, content } = call.state;
  const original = content.dashboards.get(asUuid(from));
  if (!original) throw notFound('Dashboard not found');
  spaceFor(call, original.spaceUuid, 'editor', CLOSED);
  const uuid = access.nextId('dashboard');
  const name = String(call.body['dashboardName']);
  const dashboard: Dashboard = {
    ...original,
    uuid,
    name,
    description: String(call.body['dashboardDesc']),
    slug: slugIn(content, original.projectUuid, name),
    versionId: access.nextNumber(),
    updatedAt: now(),
    updatedByUuid: call.caller.userUuid,
    tiles: original.tiles.map((tile) => copyTile(call, tile, uuid)),
    views: 0,
    firstViewedAt: null,
  };
  return created(dashboardDetail(call, content.dashboards.insert(dashboard)));
}

function copyTile({ state: { access, content } }: Call, tile: Tile, dashboardUuid: string): Tile {
  const chart = content.charts.get(String(tile.properties['savedChartUuid']));
  if (!chart?.dashboardUuid) return tile;
  const uuid = access.nextId('chart');
  content.charts.insert({
    ...chart,
    uuid,
    dashboardUuid,
    slug: freeSlug(chart.name, new Set(content.charts.all().map((one) => one.slug))),
    views: 0,
  });
  for (const version of versionsOf(content, chart.uuid).slice(0, 1)) {
    content.versions.insert({ ...version, versionUuid: access.nextId('version'), chartUuid: uuid });
  }
  return { ...tile, properties: { ...tile.properties, savedChartUuid: uuid } };
}

/** Renames and moves; charts that live inside a dashboard move with it. The project in the path does not count. */
function updateDashboards(call: Call): Reply {
  const { content } = call.state;
  const changes = listOf(call.ask, CHANGE).map((change) => {
    const dashboard = content.dashboards.get(asUuid(String(change['uuid'])));
    if (!dashboard) throw notFound('Dashboard not found');
    spaceFor(call, dashboard.spaceUuid, 'editor', CLOSED);
    const { space } = spaceFor(call, asUuid(String(change['spaceUuid'])), 'editor', CLOSED);
    const description = typeof change['description'] === 'string' ? change['description'] : dashboard.description;
    return { uuid: dashboard.uuid, change: { name: String(change['name']), description, spaceUuid: space.uuid } };
  });
  const changed = changes.flatMap(({ uuid, change }) => {
    for (const chart of content.charts.where((row) => row.dashboardUuid === uuid))
      content.charts.patch(chart.uuid, { spaceUuid: change.spaceUuid });
    return content.dashboards.patch(uuid, change) ?? [];
  });
  return ok(changed.map((dashboard) => dashboardDetail(call, dashboard)));
}
