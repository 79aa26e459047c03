import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mcpParts } from '../../src/cli/serve.ts';
import type { RunCall } from '../../src/call/index.ts';
import { serveHttp } from '../../src/http/index.ts';
import { isObject } from '../../src/operation/index.ts';
import { atEnd, sandboxed } from '../e2e/opened.ts';
import { start } from '../cli/run.ts';
import { temporary } from '../temporary.ts';
import { ask, INITIALIZE, rpc } from './asking.ts';

const LIST = rpc('tools/call', { name: 'lightdash_list_groups', arguments: {} });

/** A server whose calls wait until they are let go on. */
async function held(drain: number) {
  const steward = await sandboxed();
  let arrived = () => {};
  let release = () => {};
  const waiting = new Promise<void>((resolve) => (arrived = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const call: RunCall = async (request) => {
    arrived();
    await released;
    return steward.call(request);
  };
  const server = await serveHttp({ ...mcpParts(steward, '0', 'http'), call }, { host: '127.0.0.1', port: 0, drain }, steward.log);
  atEnd(server.close);
  return { server, waiting, release };
}

describe('a server that is told to end', () => {
  it('takes no more calls, and lets those under way end', async () => {
    const { server, waiting, release } = await held(20_000);
    const under = ask(server.url, { body: LIST });
    await waiting;
    const closed = server.close();
    await expect(ask(server.url, { body: INITIALIZE })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    release();
    const { status, text } = await under;
    expect(status).toBe(200);
    expect(text).toContain('items');
    await closed;
  });

  it('breaks off what is still under way at its deadline', async () => {
    const { server, waiting } = await held(50);
    const under = ask(server.url, { body: LIST }).then(
      () => 'answered',
      () => 'broken off',
    );
    await waiting;
    await server.close();
    expect(await under).toBe('broken off');
  });
});

describe('steward-mcp http', () => {
  it('ends with 0 after the call under way, whose end is in the audit', async () => {
    const { url, vendor, audit, running } = await served();
    const call = ask(url, { body: rpc('tools/call', { name: 'lightdash_create_group', arguments: { name: 'Late' } }) });
    await vendor.asked;
    running.child.kill('SIGTERM');
    await running.printed(/ending/);
    vendor.answer();
    expect(await call).toMatchObject({ status: 200 });
    expect(await running.ended).toMatchObject({ code: 0 });
    expect(readFileSync(audit, 'utf8')).toContain('"event":"ended"');
  });

  it('ends at once at a second signal', async () => {
    const { url, vendor, running } = await served();
    const call = ask(url, { body: LIST }).catch(() => 'broken off');
    await vendor.asked;
    running.child.kill('SIGINT');
    await running.printed(/ending/);
    running.child.kill('SIGINT');
    expect((await running.ended).code).not.toBe(0);
    expect(await call).toBe('broken off');
  });
});

/** A server process, before a system that answers when it is told to. */
async function served() {
  let heard = () => {};
  const asked = new Promise<void>((resolve) => (heard = resolve));
  const held: (() => void)[] = [];
  const vendor = createServer((_request, response) => {
    held.push(() => {
      response.setHeader('content-type', 'application/json');
      response.end('{"status":"ok","results":{"uuid":"3f6c1b1e-0f5e-4b7a-9c1d-2a4e6f8b0c1d","name":"Late"}}');
    });
    heard();
  });
  vendor.listen(0, '127.0.0.1');
  await once(vendor, 'listening');
  atEnd(async () => {
    vendor.closeAllConnections();
    vendor.close();
  });
  const address = vendor.address();
  const folder = mkdtempSync(join(temporary, 'shutdown-'));
  const audit = join(folder, 'audit.ndjson');
  const running = start(['http', '--port', '0'], {
    LIGHTDASH_URL: `http://127.0.0.1:${isObject(address) ? String(address['port']) : ''}`,
    LIGHTDASH_TOKEN: 'made-up-token',
    STEWARD_AUDIT_FILE: audit,
    STEWARD_STATE_DIR: folder,
  });
  const url = /http:\S+\/mcp/.exec(await running.printed(/http:\S+\/mcp/))?.[0] ?? '';
  return { url, audit, running, vendor: { asked, answer: () => held.forEach((go) => go()) } };
}
