import type { Project, User } from './access-state.ts';
import type { LightdashState } from './state.ts';

/** A preview of a project: a project of its own, with a copy of spaces, charts and dashboards if wanted. Answers its id. */
export function createPreview(state: LightdashState, from: Project, by: User, name: string, copyContent: boolean): string {
  const { access, content } = state;
  const projectUuid = access.nextId('project');
  const upstreamProjectUuid = from.projectUuid;
  access.projects.insert({
    ...from,
    projectUuid,
    name,
    type: 'PREVIEW',
    upstreamProjectUuid,
    pinnedListUuid: null,
    createdByUserUuid: by.userUuid,
  });
  content.explores.set(projectUuid, content.explores.get(from.projectUuid) ?? []);
  if (copyContent) copyAll(state, from.projectUuid, projectUuid);
  return projectUuid;
}

function copyAll({ access, content }: LightdashState, from: string, projectUuid: string): void {
  const inProject = (row: { readonly projectUuid: string }) => row.projectUuid === from;
  const copies = new Map<string, string>();
  const copyOf = (uuid: string) => {
    const copy = copies.get(uuid) ?? access.nextId('copy');
    copies.set(uuid, copy);
    return copy;
  };
  for (const space of access.spaces.where(inProject)) {
    const uuid = copyOf(space.uuid);
    access.spaces.insert({ ...space, uuid, projectUuid, pinnedListUuid: null, pinnedListOrder: null });
    for (const row of access.spaceUserAccesses.where(({ spaceUuid }) => spaceUuid === space.uuid))
      access.spaceUserAccesses.insert({ ...row, spaceUuid: uuid });
    for (const row of access.spaceGroupAccesses.where(({ spaceUuid }) => spaceUuid === space.uuid))
      access.spaceGroupAccesses.insert({ ...row, spaceUuid: uuid });
  }
  for (const chart of content.charts.where(inProject)) {
    const uuid = copyOf(chart.uuid);
    const dashboardUuid = chart.dashboardUuid === null ? null : copyOf(chart.dashboardUuid);
    content.charts.insert({
      ...chart,
      uuid,
      projectUuid,
      spaceUuid: copyOf(chart.spaceUuid),
      dashboardUuid,
      views: 0,
      firstViewedAt: null,
    });
    const last = content.versions.where(({ chartUuid }) => chartUuid === chart.uuid).at(-1);
    if (last) content.versions.insert({ ...last, versionUuid: access.nextId('version'), chartUuid: uuid });
  }
  for (const dashboard of content.dashboards.where(inProject)) {
    const tiles = dashboard.tiles.map((tile) => {
      const { savedChartUuid } = tile.properties;
      const properties =
        typeof savedChartUuid === 'string' ? { ...tile.properties, savedChartUuid: copyOf(savedChartUuid) } : tile.properties;
      return { ...tile, uuid: access.nextId('tile'), properties };
    });
    const uuid = copyOf(dashboard.uuid);
    content.dashboards.insert({
      ...dashboard,
      uuid,
      projectUuid,
      spaceUuid: copyOf(dashboard.spaceUuid),
      tiles,
      views: 0,
      firstViewedAt: null,
    });
  }
}
