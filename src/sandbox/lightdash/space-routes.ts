import type { Handler, Reply } from '../core/emulation.ts';
import { SPACE_ROLES, type Space } from './access-state.ts';
import { records, text, word } from './body.ts';
import { removeSpace } from './cascade.ts';
import { ownAccess } from './content-access.ts';
import { asUuid, guarded, projectOf, type Call } from './guards.ts';
import { forbidden, notFound, ok } from './reply.ts';
import { freeSlug } from './slug.ts';
import { mayManage, sharesOf } from './space-access.ts';
import { organizationOfSpace, spaceView } from './space-view.ts';
import type { LightdashState } from './state.ts';

/** Spaces and whom they are shared with. */
export function spaceRoutes(state: LightdashState): Record<string, Handler> {
  const { access } = state;
  const SPACE = '/api/v1/projects/{projectUuid}/spaces/{spaceUuid}';
  const shared =
    (answer: (call: Call, spaceUuid: string) => void) =>
    (call: Call): Reply => {
      answer(call, managed(call).uuid);
      return ok();
    };
  return {
    'GET /api/v1/projects/{projectUuid}/spaces': guarded(state, {}, (call) => {
      const { projectUuid } = projectOf(call);
      const rows = access.spaces.where((row) => row.projectUuid === projectUuid);
      return ok(rows.flatMap((row) => listed(call, row) ?? []));
    }),
    'POST /api/v1/projects/{projectUuid}/spaces': guarded(
      state,
      { body: { name: 'string', isPrivate: 'boolean?', access: 'array?' } },
      (call) => {
        const { projectUuid } = projectOf(call, 'editor');
        const name = text(call.body, 'name');
        const slug = freeSlug(name, new Set(access.spaces.where((row) => row.projectUuid === projectUuid).map((row) => row.slug)));
        const isPrivate = call.body['isPrivate'] !== false;
        const pinned = { pinnedListUuid: null, pinnedListOrder: null };
        const { uuid } = access.spaces.insert({ uuid: access.nextId('space'), projectUuid, name, slug, isPrivate, ...pinned });
        access.spaceUserAccesses.insert({ spaceUuid: uuid, userUuid: call.caller.userUuid, role: 'admin' });
        for (const row of records(call.body, 'access')) {
          access.spaceUserAccesses.insert({
            spaceUuid: uuid,
            userUuid: asUuid(text(row, 'userUuid')),
            role: word(SPACE_ROLES, row['role']),
          });
        }
        // Who has access is answered as empty, whatever was given.
        return ok({ name, queries: [], isPrivate, uuid, projectUuid, dashboards: [], access: [], groupsAccess: [], ...pinned, slug });
      },
    ),
    [`GET ${SPACE}`]: guarded(state, {}, (call) => {
      const space = spaceOf(call, 'space');
      if (!ownAccess(access, call.caller, space)) throw forbidden();
      return ok(spaceView(state, space));
    }),
    [`PATCH ${SPACE}`]: guarded(state, { body: { name: 'string', isPrivate: 'boolean' } }, (call) => {
      const space = managed(call);
      const change = { name: text(call.body, 'name'), isPrivate: call.body['isPrivate'] === true };
      return ok(spaceView(state, access.spaces.patch(space.uuid, change) ?? space));
    }),
    [`DELETE ${SPACE}`]: guarded(
      state,
      {},
      shared((_call, spaceUuid) => removeSpace(state, spaceUuid)),
    ),
    [`POST ${SPACE}/share`]: guarded(
      state,
      { body: { userUuid: 'string', spaceRole: SPACE_ROLES } },
      shared(({ body }, spaceUuid) => {
        const userUuid = asUuid(text(body, 'userUuid'));
        if (!access.users.get(userUuid)) throw notFound('No matching member found in organization');
        access.spaceUserAccesses.insert({ spaceUuid, userUuid, role: word(SPACE_ROLES, body['spaceRole']) });
      }),
    ),
    [`DELETE ${SPACE}/share/{userUuid}`]: guarded(
      state,
      {},
      shared((call, spaceUuid) => void access.spaceUserAccesses.remove(`${spaceUuid}/${call.uuid('userUuid')}`)),
    ),
    [`POST ${SPACE}/group/share`]: guarded(
      state,
      { body: { groupUuid: 'string', spaceRole: SPACE_ROLES } },
      shared(({ body }, spaceUuid) => {
        const groupUuid = asUuid(text(body, 'groupUuid'));
        if (!access.groups.get(groupUuid)) throw notFound('No group found');
        access.spaceGroupAccesses.insert({ spaceUuid, groupUuid, role: word(SPACE_ROLES, body['spaceRole']) });
      }),
    ),
    [`DELETE ${SPACE}/group/share/{groupUuid}`]: guarded(
      state,
      {},
      shared((call, spaceUuid) => void access.spaceGroupAccesses.remove(`${spaceUuid}/${call.uuid('groupUuid')}`)),
    ),
  };
}

/** The space in the path; the project in the path is not looked at. */
function spaceOf(call: Call, noun: 'space' | 'Space'): Space {
  const uuid = call.uuid('spaceUuid');
  const space = call.state.access.spaces.get(uuid);
  if (!space) throw notFound(`${noun} with spaceUuid ${uuid} does not exist`);
  return space;
}

function managed(call: Call): Space {
  const space = spaceOf(call, 'Space');
  if (!mayManage(call.state.access, space, call.caller)) throw forbidden();
  return space;
}

function listed({ state, caller }: Call, space: Space) {
  const userAccess = ownAccess(state.access, caller, space);
  if (!userAccess) return undefined;
  const { uuid, projectUuid, name, isPrivate, pinnedListUuid, pinnedListOrder, slug } = space;
  const inSpace = (row: { readonly spaceUuid: string }) => row.spaceUuid === uuid;
  return {
    organizationUuid: organizationOfSpace(state, space),
    projectUuid,
    uuid,
    name,
    isPrivate,
    access: sharesOf(state.access, space)
      .filter((share) => share.hasDirectAccess)
      .map(({ userUuid }) => userUuid),
    pinnedListUuid,
    pinnedListOrder,
    chartCount: state.content.charts.where(inSpace).length,
    dashboardCount: state.content.dashboards.where(inSpace).length,
    slug,
    userAccess,
  };
}
