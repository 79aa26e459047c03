import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { people } from '../../src/sandbox/core/made-up.ts';
import { serveEmulations, type Sandbox } from '../../src/sandbox/core/server.ts';
import { isRecord } from '../../src/sandbox/lightdash/body.ts';
import { openLightdash } from '../../src/sandbox/lightdash/index.ts';
import { CREDENTIALS, groupId, PARTS, SEED, spaceId, userId } from '../../src/sandbox/lightdash/seed-access.ts';
import { resettable, send } from './contract.ts';
import { lightdashSignIn } from './lightdash-sign-in.ts';

const { emulation, reset } = resettable(openLightdash);
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await serveEmulations([emulation]);
});
beforeEach(() => reset());
afterAll(() => sandbox.close());

const url = () => sandbox.urls['lightdash'] ?? '';
const as = (token: string) => ({ authorization: `ApiKey ${token}` });
const admin = as(CREDENTIALS.admin);
const viewer = as(CREDENTIALS.viewer);

/** The results of a call that must succeed. */
async function done(route: string, body: unknown = null, headers: Readonly<Record<string, string | undefined>> = admin): Promise<unknown> {
  const [method = '', path = ''] = route.split(' ');
  const answer = await send(url(), { method, path: `/api/v1${path}`, body }, headers);
  expect(answer.status, route).toBeLessThan(300);
  return isRecord(answer.body) ? answer.body['results'] : undefined;
}

async function status(route: string, body: unknown = null, headers: Readonly<Record<string, string | undefined>> = admin): Promise<number> {
  const [method = '', path = ''] = route.split(' ');
  return (await send(url(), { method, path: `/api/v1${path}`, body }, headers)).status;
}

function rows(results: unknown): readonly Record<string, unknown>[] {
  const list = isRecord(results) ? results['data'] : results;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

const asRecord = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

test('pages hold all members once, two of one name and one under an alias address', async () => {
  const pages = await Promise.all([1, 2, 3].map((page) => done(`GET /org/users?page=${page}&pageSize=50`)));
  expect(asRecord(pages[0])['pagination']).toEqual({ page: 1, pageSize: 50, totalPageCount: 3, totalResults: 120 });
  const all = pages.flatMap(rows);
  expect(new Set(all.map((row) => row['userUuid'])).size).toBe(120);
  expect(rows(await done('GET /org/users?searchQuery=bob+miller'))).toHaveLength(2);
  const grant = { email: people[PARTS.alias]?.email, role: 'viewer', sendEmail: false };
  expect(await status(`POST /projects/${SEED.marketing}/access`, grant)).toBe(404);
});

test('a removed member leaves groups, accesses, attributes and sessions', async () => {
  const bob = userId(2);
  await done(`DELETE /org/user/${bob}`);
  expect(rows(await done(`GET /groups/${groupId('Marketing')}/members`)).map((row) => row['userUuid'])).not.toContain(bob);
  expect(JSON.stringify(await done(`GET /projects/${SEED.marketing}/access`))).not.toContain(bob);
  expect(JSON.stringify(await done('GET /org/attributes'))).not.toContain(bob);
  expect(await status('POST /login', { email: people[2]?.email, password: CREDENTIALS.password }, {})).toBe(401);
});

test('administrators cannot remove the last one of them, themselves included', async () => {
  await done(`DELETE /org/user/${userId(PARTS.otherAdmin)}`);
  expect(await status(`DELETE /org/user/${userId(PARTS.admin)}`)).toBe(403);
  expect(await status('DELETE /user/me', null, await lightdashSignIn('session cookie (demo@example.com)', url()))).toBe(403);
});

test('a deleted group takes what it gave along', async () => {
  const sales = groupId('Sales');
  await done(`POST /groups/${sales}/projects/${SEED.finance}`, { role: 'viewer' });
  expect(JSON.stringify(await done(`GET /projects/${SEED.finance}/groupAccesses`))).toContain(sales);
  await done(`DELETE /groups/${sales}`);
  expect(JSON.stringify(await done(`GET /projects/${SEED.finance}/groupAccesses`))).not.toContain(sales);
  expect(JSON.stringify(await done('GET /org/attributes'))).not.toContain(sales);
});

test('the members of an update replace the membership, a name alone does not', async () => {
  const group = `/groups/${groupId('Finance')}`;
  const before = rows(await done(`GET ${group}/members`)).length;
  await done(`PATCH ${group}`, { name: 'Finances' });
  expect(rows(await done(`GET ${group}/members`))).toHaveLength(before);
  await done(`PATCH ${group}`, { members: [{ userUuid: userId(PARTS.viewer) }] });
  expect(rows(await done(`GET ${group}/members`)).map((row) => row['userUuid'])).toEqual([userId(PARTS.viewer)]);
});

test('an attribute is replaced with all its values', async () => {
  const changed = { name: 'region', attributeDefault: null, users: [], groups: [{ groupUuid: groupId('Support'), value: 'south' }] };
  await done(`PUT /org/attributes/${SEED.region}`, changed);
  const [region] = rows(await done('GET /org/attributes'));
  expect(region).toMatchObject({ users: [], groups: changed.groups, attributeDefault: null });
  expect(region).not.toHaveProperty('description');
});

test('a private space opens to a group and closes again', async () => {
  const space = `/projects/${SEED.marketing}/spaces/${spaceId(SEED.marketing, 'Board figures')}`;
  expect(await status(`GET ${space}`, null, viewer)).toBe(403);
  expect(JSON.stringify(await done(`GET /projects/${SEED.marketing}/spaces`, null, viewer))).not.toContain('Board figures');
  await done(`POST ${space}/group/share`, { groupUuid: groupId('Marketing'), spaceRole: 'viewer' });
  expect(await status(`GET ${space}`, null, viewer)).toBe(200);
  await done(`DELETE ${space}/group/share/${groupId('Marketing')}`);
  expect(await status(`GET ${space}`, null, viewer)).toBe(403);
  await done(`PATCH ${space}`, { name: 'Board figures', isPrivate: false });
  expect(await status(`GET ${space}`, null, viewer)).toBe(200);
});

test('a deleted space takes its charts and dashboards along', async () => {
  const { marketing } = SEED;
  const space = spaceId(marketing, 'Marketing');
  const inSpace = async (what: string) =>
    rows(await done(`GET /projects/${marketing}/${what}`)).filter((row) => row['spaceUuid'] === space).length;
  expect(await inSpace('charts')).toBeGreaterThan(0);
  expect(await inSpace('dashboards')).toBeGreaterThan(0);
  await done(`DELETE /projects/${marketing}/spaces/${space}`);
  expect([await inSpace('charts'), await inSpace('dashboards')]).toEqual([0, 0]);
});

test('a preview copies content only when asked to', async () => {
  const { marketing } = SEED;
  const lists = async (project: unknown) =>
    Promise.all(['spaces', 'charts', 'dashboards'].map(async (what) => rows(await done(`GET /projects/${project}/${what}`)).length));
  const copy = await done(`POST /projects/${marketing}/createPreview`, { name: 'Preview', copyContent: true });
  const empty = await done(`POST /projects/${marketing}/createPreview`, { name: 'Empty', copyContent: false });
  expect(await lists(copy)).toEqual(await lists(marketing));
  expect(await lists(empty)).toEqual([0, 0, 0]);
  expect(await done(`GET /projects/${copy}`)).toMatchObject({ type: 'PREVIEW', upstreamProjectUuid: marketing });
});

test('an outsider sees the project of a grant and nothing else, until it is revoked', async () => {
  const outsider = { email: people[PARTS.outsider]?.email, password: CREDENTIALS.password };
  const login = await send(url(), { method: 'POST', path: '/api/v1/login', body: outsider }, {});
  const session = { cookie: login.headers['set-cookie']?.split(';')[0] };
  const names = async () => rows(await done('GET /org/projects', null, session)).map((row) => row['name']);
  expect(await names()).toEqual(['Marketing']);
  expect(await status(`GET /projects/${SEED.finance}`, null, session)).toBe(403);
  await done(`DELETE /projects/${SEED.marketing}/access/${userId(PARTS.outsider)}`);
  expect(await names(), 'the group still gives it').toEqual(['Marketing']);
  await done(`DELETE /groups/${groupId('Contractors')}/projects/${SEED.marketing}`);
  expect(await names()).toEqual([]);
});

test('each answer to a session renews its cookie, refusals too, until the account is gone', async () => {
  const session = await lightdashSignIn('session cookie (leaver@elsewhere2.test)', url());
  const cookie = async (method: string, path: string) => {
    const { status: code, headers } = await send(url(), { method, path: `/api/v1${path}`, body: null }, session);
    return [code, headers['set-cookie']?.split(';')[0]];
  };
  expect(await cookie('GET', '/user')).toEqual([200, session['cookie']]);
  expect(await cookie('GET', '/org')).toEqual([403, session['cookie']]);
  expect(await cookie('DELETE', '/user/me')).toEqual([200, undefined]);
  expect(await cookie('GET', '/user')).toEqual([401, undefined]);
});

test('a rotated token stops, the new one works, and no list shows either', async () => {
  const session = await lightdashSignIn('session cookie (demo@example.com)', url());
  const [token] = rows(await done('GET /user/me/personal-access-tokens', null, session));
  const rotated = asRecord(
    await done(`PATCH /user/me/personal-access-tokens/${token?.['uuid']}/rotate`, { expiresAt: '2099-01-01T00:00:00.000Z' }, session),
  );
  expect(await status('GET /user', null, admin)).toBe(401);
  expect(await status('GET /user', null, as(String(rotated['token'])))).toBe(200);
  expect(JSON.stringify(await done('GET /user/me/personal-access-tokens', null, session))).not.toContain(String(rotated['token']));
});

test('stored secrets are never answered', async () => {
  const session = await lightdashSignIn('session cookie (demo@example.com)', url());
  const credentials = { type: 'postgres', user: 'reader', password: 'not-to-be-seen' };
  const made = asRecord(await done('POST /user/warehouseCredentials', { name: 'Second', credentials }, session));
  await done(`PATCH /projects/${SEED.marketing}/user-credentials/${made['uuid']}`);
  await done(`PATCH /projects/${SEED.marketing}/semantic-layer-connection`, {
    type: 'CUBE',
    token: 'not-to-be-seen',
    domain: 'https://cube.example.com',
  });
  const seen = [
    await done('GET /user/warehouseCredentials', null, session),
    await done(`GET /projects/${SEED.marketing}/user-credentials`),
    await done(`GET /projects/${SEED.marketing}`),
  ];
  expect(JSON.stringify(seen)).toContain('Second');
  expect(JSON.stringify(seen)).not.toContain('not-to-be-seen');
});

test('a share link that was made is found', async () => {
  const made = asRecord(await done('POST /share', { path: '/projects/x', params: '?a=1' }));
  expect(await done(`GET /share/${made['nanoid']}`, null, viewer)).toMatchObject({ url: '/projects/x?a=1' });
});

test('deleting the organisation deletes everybody in it', async () => {
  const session = await lightdashSignIn('session cookie (demo@example.com)', url());
  await done(`DELETE /org/${SEED.organization}`, null, session);
  expect(await status('GET /org', null, admin)).toBe(401);
  expect(await status('GET /user', null, session)).toBe(401);
});

test('a bad time zone is stored although the call fails', async () => {
  expect(await status(`PATCH /projects/${SEED.marketing}/schedulerSettings`, { schedulerTimezone: 'Mars/One' })).toBe(500);
  expect(await done(`GET /projects/${SEED.marketing}`)).toMatchObject({ schedulerTimezone: 'Mars/One' });
});

test('malformed JSON and a body over 5 MB are a 500, before anybody is asked who they are', async () => {
  const bodies = ['{"name":', JSON.stringify({ name: 'x'.repeat(5 * 1024 * 1024) })];
  for (const body of bodies) {
    const answer = await send(url(), { method: 'POST', path: '/api/v1/org/groups', body }, {});
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ status: 'error', error: { name: 'UnexpectedServerError', message: 'Something went wrong.' } });
  }
});
