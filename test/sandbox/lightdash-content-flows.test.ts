import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serveEmulations, type Sandbox } from '../../src/sandbox/core/server.ts';
import { catalogId } from '../../src/sandbox/lightdash/catalog-items.ts';
import { isRecord } from '../../src/sandbox/lightdash/body.ts';
import { openLightdash } from '../../src/sandbox/lightdash/index.ts';
import { CREDENTIALS, SEED, spaceId } from '../../src/sandbox/lightdash/seed-access.ts';
import { commentId, schedulerId, tagId } from '../../src/sandbox/lightdash/seed-activity.ts';
import { chartId, dashboardId, tileId, versionId } from '../../src/sandbox/lightdash/seed-content.ts';
import { resettable, send } from './contract.ts';

const { marketing, marketingDev, finance } = SEED;
const { emulation, reset } = resettable(openLightdash);
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await serveEmulations([emulation]);
});
beforeEach(() => reset());
afterAll(() => sandbox.close());

/** What a call answers: its status, and its results or its error. */
async function ask(method: string, path: string, body: unknown = null, token: string = CREDENTIALS.admin) {
  const headers = { authorization: `ApiKey ${token}` };
  const answer = await send(sandbox.urls['lightdash'] ?? '', { method, path: `/api/v1${path}`, body }, headers);
  return { status: answer.status, results: at(answer.body, 'results'), error: at(answer.body, 'error') };
}

/** The value at a dotted path; a list's index is a name too. */
function at(value: unknown, path: string): unknown {
  const entries = (one: unknown): Readonly<Record<string, unknown>> =>
    Array.isArray(one) ? Object.fromEntries(one.entries()) : isRecord(one) ? one : {};
  return path.split('.').reduce((one, name) => entries(one)[name], value);
}

/** What is read at a path of the results. */
const read = async (path: string, where: string, token?: string) => at((await ask('GET', path, null, token)).results, where);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const each = (rows: unknown, path: string) => list(rows).map((row) => at(row, path));

const query = (explore: string, dimensions: readonly string[], metrics: readonly string[]) => ({
  exploreName: explore,
  dimensions,
  metrics,
  filters: {},
  sorts: [{ fieldId: metrics[0], descending: true }],
  limit: 3,
  tableCalculations: [],
});

describe('promotion to the upstream project', () => {
  const chart = chartId(marketingDev, 'Revenue by payment method');

  test('a chart is told as an update, written as a new version, and told as unchanged afterwards', async () => {
    expect((await ask('GET', `/saved/${chart}/promoteDiff`)).results).toMatchObject({ charts: [{ action: 'update' }] });
    const { results: promoted } = await ask('POST', `/saved/${chart}/promote`);
    expect(promoted).toMatchObject({ uuid: chartId(marketing, 'Revenue by payment method'), projectUuid: marketing, oldUuid: chart });
    expect(at(promoted, 'metricQuery.metrics')).toContain('payments_average_payment');
    expect((await ask('GET', `/saved/${String(at(promoted, 'uuid'))}/history`)).results).toMatchObject({ history: [{}, {}, {}] });
    expect((await ask('GET', `/saved/${chart}/promoteDiff`)).results).toMatchObject({ charts: [{ action: 'no changes' }] });
  });

  test('a new chart makes its private space upstream too', async () => {
    const draft = chartId(marketingDev, 'Draft of weekly revenue');
    const { results: diff } = await ask('GET', `/saved/${draft}/promoteDiff`);
    expect(diff).toMatchObject({ spaces: [{ action: 'create' }], charts: [{ action: 'create' }] });
    const { results: promoted } = await ask('POST', `/saved/${draft}/promote`);
    expect(each((await ask('GET', `/projects/${marketing}/charts`)).results, 'name')).toContain('Draft of weekly revenue');
    expect(at(promoted, 'spaceUuid')).not.toBe(spaceId(marketingDev, 'Drafts'));
  });

  test('a dashboard takes the charts on it along', async () => {
    const uuid = dashboardId(marketingDev, 'Overview with its own charts');
    const { results } = await ask('POST', `/dashboards/${uuid}/promote`);
    expect(results).toMatchObject({ uuid: dashboardId(marketing, 'Overview with its own charts'), description: 'Now with a note' });
    const promoted = each(at(results, 'tiles'), 'properties.savedChartUuid').filter((uuid) => uuid !== undefined);
    expect(promoted).toHaveLength(2);
    const charts = each((await ask('GET', `/projects/${marketing}/charts`)).results, 'uuid');
    expect(charts).toEqual(expect.arrayContaining(promoted));
  });
});

describe('charts', () => {
  test('rolling back writes the older version anew', async () => {
    const chart = chartId(marketing, 'Payments by method');
    const first = versionId(marketing, 'Payments by method', 1);
    const before = await read(`/saved/${chart}/version/${first}`, 'chart.metricQuery');
    expect((await ask('POST', `/saved/${chart}/rollback/${first}`)).status).toBe(200);
    expect(await read(`/saved/${chart}/history`, 'history')).toHaveLength(4);
    expect(await read(`/saved/${chart}`, 'metricQuery')).toEqual(before);
  });

  test('in a private space they are for those it is shared with', async () => {
    const hidden = chartId(marketing, 'Board revenue');
    expect((await ask('POST', `/saved/${hidden}/results`, {}, CREDENTIALS.viewer)).status).toBe(403);
    const seen = each((await ask('GET', `/projects/${marketing}/charts`, null, CREDENTIALS.viewer)).results, 'name');
    expect(seen).not.toContain('Board revenue');
    expect((await ask('POST', `/saved/${hidden}/results`, {}, CREDENTIALS.editor)).status).toBe(200);
  });

  test('with a field that is gone they fail, and validation names them and their dashboards', async () => {
    expect((await ask('POST', `/saved/${chartId(marketing, 'Coupons used')}/results`, {})).error).toMatchObject({
      name: 'FieldReferenceError',
    });
    const found = async () =>
      list((await ask('GET', `/projects/${marketing}/validate`)).results).map((row) => [at(row, 'source'), at(row, 'name')]);
    expect(await found()).toEqual([
      ['chart', 'Coupons used'],
      ['dashboard', 'Agency hand-over'],
    ]);
    await ask('POST', `/projects/${marketing}/validate`, { validationTargets: ['charts'] });
    expect(await found()).toEqual([['chart', 'Coupons used']]);
  });
});

test('queries answer the columns asked for, sorted and cut, and totals add up', async () => {
  const body = query('payments', ['payments_payment_method'], ['payments_total_revenue', 'payments_unique_payment_count']);
  const { results } = await ask('POST', `/projects/${marketing}/explores/payments/runQuery`, body);
  const values = each(at(results, 'rows'), 'payments_total_revenue.value.raw').map(Number);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(values).toHaveLength(3);
  expect(Object.keys(Object(at(results, 'rows.0')))).toEqual([...body.dimensions, ...body.metrics]);
  const total = (await ask('POST', `/projects/${marketing}/calculate-total`, { explore: 'payments', metricQuery: body })).results;
  expect(at(total, 'payments_total_revenue')).toBeGreaterThan(values[0] ?? 0);
});

test('SQL answers made-up rows of modelled tables', async () => {
  const run = async (sql: string) => ask('POST', `/projects/${finance}/sqlQuery`, { sql });
  expect((await run('select order_id, status as s from orders')).results).toMatchObject({
    fields: { order_id: { type: 'number' }, s: { type: 'string' } },
  });
  expect((await run('SELECT count(*) FROM shop.orders')).results).toMatchObject({ rows: [{ count: 5 }] });
  expect((await run('select * from nowhere')).error).toMatchObject({
    name: 'WarehouseQueryError',
    message: 'relation "nowhere" does not exist',
  });
});

test('a CSV job is finished on its second look, and gives its address to who asked only', async () => {
  const chart = chartId(marketing, 'Orders by status');
  const { results } = await ask('POST', `/saved/${chart}/downloadCsv`, { onlyRaw: false, dashboardFilters: {} });
  const jobId = String(at(results, 'jobId'));
  const status = async () => read(`/schedulers/job/${jobId}/status`, 'status');
  expect([await status(), await status()]).toEqual(['started', 'completed']);
  expect((await ask('GET', `/csv/${jobId}`, null, CREDENTIALS.viewer)).status).toBe(404);
  const file = await fetch(String(await read(`/csv/${jobId}`, 'url')));
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect((await file.text()).split('\n')[0]).toBe('Orders Status,Orders Unique order count');
});

test('a deleted tag goes from the catalogue items that carry it', async () => {
  const item = catalogId(marketing, 'orders', 'unique_order_count');
  const tagged = async () => read(`/projects/${marketing}/dataCatalog/metrics?categories=${tagId(marketing, 'Core')}`, 'data');
  expect(at(await tagged(), '0')).toMatchObject({ catalogSearchUuid: item, categories: [{ name: 'Core' }] });
  await ask('DELETE', `/projects/${marketing}/tags/${tagId(marketing, 'Core')}`);
  expect(await tagged()).toEqual([]);
});

test('comments: a reply stands below its comment and goes with it; a resolved one is not told; who is mentioned hears of it', async () => {
  const path = `/comments/dashboards/${dashboardId(marketing, 'Marketing overview')}`;
  const threads = async () => list(await read(path, tileId(marketing, 'Marketing overview', 0)));
  const editor = await read('/user', 'userUuid', CREDENTIALS.editor);
  await ask('POST', `${path}/${tileId(marketing, 'Marketing overview', 0)}`, {
    text: 'So?',
    textHtml: '<p>So?</p>',
    mentions: [editor],
    replyTo: commentId(1),
  });
  expect(at(await threads(), '0.replies')).toHaveLength(2);
  const told = (await ask('GET', '/notifications?type=dashboardComments', null, CREDENTIALS.editor)).results;
  expect(each(told, 'message')).toContain('Robin Steward tagged you in dashboard "Marketing overview" ');
  await ask('DELETE', `${path}/${commentId(1)}`);
  expect(await threads()).toEqual([]);
  const other = `/comments/dashboards/${dashboardId(marketing, 'Spring campaign')}`;
  await ask('PATCH', `${other}/${commentId(3)}`);
  expect(Object.keys(Object((await ask('GET', other)).results))).toEqual([tileId(marketing, 'Spring campaign', 1)]);
});

test('a dashboard description and a comment carry instructions to AI agents', async () => {
  const descriptions = each((await ask('GET', `/projects/${marketing}/dashboards`)).results, 'description');
  expect(descriptions.filter((text) => String(text).includes('Ignore previous instructions'))).toHaveLength(1);
  const comments = (await ask('GET', `/comments/dashboards/${dashboardId(marketing, 'Spring campaign')}`)).results;
  expect(JSON.stringify(comments)).toContain('ignore previous instructions');
});

test('a deleted delivery leaves no logs; disabling drops the planned run', async () => {
  const path = `/schedulers/${schedulerId('Weekly revenue')}`;
  expect((await ask('GET', `${path}/jobs`)).results).toHaveLength(1);
  await ask('PATCH', `${path}/enabled`, { enabled: false });
  expect((await ask('GET', `${path}/jobs`)).results).toEqual([]);
  const logs = async () => {
    const { results } = await ask('GET', `/schedulers/${marketing}/logs`);
    return ['schedulers', 'logs'].map((name) => list(at(results, name)).length);
  };
  const before = await logs();
  await ask('DELETE', path);
  const after = await logs();
  expect(after).toEqual([(before[0] ?? 0) - 1, (before[1] ?? 0) - 2]);
});

test('a copied dashboard has its own copies of the charts inside it; moving it moves them', async () => {
  const from = dashboardId(marketing, 'Overview with its own charts');
  const { results: copy } = await ask('POST', `/projects/${marketing}/dashboards?duplicateFrom=${from}`, {
    dashboardName: 'Copy',
    dashboardDesc: 'copied',
  });
  const inside = String(at(copy, 'tiles.0.properties.savedChartUuid'));
  expect(inside).not.toBe(chartId(marketing, 'Revenue inside the overview'));
  const space = spaceId(marketing, 'Board figures');
  await ask('PATCH', `/projects/${marketing}/dashboards`, [{ uuid: at(copy, 'uuid'), name: 'Copy', spaceUuid: space }]);
  expect((await ask('GET', `/saved/${inside}`)).results).toMatchObject({ spaceUuid: space, dashboardName: 'Copy' });
});

test('replaced explores are all there is; an explore behind a user attribute is hidden', async () => {
  const customers = (await ask('GET', `/projects/${marketing}/explores/customers`)).results;
  expect(each((await ask('GET', `/projects/${marketing}/explores`)).results, 'name')).toEqual(['payments', 'orders', 'customers']);
  expect((await ask('GET', `/projects/${marketing}/explores/payroll`)).status).toBe(401);
  await ask('PUT', `/projects/${marketing}/explores`, [customers]);
  expect(each((await ask('GET', `/projects/${marketing}/explores`)).results, 'name')).toEqual(['customers']);
  expect((await ask('POST', `/saved/${chartId(marketing, 'Orders over time')}/results`, {})).error).toMatchObject({
    name: 'NotExistsError',
  });
});
