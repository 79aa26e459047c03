import type { Space } from './access-state.ts';
import { sharesOf } from './space-access.ts';
import type { LightdashState } from './state.ts';

/** A space with its charts, dashboards and everybody who has access. */
export function spaceView(state: LightdashState, space: Space) {
  const { access } = state;
  const { name, uuid, isPrivate, projectUuid, pinnedListUuid, pinnedListOrder, slug } = space;
  const groupsAccess = access.spaceGroupAccesses
    .where(({ spaceUuid }) => spaceUuid === uuid)
    .map(({ groupUuid, role }) => ({ groupUuid, spaceRole: role, groupName: access.groups.get(groupUuid)?.name ?? '' }));
  return {
    organizationUuid: organizationOfSpace(state, space),
    name,
    uuid,
    isPrivate,
    projectUuid,
    pinnedListUuid,
    pinnedListOrder,
    queries: queriesOf(state, space),
    dashboards: dashboardsOf(state, space),
    access: sharesOf(access, space),
    groupsAccess,
    slug,
  };
}

/** The organisation a space belongs to, by its project. */
export function organizationOfSpace({ access }: LightdashState, { projectUuid }: Space): string {
  return access.projects.get(projectUuid)?.organizationUuid ?? '';
}

function queriesOf(state: LightdashState, space: Space) {
  const { content } = state;
  // Charts that live in one dashboard are not listed.
  return content.charts
    .where((row) => row.spaceUuid === space.uuid && row.dashboardUuid === null)
    .map(({ uuid, projectUuid, spaceUuid, name, description, slug, chartKind, views, firstViewedAt }) => {
      const last = content.versions.where(({ chartUuid }) => chartUuid === uuid).at(-1);
      return {
        ...{ uuid, name, description, organizationUuid: organizationOfSpace(state, space), projectUuid, spaceUuid, spaceName: space.name },
        ...{ dashboardUuid: null, dashboardName: null, slug, chartKind, chartType: last?.chartConfig['type'] },
        ...{ updatedAt: last?.createdAt, updatedByUser: author(state, last?.createdByUuid), views, firstViewedAt },
        ...{ ...pin(state, uuid), validationErrors: errors(state, uuid) },
      };
    });
}

function dashboardsOf(state: LightdashState, space: Space) {
  return state.content.dashboards
    .where((row) => row.spaceUuid === space.uuid)
    .map(({ uuid, projectUuid, spaceUuid, name, description, updatedAt, updatedByUuid, views, firstViewedAt }) => ({
      ...{ uuid, name, description, organizationUuid: organizationOfSpace(state, space), projectUuid, spaceUuid, updatedAt },
      ...{ updatedByUser: author(state, updatedByUuid), views, firstViewedAt, ...pin(state, uuid), validationErrors: errors(state, uuid) },
    }));
}

function author({ access }: LightdashState, uuid = '') {
  const user = access.users.get(uuid);
  return user && { userUuid: user.userUuid, firstName: user.firstName, lastName: user.lastName };
}

function pin({ content }: LightdashState, uuid: string) {
  const found = content.pins.get(uuid);
  return { pinnedListUuid: found?.pinnedListUuid ?? null, pinnedListOrder: found?.order ?? null };
}

function errors({ content }: LightdashState, uuid: string) {
  return content.validations.where((row) => row.uuid === uuid).map(({ validationId, createdAt, error }) => ({ validationId, createdAt, error }));
}
