import { join } from 'node:path';
import fs, { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { mcpParts } from '../../src/cli/serve.ts';
import { serveHttp } from '../../src/http/index.ts';
import { isObject } from '../../src/operation/index.ts';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { newest } from '../e2e/clients.ts';
import { bearer, guarded, token, tokensFile } from '../e2e/guarded.ts';
import { atEnd, stewardFor } from '../e2e/opened.ts';
import { temporary } from '../temporary.ts';
import { ask, INITIALIZE, rpc } from './asking.ts';

const get = (url: string, path: string, headers = {}) => ask(url, { method: 'GET', path, headers });

describe('health', () => {
  it('is told to whoever asks, by whatever name', async () => {
    const file = tokensFile();
    token(file, 'one', ['steward:read']);
    const { url } = await guarded({ STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file });
    for (const path of ['/healthz', '/readyz']) expect(await get(url, path, { host: '10.0.0.7:3333' })).toMatchObject({ status: 200 });
    expect(await get(url, '/mcp', { host: '10.0.0.7:3333' })).toMatchObject({ status: 403 });
    const open = await guarded({});
    expect(await get(open.url, '/healthz', { host: 'evil.example' })).toMatchObject({ status: 403 });
  });

  it('says what is not ready', async () => {
    const { url, steward } = await guarded({ STEWARD_AUDIT_FILE: join(mkdtempSync(join(temporary, 'audit-')), 'audit.ndjson') });
    expect(JSON.parse((await get(url, '/readyz')).text)).toEqual({
      status: 'ready',
      checks: { settings: true, store: true, audit: true, accepting: true },
    });
    expect(await steward.ready()).toEqual({ settings: true, store: true, audit: true });
    const broken = await guarded({}, { ready: async () => ({ settings: true, store: false }) });
    const heard = await get(broken.url, '/readyz');
    expect(heard).toMatchObject({ status: 503 });
    expect(JSON.parse(heard.text)).toMatchObject({ status: 'not ready', checks: { store: false } });
    expect(await get(broken.url, '/healthz')).toMatchObject({ status: 200 });
  });

  it('is not ready where the folder for its state cannot be written, unless nothing needs it', async () => {
    const file = join(mkdtempSync(join(temporary, 'state-')), 'a-file');
    writeFileSync(file, '');
    const settings = { STEWARD_STATE_DIR: join(file, 'below') };
    expect(await (await guarded(settings)).steward.ready()).toMatchObject({ store: false });
    const plainReads = { STEWARD_SYSTEMS: 'knowi-management', STEWARD_ALLOW: 'knowi_list_users,knowi_get_user' };
    expect(await (await guarded({ ...settings, ...plainReads })).steward.ready()).toMatchObject({ store: true });
  });

  it('is not ready while another process writes the audit', async () => {
    const settings = { STEWARD_AUDIT_FILE: join(mkdtempSync(join(temporary, 'audit-')), 'audit.ndjson') };
    const first = await guarded(settings);
    const second = await guarded(settings);
    const audits = await Promise.all([first, second].map(async ({ url }) => JSON.parse((await get(url, '/readyz')).text).checks.audit));
    expect(audits).toEqual([true, false]);
  });
});

describe('metrics', () => {
  it('count calls, exchanges and decisions, and name nobody', async () => {
    const { url, steward } = await guarded({ STEWARD_CONFIRM: 'flag' });
    const client = await newest({ url });
    const groupUuid = groupId('Contractors');
    await client.call('lightdash_list_groups');
    await client.call('lightdash_list_groups', { nonsense: 1 });
    await client.call('lightdash_delete_group', { groupUuid });
    await client.call('lightdash_delete_group', { groupUuid, confirm: true });
    await client.call('no_such_tool').catch(() => undefined);
    const { headers, text } = await get(url, '/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of [
      'steward_calls_total{tool="lightdash_list_groups",system="lightdash",effect="read",outcome="done"} 1',
      'steward_calls_total{tool="lightdash_list_groups",system="lightdash",effect="read",outcome="invalid_arguments"} 1',
      'steward_calls_total{tool="lightdash_delete_group",system="lightdash",effect="delete",outcome="preview"} 1',
      'steward_calls_total{tool="unknown",system="unknown",effect="unknown",outcome="unknown_tool"} 1',
      'steward_confirmations_total{channel="flag",outcome="used"} 1',
      'steward_confirmations_total{channel="elsewhere",outcome="asked"} 1',
      'steward_sessions 0',
      'steward_in_flight 0',
      'steward_queue{system="lightdash"} 0',
      'steward_breaker_open{system="lightdash"} 0',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toMatch(/steward_vendor_seconds_count\{system="lightdash",outcome="ok"\} [1-9]/);
    for (const secret of [groupUuid, 'local', steward.settings.LIGHTDASH_TOKEN ?? 'none']) expect(text).not.toContain(secret);
  });

  it('are for their own scope where callers are known', async () => {
    const file = tokensFile();
    const [scraper, admin] = [token(file, 'prometheus', ['steward:metrics']), token(file, 'admin', ['steward:destroy'])];
    const { url } = await guarded({ STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file });
    expect(await get(url, '/metrics')).toMatchObject({ status: 401 });
    const refused = await get(url, '/metrics', bearer(admin));
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.headers['www-authenticate']).toContain('scope="steward:metrics"');
    expect((await get(url, '/metrics', bearer(scraper))).text).toContain('steward_in_flight');
    await ask(url, { body: INITIALIZE });
    expect((await get(url, '/metrics', bearer(scraper))).text).toContain('steward_refused_requests_total{status="401"} 1');
  });
});

describe('a request', () => {
  it('keeps the id that a proxy gave it, and gets one otherwise', async () => {
    const { url } = await guarded({});
    const idOf = async (given?: string) =>
      (await ask(url, { headers: given === undefined ? {} : { 'x-request-id': given }, body: INITIALIZE })).headers['x-request-id'];
    expect(await idOf('proxy-7.42')).toBe('proxy-7.42');
    expect(await idOf()).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('a b')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('x'.repeat(200))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is named by the lines of the log that are about it', async () => {
    const logged: string[] = [];
    const spy = vi.spyOn(fs, 'writeSync').mockImplementation((_fd, what) => logged.push(String(what)) && String(what).length);
    onTestFinished(() => spy.mockRestore());
    const steward = await stewardFor({ STEWARD_LOG_LEVEL: 'error' });
    const call = () => Promise.reject(new Error('planted'));
    const server = await serveHttp({ ...mcpParts(steward, '0', 'http'), call }, { host: '127.0.0.1', port: 0 }, steward.log);
    atEnd(server.close);
    const body = rpc('tools/call', { name: 'lightdash_list_groups', arguments: {} });
    const ids = ['one', 'two', 'three'];
    const heard = await Promise.all(ids.map((id) => ask(server.url, { headers: { 'x-request-id': id }, body })));
    expect(heard.map(({ headers }) => headers['x-request-id'])).toEqual(ids);
    expect(logged.map((line) => JSON.parse(line).request).toSorted()).toEqual(ids.toSorted());
  });

  it('carries its trace on to the system, as a span of its own', async () => {
    const seen: (string | undefined)[][] = [];
    const vendor = createServer((request, response) => {
      seen.push([request.headers['traceparent'], request.headers['tracestate']].map(String));
      response.setHeader('content-type', 'application/json');
      response.end('{"status":"ok","results":{"pagination":{"page":1,"pageSize":1,"totalPageCount":0,"totalResults":0},"data":[]}}');
    });
    vendor.listen(0, '127.0.0.1');
    await once(vendor, 'listening');
    atEnd(async () => void vendor.close());
    const address = vendor.address();
    const LIGHTDASH_URL = `http://127.0.0.1:${isObject(address) ? String(address['port']) : ''}`;
    const steward = await stewardFor({ LIGHTDASH_URL, LIGHTDASH_TOKEN: 'made-up-token' });
    const server = await serveHttp(mcpParts(steward, '0', 'http'), { host: '127.0.0.1', port: 0 }, steward.log);
    atEnd(server.close);
    const call = (headers: Record<string, string>, meta?: object) =>
      ask(server.url, {
        headers,
        body: rpc('tools/call', { name: 'lightdash_list_groups', arguments: {}, ...(meta ? { _meta: meta } : {}) }),
      });
    const [id, span] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
    await call({ traceparent: `00-${id}-${span}-01`, tracestate: 'example=1' });
    await call({ traceparent: `00-${'0'.repeat(32)}-${span}-01` });
    await call({}, { traceparent: `00-${id}-${span}-00` });
    await call({});
    expect(seen.map(([parent]) => parent)).toEqual([
      expect.stringMatching(new RegExp(`^00-${id}-[0-9a-f]{16}-01$`)),
      'undefined',
      expect.stringMatching(new RegExp(`^00-${id}-[0-9a-f]{16}-00$`)),
      'undefined',
    ]);
    expect(seen[0]?.[0]).not.toContain(span);
    expect(seen[0]?.[1]).toBe('example=1');
  });
});
