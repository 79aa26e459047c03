import type { Space } from './access-state.ts';
import { chartLine } from './chart-views.ts';
import { dashboardLine } from './dashboard-views.ts';
import { sharesOf } from './space-access.ts';
import type { LightdashState } from './state.ts';

/** A space with its charts, dashboards and everybody who has access. */
export function spaceView(state: LightdashState, space: Space) {
  const { access, content } = state;
  const { name, uuid, isPrivate, projectUuid, pinnedListUuid, pinnedListOrder, slug } = space;
  const inSpace = (row: { readonly spaceUuid: string }) => row.spaceUuid === uuid;
  const groupsAccess = access.spaceGroupAccesses
    .where(inSpace)
    .map(({ groupUuid, role }) => ({ groupUuid, spaceRole: role, groupName: access.groups.get(groupUuid)?.name ?? '' }));
  // Charts that live in one dashboard are not listed.
  const charts = content.charts.where((row) => inSpace(row) && row.dashboardUuid === null);
  return {
    organizationUuid: organizationOfSpace(state, space),
    name,
    uuid,
    isPrivate,
    projectUuid,
    pinnedListUuid,
    pinnedListOrder,
    queries: charts.map((chart) => chartLine(state, chart)),
    dashboards: content.dashboards.where(inSpace).map((dashboard) => dashboardLine(state, dashboard)),
    access: sharesOf(access, space),
    groupsAccess,
    slug,
  };
}

/** The organisation a space belongs to, by its project. */
export function organizationOfSpace({ access }: LightdashState, { projectUuid }: Space): string {
  return access.projects.get(projectUuid)?.organizationUuid ?? '';
}
