import type { AccessState } from './access-state.ts';
import type { LightdashState } from './state.ts';

/** Deletes a user and all that hangs on the account; what the user made stays. */
export function removeUser(access: AccessState, userUuid: string): void {
  const own = (row: { readonly userUuid: string }) => row.userUuid === userUuid;
  access.users.remove(userUuid);
  const tables = [
    'groupMembers',
    'projectAccesses',
    'spaceUserAccesses',
    'tokens',
    'sessions',
    'warehouseCredentials',
    'preferences',
    'notifications',
    'invites',
  ] as const;
  for (const name of tables) access[name].removeWhere(own);
  for (const { uuid, users } of access.attributes.all()) access.attributes.patch(uuid, { users: users.filter((row) => !own(row)) });
}

/** Deletes a group with everything it gave. */
export function removeGroup(access: AccessState, groupUuid: string): void {
  const own = (row: { readonly groupUuid: string }) => row.groupUuid === groupUuid;
  access.groups.remove(groupUuid);
  for (const name of ['groupMembers', 'groupAccesses', 'spaceGroupAccesses'] as const) access[name].removeWhere(own);
  for (const { uuid, groups } of access.attributes.all()) access.attributes.patch(uuid, { groups: groups.filter((row) => !own(row)) });
}

/** Deletes a space with its charts and dashboards. */
export function removeSpace({ access, content }: LightdashState, spaceUuid: string): void {
  const inSpace = (row: { readonly spaceUuid: string }) => row.spaceUuid === spaceUuid;
  const dashboards = new Set(content.dashboards.where(inSpace).map(({ uuid }) => uuid));
  const charts = new Set(content.charts.where((row) => inSpace(row) || dashboards.has(row.dashboardUuid ?? '')).map(({ uuid }) => uuid));
  access.spaces.remove(spaceUuid);
  access.spaceUserAccesses.removeWhere(inSpace);
  access.spaceGroupAccesses.removeWhere(inSpace);
  content.dashboards.removeWhere(({ uuid }) => dashboards.has(uuid));
  content.charts.removeWhere(({ uuid }) => charts.has(uuid));
  content.versions.removeWhere(({ chartUuid }) => charts.has(chartUuid));
  content.comments.removeWhere(({ dashboardUuid }) => dashboards.has(dashboardUuid));
  content.pins.removeWhere(({ uuid }) => charts.has(uuid) || dashboards.has(uuid));
  content.schedulers.removeWhere((row) => charts.has(row.savedChartUuid ?? '') || dashboards.has(row.dashboardUuid ?? ''));
  const left = (schedulerUuid: string) => content.schedulers.get(schedulerUuid) !== undefined;
  content.scheduledJobs.removeWhere(({ schedulerUuid }) => !left(schedulerUuid));
}

/** Deletes a project with its spaces and every access to it. */
export function removeProject(state: LightdashState, projectUuid: string): void {
  const { access } = state;
  const own = (row: { readonly projectUuid: string }) => row.projectUuid === projectUuid;
  for (const { uuid } of access.spaces.where(own)) removeSpace(state, uuid);
  access.projects.remove(projectUuid);
  for (const name of ['projectAccesses', 'groupAccesses', 'preferences'] as const) access[name].removeWhere(own);
  for (const row of access.projects.where(({ upstreamProjectUuid }) => upstreamProjectUuid === projectUuid)) {
    access.projects.patch(row.projectUuid, { upstreamProjectUuid: null });
  }
}
