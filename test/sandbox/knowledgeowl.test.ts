import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveEmulations, type Sandbox } from '../../src/sandbox/core/server.ts';
import { knowledgeBases, openKnowledgeOwl, readerGroups } from '../../src/sandbox/knowledgeowl/index.ts';
import { member } from '../../src/operation/index.ts';
import { rowsOf, send, textOf, type Sent } from './send.ts';

const { help, handbook } = knowledgeBases;
const NOW = Date.UTC(2026, 5, 1, 12);
const STAMP = '2026/06/01 12:00:00';
const UNKNOWN = '000000000000000000000000';

let sandbox: Sandbox;
let base: string;

const basic = (key: string, password = 'X') => ({ authorization: `Basic ${Buffer.from(`${key}:${password}`).toString('base64')}` });
const call = (method: string, path: string, sent: Sent = {}) =>
  send(method, `${base}${path}`, { ...sent, headers: { ...basic(sandbox.settings.KNOWLEDGEOWL_API_KEY ?? ''), ...sent.headers } });
const serve = async (passwords: 'self' | 'admin') => {
  sandbox = await serveEmulations([openKnowledgeOwl({ passwords, now: () => NOW })]);
  base = sandbox.settings.KNOWLEDGEOWL_URL ?? '';
};
const find = async (username: string) => rowsOf((await call('GET', `/reader.json?username=${username}`)).body, 'data')[0];
const idOf = async (username: string) => textOf(await find(username), 'id');
const data = (body: unknown) => member(body, 'data');
const total = async (query = '', sent: Sent = {}) =>
  textOf(member((await call('GET', `/reader.json${query}`, sent)).body, 'page_stats'), 'total_records');

beforeEach(() => serve('self'));
afterEach(() => sandbox.close());

describe('the API key', () => {
  it.each([
    ['GET', '/reader.json'],
    ['POST', '/reader.json'],
    ['GET', `/reader/${UNKNOWN}.json`],
    ['PUT', `/reader/${UNKNOWN}.json`],
  ])('is needed for %s %s', async (method, path) => {
    for (const headers of [{}, basic('other'), { authorization: 'Bearer sandbox-knowledgeowl-key' }]) {
      expect(await send(method, `${base}${path}`, { headers })).toMatchObject({
        status: 401,
        body: { valid: false, message: expect.any(String) },
      });
    }
  });

  it('takes any password, and in the query too', async () => {
    expect((await call('GET', '/reader.json', { headers: basic('sandbox-knowledgeowl-key', 'anything') })).status).toBe(200);
    expect((await send('GET', `${base}/reader.json?_authbykey=sandbox-knowledgeowl-key`)).status).toBe(200);
  });

  it('may be limited to reading', async () => {
    const headers = basic('sandbox-knowledgeowl-read-only-key');
    expect((await call('GET', '/reader.json', { headers })).status).toBe(200);
    expect(await call('POST', '/reader.json', { headers, json: {} })).toMatchObject({ status: 403, body: { valid: false } });
    expect((await call('PUT', `/reader/${UNKNOWN}.json`, { headers, json: {} })).status).toBe(403);
    expect((await call('GET', `/reader/${UNKNOWN}.json?_method=PUT`, { headers })).status).toBe(403);
  });
});

describe('listing readers', () => {
  it('gives the first page of all, deleted ones too', async () => {
    const { body } = await call('GET', '/reader.json');
    expect(body).toMatchObject({ valid: true, page_stats: { total_records: 130, total_pages: 2, next_page: 2 } });
    expect(rowsOf(body, 'data')).toHaveLength(100);
    const deleted = Number(await total('?status=deleted'));
    expect(deleted).toBeGreaterThan(5);
    expect(await total('?status=active')).toBe(String(130 - deleted));
  });

  it('pages by page and limit, in the query or the body', async () => {
    const second = await call('GET', '/reader.json?page=2&limit=60');
    expect(second.body).toMatchObject({ page_stats: { total_records: 130, total_pages: 3, next_page: 3 } });
    expect((await call('GET', '/reader.json', { json: { page: 2, limit: 60 } })).body).toEqual(second.body);
    expect(rowsOf((await call('GET', '/reader.json?page=3&limit=60')).body, 'data')).toHaveLength(10);
    expect((await call('GET', '/reader.json?page=9')).body).toMatchObject({ data: [], page_stats: { next_page: null } });
    expect(rowsOf((await call('GET', '/reader.json?limit=500')).body, 'data')).toHaveLength(100);
    expect(await call('GET', '/reader.json?page=0')).toMatchObject({ status: 400, body: { valid: false } });
  });

  it('filters by equality in the query and by $in in a body', async () => {
    expect(await total('?first_name=Bob&last_name=Miller')).toBe('2');
    const auditors = await total(`?reader_roles=${readerGroups.auditors}`);
    expect(Number(auditors)).toBeGreaterThan(2);
    expect(await total('', { json: { reader_roles: { $in: [readerGroups.auditors] } } })).toBe(auditors);
    const either = { reader_roles: { $in: [readerGroups.auditors, readerGroups.clients] } };
    expect(await total('', { json: either })).toBe(String(Number(auditors) + 1));
    expect(Number(await total('?status=active', { json: either }))).toBeLessThan(Number(auditors) + 1);
    expect(await total(`?projects[]=${help}&projects[]=${handbook}`)).not.toBe('0');
    expect(await total('?no_such_member=1')).toBe('0');
    expect(await total('?_fields=username')).toBe('130');
  });

  it('knows no other operator, and no body that is no object', async () => {
    for (const json of [{ username: { $regex: 'bob' } }, { username: { $in: 'bob' } }, { username: {} }]) {
      expect(await call('GET', '/reader.json', { json })).toMatchObject({ status: 400, body: { valid: false } });
    }
    for (const text of ['[]', '{', '"x"']) expect((await call('GET', '/reader.json', { text })).status).toBe(400);
  });

  it('lets _method change what a request means', async () => {
    const { body } = await call('GET', '/reader.json?_method=EXPLAIN');
    expect(data(body)).toContain('reader_roles');
    const id = await idOf('kim.park@example.com');
    await call('GET', `/reader/${id}.json?_method=PUT&status=deleted`);
    expect(await find('kim.park@example.com')).toMatchObject({ status: 'deleted' });
    expect((await call('GET', '/reader.json?_method=PURGE')).status).toBe(405);
  });
});

describe('reading one', () => {
  it('shows every member, an instruction in a custom field, and a password left from before', async () => {
    const kim = await call('GET', `/reader/${await idOf('kim.park@example.com')}.json`);
    expect(kim.body).toMatchObject({
      valid: true,
      data: { username: 'kim.park@example.com', custom1: expect.stringContaining('ignore previous instructions'), type: 'reader' },
    });
    expect(data(kim.body)).not.toHaveProperty('password');
    expect(data((await call('GET', `/reader/${await idOf('bela.amberg@example.com')}.json`)).body)).toHaveProperty('password');
  });

  it('answers 404 for an unknown id and an unknown path', async () => {
    for (const path of [`/reader/${UNKNOWN}.json`, '/reader/not-an-id.json', `/reader/${UNKNOWN}`, '/article.json']) {
      expect(await call('GET', path)).toMatchObject({ status: 404, body: { valid: false, message: expect.any(String) } });
    }
  });
});

describe('creating one', () => {
  const username = 'new.reader@example.com';

  it.each([
    ['a mail', { 'pw-type': 'email' }],
    ['a temporary password', { 'pw-type': 'temp', 'temp-pass': 'sandbox-first-word' }],
    ['an SSO id', { ssoid: 'sso-new' }],
  ])('works with %s, and is listed', async (_, more) => {
    const json = { username, projects: [help], first_name: 'New', custom1: { any: ['thing'] }, password: 'sandbox-ignored', ...more };
    const { status, body, text } = await call('POST', '/reader.json', { json });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      valid: true,
      data: { username, status: 'active', projects: [help], first_name: 'New', reader_roles: null, date_created: STAMP },
    });
    expect(text).not.toMatch(/sandbox-first-word|sandbox-ignored|temp-pass/);
    expect(await find(username)).toEqual(data(body));
    expect(await total()).toBe('131');
  });

  it.each([
    ['no username', { projects: [help], 'pw-type': 'email' }],
    ['no knowledge base', { username, 'pw-type': 'email' }],
    ['no way to sign in', { username, projects: [help] }],
    ['an unknown way', { username, projects: [help], 'pw-type': 'post' }],
    ['a temporary password left out', { username, projects: [help], 'pw-type': 'temp' }],
    ['no address', { username: 'someone', projects: [help], 'pw-type': 'email' }],
    ['a name that is taken', { username: 'Kim.Park@example.com', projects: [help], 'pw-type': 'email' }],
    ['an unknown knowledge base', { username, projects: ['abc'], 'pw-type': 'email' }],
    ['an unknown group', { username, projects: [help], reader_roles: ['abc'], 'pw-type': 'email' }],
    ['an unknown status', { username, projects: [help], status: 'asleep', 'pw-type': 'email' }],
  ])('fails under status 200 with %s', async (_, json) => {
    expect(await call('POST', '/reader.json', { json })).toMatchObject({
      status: 200,
      body: { valid: false, message: expect.any(String) },
    });
    expect(await total()).toBe('130');
  });

  it('takes the same members from the query', async () => {
    const { body } = await call('POST', `/reader.json?username=${username}&projects[]=${help}&projects[]=${handbook}&pw-type=email`);
    expect(body).toMatchObject({ valid: true, data: { username, projects: [help, handbook] } });
  });

  it('keeps a password where administrators keep them, and needs no other way in', async () => {
    await sandbox.close();
    await serve('admin');
    const { body } = await call('POST', '/reader.json', { json: { username: 'desk-1', projects: [help], password: 'sandbox-desk-word' } });
    expect(body).toMatchObject({ valid: true, data: { username: 'desk-1', password: 'sandbox-desk-word' } });
    await call('PUT', `/reader/${textOf(data(body), 'id')}.json`, { json: { password: 'sandbox-next-word' } });
    expect(await find('desk-1')).toMatchObject({ password: 'sandbox-next-word' });
  });
});

describe('changing one', () => {
  const put = async (json: unknown, username = 'kim.park@example.com') => call('PUT', `/reader/${await idOf(username)}.json`, { json });

  it('changes what is sent and replaces lists', async () => {
    const before = await find('kim.park@example.com');
    const change = {
      first_name: 'Updated',
      projects: [handbook],
      reader_roles: [readerGroups.auditors],
      pending_projects: [help],
      custom5: 7,
    };
    expect(await put(change)).toMatchObject({ status: 200, body: { valid: true, data: change } });
    expect(await find('kim.park@example.com')).toEqual({ ...before, ...change, date_modified: STAMP });
    await put({ username: 'kim.new@example.com', reader_roles: null });
    expect(await find('kim.park@example.com')).toBeUndefined();
    expect(await find('kim.new@example.com')).toMatchObject({ first_name: 'Updated', reader_roles: null });
  });

  it('deletes and restores by status, and keeps everything else', async () => {
    const before = await find('kim.park@example.com');
    await put({ status: 'deleted' });
    expect(await find('kim.park@example.com')).toEqual({ ...before, status: 'deleted', date_modified: STAMP });
    await put({ status: 'active' });
    expect(await find('kim.park@example.com')).toEqual({ ...before, date_modified: STAMP });
  });

  it('ignores a password that readers keep themselves', async () => {
    expect((await put({ password: 'sandbox-word' })).body).toMatchObject({ valid: true });
    expect(await find('kim.park@example.com')).not.toHaveProperty('password');
  });

  it.each([{}, { status: 'gone' }, { projects: help }, { projects: ['abc'] }, { username: 'bob.miller@example.com' }, { username: 'kim' }])(
    'fails under status 200 with %j',
    async (json) => {
      const before = await find('kim.park@example.com');
      expect(await put(json)).toMatchObject({ status: 200, body: { valid: false } });
      expect(await find('kim.park@example.com')).toEqual(before);
    },
  );

  it('breaks with a bare 500 when what was read is sent back', async () => {
    const seen = await put(await find('kim.park@example.com'));
    expect(seen).toMatchObject({ status: 500, body: undefined });
    expect(seen.type).toContain('text/html');
    expect((await call('PUT', `/reader/${UNKNOWN}.json`, { json: { first_name: 'A' } })).status).toBe(404);
  });
});
