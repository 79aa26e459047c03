import { describe, expect, it } from 'vitest';
import { asksBecause, checkInput, type Operation } from '../../src/operation/index.ts';
import { CalculateTotalFromSavedChart, PostDashboardTile, postChartVersionRollback, promoteChart } from '../../tools/lightdash/charts.ts';
import { deleteComment } from '../../tools/lightdash/comments.ts';
import { updatePinnedItemsOrder } from '../../tools/lightdash/content.ts';
import { promoteDashboard } from '../../tools/lightdash/dashboards.ts';
import { CalculateTotalFromQuery, DownloadCsvFromExplore, SetExplores } from '../../tools/lightdash/explores.ts';
import { RunMetricQuery } from '../../tools/lightdash/exploring.ts';
import { createDashboard, updateDashboards } from '../../tools/lightdash/project-content.ts';
import { deleteScheduler, sendScheduler, updateScheduler, updateSchedulerEnabled } from '../../tools/lightdash/schedulers.ts';
import { deleteTag } from '../../tools/lightdash/tags.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const accepts = (operation: Operation, args: Record<string, unknown>) => expect(checkInput(operation, args)).toEqual({ args });
const refuses = (operation: Operation, args: Record<string, unknown>, ...paths: string[]) => {
  const result = checkInput(operation, args);
  expect('problems' in result ? result.problems.map(({ path }) => path) : []).toEqual(paths);
};

const explore = { projectUuid: id(1), exploreId: 'orders' };
const rule = { id: 'r1', target: { fieldId: 'orders_status' }, operator: 'equals', values: ['done', 3, null] };
const query = {
  exploreName: 'orders',
  dimensions: ['orders_status'],
  metrics: ['orders_count'],
  filters: {},
  sorts: [{ fieldId: 'orders_count', descending: true }],
  limit: 10,
  tableCalculations: [],
};

describe('a metric query', () => {
  it('may be without filters', () => accepts(RunMetricQuery, { ...explore, ...query }));

  it('nests filter groups', () => {
    const past = { ...rule, operator: 'inThePast', values: [3], settings: { unitOfTime: 'months', completed: false } };
    const filters = {
      dimensions: { id: 'g', and: [rule, { id: 'h', or: [past, { id: 'i', and: [rule] }] }] },
      metrics: { id: 'm', or: [] },
    };
    accepts(RunMetricQuery, { ...explore, ...query, filters });
  });

  it('carries fields made up for it', () => {
    accepts(RunMetricQuery, {
      ...explore,
      ...query,
      granularity: 'Month',
      tableCalculations: [
        { name: 'share', displayName: 'Share', sql: '${orders.count} / 2', type: 'number', format: { type: 'percent', round: 1 } },
      ],
      additionalMetrics: [{ table: 'orders', name: 'top', type: 'max', sql: '${TABLE}.amount', label: 'Top' }],
      customDimensions: [
        { id: 'b', name: 'Bins', table: 'orders', type: 'bin', dimensionId: 'orders_amount', binType: 'fixed_number', binNumber: 4 },
      ],
    });
  });

  it('refuses an unknown operator, wherever it stands', () => {
    const filters = { dimensions: { id: 'g', and: [{ id: 'h', or: [{ ...rule, operator: 'like' }] }] } };
    expect(checkInput(RunMetricQuery, { ...explore, ...query, filters })).toHaveProperty('problems');
  });

  it('names what is missing', () => {
    const { limit: _limit, ...rest } = query;
    refuses(RunMetricQuery, { ...explore, ...rest }, 'limit');
    refuses(CalculateTotalFromQuery, { projectUuid: id(1), explore: 'orders', metricQuery: rest }, 'metricQuery.limit');
  });

  it('becomes a CSV with how to print it', () => {
    const csv = {
      onlyRaw: false,
      showTableNames: true,
      csvLimit: null,
      columnOrder: ['orders_status'],
      customLabels: {},
      hiddenFields: [],
      chartName: 'orders',
    };
    accepts(DownloadCsvFromExplore, { ...explore, ...query, ...csv });
  });
});

describe('dashboards', () => {
  const place = { x: 0, y: 0, w: 10, h: 3 };

  it('take tiles of every kind', () => {
    const tiles = [
      { type: 'markdown', ...place, properties: { title: 'Hi', content: 'hello' } },
      { type: 'saved_chart', ...place, tabUuid: 'one', properties: { savedChartUuid: id(2), hideTitle: true } },
      { type: 'loom', ...place, properties: { title: 'Tour', url: 'https://example.com/tour' } },
      { type: 'sql_chart', ...place, properties: { savedSqlUuid: null, chartName: 'By hand' } },
    ];
    accepts(createDashboard, {
      projectUuid: id(1),
      name: 'New',
      spaceUuid: id(3),
      tiles,
      tabs: [{ uuid: 'one', name: 'First', order: 0 }],
    });
    refuses(
      createDashboard,
      { projectUuid: id(1), name: 'New', tabs: [], tiles: [{ type: 'pie', ...place, properties: {} }] },
      'tiles.0.type',
    );
  });

  it('are copied by other members', () => {
    accepts(createDashboard, { projectUuid: id(1), duplicateFrom: id(4), dashboardName: 'Copy', dashboardDesc: '' });
  });

  it('filter their charts', () => {
    const filter = { ...rule, target: { fieldId: 'orders_status', tableName: 'orders' }, label: 'Status', tileTargets: { [id(5)]: false } };
    const dashboardFilters = { dimensions: [filter], metrics: [], tableCalculations: [] };
    accepts(PostDashboardTile, { chartUuid: id(2), dashboardUuid: id(4), dashboardFilters, dashboardSorts: [] });
    refuses(
      CalculateTotalFromSavedChart,
      { chartUuid: id(2), dashboardFilters: { dimensions: [rule], metrics: [], tableCalculations: [] } },
      'dashboardFilters.dimensions.0.target.tableName',
    );
  });

  it('always ask before they change space, and say so', () => {
    const dashboards = [
      { uuid: id(4), name: 'Sales', description: 'Weekly', spaceUuid: id(3) },
      { uuid: id(6), name: 'Costs', spaceUuid: id(7) },
    ];
    const input = { projectUuid: id(1), dashboards };
    accepts(updateDashboards, input);
    expect(asksBecause(updateDashboards, input)).toBeDefined();
    const current = dashboards.map(({ uuid, name }) => ({ uuid, name, spaceUuid: id(3) }));
    const [stays, moves] = (updateDashboards.says?.({ current, spaces: [{ uuid: id(7), name: 'Board' }], input }) ?? '').split('\n');
    expect(stays).toContain('stays in the space');
    expect(moves).toContain(`to "Board" (${id(7)})`);
  });
});

describe('deliveries', () => {
  const delivery = {
    name: 'Weekly',
    message: 'Hello',
    format: 'csv',
    cron: '0 9 * * 1',
    timezone: 'UTC',
    options: { formatted: true, limit: 'table' },
    targets: [{ recipient: 'ops@example.com' }, { channel: 'C012' }],
    includeLinks: true,
  };
  const stored = {
    name: 'Weekly',
    cron: '0 8 * * 1',
    savedChartUuid: id(2),
    dashboardUuid: null,
    targets: [{ recipient: 'old@example.com' }],
  };

  it('are sent as a whole, for a chart or a dashboard', () => {
    accepts(sendScheduler, { ...delivery, enabled: true, savedChartUuid: id(2), dashboardUuid: null, createdBy: id(8) });
    const image = {
      ...delivery,
      format: 'image',
      options: { withPdf: true },
      selectedTabs: ['one'],
      customViewportWidth: 1200,
      filters: [],
    };
    accepts(sendScheduler, { ...image, savedChartUuid: null, dashboardUuid: id(4), createdBy: id(8) });
    refuses(updateScheduler, { schedulerUuid: id(9), ...delivery, timezone: 'Mars/Base' }, 'timezone');
  });

  it('name every recipient before and after', () => {
    const input = { schedulerUuid: id(9), ...delivery };
    accepts(updateScheduler, input);
    expect(asksBecause(updateScheduler, input)).toBeDefined();
    expect(updateScheduler.says?.({ scheduler: stored, input })).toContain('now old@example.com; afterwards ops@example.com, C012');
  });

  it('name what else differs, filters first: without them more rows leave', () => {
    const rule = { id: 'r', target: { fieldId: 'orders_region', tableName: 'orders' }, operator: 'equals', values: ['North'] };
    const before = { ...stored, ...delivery, enabled: true, filters: [rule], thresholds: null };
    const says = (more: object) => updateScheduler.says?.({ scheduler: before, input: { schedulerUuid: id(9), ...delivery, ...more } });
    expect(says({ filters: [rule] })).toMatch(/name "Weekly"\.$/);
    expect(says({})).toContain(`filters: now ${JSON.stringify([rule])}, afterwards not sent.`);
    expect(says({ filters: [], enabled: false })).toMatch(/afterwards \[\]\. enabled: now true, afterwards false\.$/);
    expect(says({ filters: [rule], message: 'x'.repeat(500) })?.length).toBeLessThan(800);
    const sent = { ...delivery, filters: [rule], savedChartUuid: null, dashboardUuid: id(4), createdBy: id(8) };
    expect(sendScheduler.says?.({ sender: undefined, input: sent })).toContain('Rows filtered by [{"id":"r"');
  });

  it('ask to be switched off, not on', () => {
    expect(asksBecause(updateSchedulerEnabled, { schedulerUuid: id(9), enabled: false })).toBe('the delivery is switched off');
    expect(asksBecause(updateSchedulerEnabled, { schedulerUuid: id(9), enabled: true })).toBeUndefined();
  });

  it('are named when they are deleted', () => {
    const said = deleteScheduler.says?.({ scheduler: stored, jobs: [{ id: '1' }], input: { schedulerUuid: id(9) } });
    expect(said).toContain(`"Weekly" (${id(9)}) of chart ${id(2)}`);
    expect(said).toContain('old@example.com');
  });
});

describe('pinned items', () => {
  it('are one whole list', () => {
    const items = [{ type: 'dashboard', data: { uuid: id(4), pinnedListOrder: 0 } }];
    accepts(updatePinnedItemsOrder, { projectUuid: id(1), pinnedListUuid: id(10), items });
  });
});

describe('previews', () => {
  const change = (action: string, name: string, n: number) => ({ action, data: { uuid: id(n), name } });

  it('say what a promotion creates, updates and deletes', () => {
    const diff = {
      spaces: [change('no changes', 'Shop', 3)],
      dashboards: [change('update', 'Sales', 4)],
      charts: [change('create', 'New', 5), change('delete', 'Old', 6)],
    };
    const said = promoteDashboard.says?.({ diff, input: { dashboardUuid: id(4) } });
    expect(said).toContain(`update dashboard "Sales" (${id(4)}); create chart "New" (${id(5)}); delete chart "Old" (${id(6)})`);
    expect(said).not.toContain('Shop');
  });

  it('say when a promotion changes nothing', () => {
    const diff = { spaces: [], dashboards: [], charts: [change('no changes', 'Sales', 2)] };
    expect(promoteChart.says?.({ diff, input: { chartUuid: id(2) } })).toContain('Nothing differs upstream');
  });

  it('name both versions of a rollback', () => {
    const createdBy = { userUuid: id(8), firstName: 'Vera', lastName: 'Example' };
    const old = { createdAt: '2026-01-01T00:00:00Z', createdBy, chart: { name: 'Sales' } };
    const history = { history: [{ createdAt: '2026-02-01T00:00:00Z', createdBy: null }] };
    const said = postChartVersionRollback.says?.({ old, history, input: { chartUuid: id(2), versionUuid: id(11) } });
    expect(said).toContain(`"Sales" (${id(2)})`);
    expect(said).toContain('2026-01-01T00:00:00Z by Vera Example');
    expect(said).toContain('2026-02-01T00:00:00Z by unknown');
  });

  it('quote a comment or a reply', () => {
    const reply = { commentId: id(13), text: 'Agreed', user: { name: 'Ida Example' }, replies: [] };
    const comments = { [id(5)]: [{ commentId: id(12), text: 'Looks off', user: { name: 'Vera Example' }, replies: [reply] }] };
    const said = (commentId: string) => deleteComment.says?.({ comments, input: { dashboardUuid: id(4), commentId } });
    expect(said(id(12))).toContain('"Looks off"');
    expect(said(id(12))).toContain('Replies that go with it: 1');
    expect(said(id(13))).toContain('by Ida Example');
    expect(said(id(14))).toContain('cannot be shown');
  });

  it('list what loses a tag', () => {
    const metrics = { data: [{ name: 'revenue' }, { name: 'orders' }] };
    const said = deleteTag.says?.({ tags: [{ tagUuid: id(15), name: 'Core' }], metrics, input: { projectUuid: id(1), tagUuid: id(15) } });
    expect(said).toContain('"Core"');
    expect(said).toContain('"revenue", "orders"');
  });

  it('list the explores that disappear', () => {
    const said = SetExplores.says?.({
      current: [{ name: 'orders' }, { name: 'events' }],
      input: { projectUuid: id(1), explores: [{ name: 'orders' }] },
    });
    expect(said).toContain('These disappear: "events"');
  });
});
