import type { Handler, Reply } from '../core/emulation.ts';
import { isRecord } from './body.ts';
import { currentVersion } from './chart-views.ts';
import { personOf, sees } from './content-access.ts';
import type { Pin } from './content-model.ts';
import { guarded, projectOf, type Call } from './guards.ts';
import { jsonOf } from './json-body.ts';
import { forbidden, invalid, ok } from './reply.ts';
import type { LightdashState } from './state.ts';

/** What is pinned on a project's home page, and in which order. */
export function pinnedRoutes(state: LightdashState): Record<string, Handler> {
  const path = '/api/v1/projects/{projectUuid}/pinned-lists/{pinnedListUuid}/items';
  return {
    // An unknown list is empty: no error.
    [`GET ${path}`]: guarded(state, {}, (call) => {
      projectOf(call);
      return ok(items(call, call.uuid('pinnedListUuid')));
    }),
    [`PATCH ${path}/order`]: guarded(state, {}, reorder),
  };
}

function items(call: Call, pinnedListUuid: string) {
  return call.state.content.pins.where((pin) => pin.pinnedListUuid === pinnedListUuid).flatMap((pin) => itemOf(call, pin));
}

function itemOf(call: Call, pin: Pin) {
  const { access, content } = call.state;
  const { pinnedListUuid, order: pinnedListOrder } = pin;
  const chart = content.charts.get(pin.uuid);
  if (chart && sees(call, chart.spaceUuid)) {
    const { uuid, spaceUuid, name, description, views, firstViewedAt, chartKind, slug } = chart;
    const { createdAt: updatedAt, createdByUuid } = currentVersion(content, uuid);
    const updatedByUser = personOf(access, createdByUuid);
    const data = {
      pinnedListUuid,
      pinnedListOrder,
      spaceUuid,
      uuid,
      name,
      description,
      updatedAt,
      views,
      firstViewedAt,
      chartKind,
      updatedByUser,
      slug,
    };
    return [{ type: 'chart', data }];
  }
  const dashboard = content.dashboards.get(pin.uuid);
  if (!dashboard || !sees(call, dashboard.spaceUuid)) return [];
  const { uuid, spaceUuid, description, name, views, firstViewedAt, updatedAt, updatedByUuid } = dashboard;
  const updatedByUser = personOf(access, updatedByUuid);
  return [
    {
      type: 'dashboard',
      data: { uuid, spaceUuid, description, name, views, firstViewedAt, pinnedListUuid, pinnedListOrder, updatedAt, updatedByUser },
    },
  ];
}

function reorder(call: Call): Reply {
  const given = jsonOf(call.ask);
  if (!Array.isArray(given)) throw invalid({ items: { message: 'invalid array', value: given } });
  const project = projectOf(call, 'editor');
  // Compared as text: an id that is no UUID is refused like another project's list.
  const pinnedListUuid = call.param('pinnedListUuid');
  if (project.pinnedListUuid !== pinnedListUuid) throw forbidden('Pinned list does not belong to project');
  const { pins } = call.state.content;
  for (const { data } of given.filter(isRecord)) {
    const order = isRecord(data) ? data['pinnedListOrder'] : undefined;
    const pin = isRecord(data) ? pins.get(String(data['uuid'])) : undefined;
    if (pin?.pinnedListUuid === pinnedListUuid && typeof order === 'number') pins.patch(pin.uuid, { order });
  }
  return ok(items(call, pinnedListUuid));
}
