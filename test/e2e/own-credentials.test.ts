import fs, { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openTokens } from '../../src/access/tokens-file.ts';
import type { RunCall } from '../../src/call/index.ts';
import { mcpParts } from '../../src/cli/serve.ts';
import { serveHttp, tokenAuth } from '../../src/http/index.ts';
import { isObject } from '../../src/operation/index.ts';
import { ask, rpc } from '../http/asking.ts';
import { temporary } from '../temporary.ts';
import { bearer, guarded, token, tokensFile } from './guarded.ts';
import { atEnd, stewardFor } from './opened.ts';

const PRINCIPALS = Array.from({ length: 40 }, (_, index) => `principal-${index}`);
const vendorToken = (name: string) => `vendor-token-of-${name}`;
const file = tokensFile();
const tokens = new Map(PRINCIPALS.map((name) => [name, token(file, name, ['lightdash:destroy'])]));

/** A system that answers with the credential it was asked with. Nothing is answered before all asked, then the last first. */
async function echoingVendor(batch: number) {
  const waiting: (() => void)[] = [];
  const server = createServer((request, response: ServerResponse) => {
    const seen = String(request.headers['authorization']).replace('ApiKey ', '');
    waiting.push(() => {
      response.setHeader('content-type', 'application/json');
      const data = [{ uuid: '3f6c1b1e-0f5e-4b7a-9c1d-2a4e6f8b0c1d', name: seen.replace('vendor-token', 'group') }];
      response.end(
        JSON.stringify({ status: 'ok', results: { pagination: { page: 1, pageSize: 10, totalPageCount: 1, totalResults: 1 }, data } }),
      );
    });
    if (waiting.length === batch) for (const go of waiting.splice(0).toReversed()) go();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${isObject(address) ? String(address['port']) : ''}`;
}

/** How many principals were answered with what is not theirs, when all call at once, several times. */
async function mixUps(change: (call: RunCall) => RunCall = (call) => call): Promise<number> {
  const LIGHTDASH_URL = await echoingVendor(PRINCIPALS.length);
  const steward = await stewardFor({
    LIGHTDASH_URL,
    STEWARD_CALLER_CREDENTIALS: 'true',
    STEWARD_SYSTEMS: 'lightdash',
    STEWARD_VENDOR_CONCURRENCY: String(PRINCIPALS.length),
  });
  const options = { host: '127.0.0.1', port: 0, auth: tokenAuth(openTokens(file), steward.log), brought: steward.brought };
  const server = await serveHttp({ ...mcpParts(steward, '0', 'http'), call: change(steward.call) }, options, steward.log);
  atEnd(server.close);
  let wrong = 0;
  for (const _round of [1, 2, 3]) {
    const answers = await Promise.all(
      PRINCIPALS.map(async (name) => {
        const headers = { ...bearer(tokens.get(name) ?? ''), 'x-steward-lightdash-token': vendorToken(name) };
        const { text } = await ask(server.url, {
          headers,
          body: rpc('tools/call', { name: 'lightdash_list_groups', arguments: { fields: ['name'] } }),
        });
        return { name, text };
      }),
    );
    for (const { name, text } of answers) if (!text.includes(`group-of-${name}\\"`) && !text.includes(`group-of-${name}"`)) wrong += 1;
  }
  return wrong;
}

describe('credentials of callers, forty at once', () => {
  it('are never mixed up', async () => {
    expect(await mixUps()).toBe(0);
  });

  it('that were kept in one place for all would be noticed here', async () => {
    let kept: ReadonlyMap<string, string> | undefined;
    const firstOne =
      (call: RunCall): RunCall =>
      async (request) => {
        kept ??= request.caller.credentials;
        return call({ ...request, caller: { ...request.caller, credentials: kept } });
      };
    expect(await mixUps(firstOne)).toBe(3 * (PRINCIPALS.length - 1));
  });

  it('that another call replaced meanwhile would be noticed here', async () => {
    let kept: ReadonlyMap<string, string> | undefined;
    const arrived: (() => void)[] = [];
    const lastOne =
      (call: RunCall): RunCall =>
      async (request) => {
        kept = request.caller.credentials;
        await new Promise<void>((go) => {
          arrived.push(go);
          if (arrived.length === PRINCIPALS.length) for (const all of arrived.splice(0)) all();
        });
        return call({ ...request, caller: { ...request.caller, credentials: kept } });
      };
    expect(await mixUps(lastOne)).toBe(3 * (PRINCIPALS.length - 1));
  });
});

describe('a credential of a caller', () => {
  const logged: string[] = [];
  const audit = join(mkdtempSync(join(temporary, 'own-')), 'audit.ndjson');
  const SECRET = 'vendor-token-that-nobody-may-see';
  let url = '';
  beforeAll(async () => {
    const spy = vi.spyOn(fs, 'writeSync').mockImplementation((_fd, what) => logged.push(String(what)) && String(what).length);
    atEnd(async () => spy.mockRestore());
    const settings = {
      STEWARD_CALLER_CREDENTIALS: 'true',
      STEWARD_AUTH: 'token',
      STEWARD_TOKENS_FILE: file,
      STEWARD_LOG_LEVEL: 'debug',
      STEWARD_AUDIT_FILE: audit,
    };
    ({ url } = await guarded(settings));
  });
  const called = (headers: Record<string, string>, name = 'lightdash_list_groups', args = {}) =>
    ask(url, { headers: { ...bearer(tokens.get('principal-1') ?? ''), ...headers }, body: rpc('tools/call', { name, arguments: args }) });

  it('takes the place of that of the server, also when the system does not know it', async () => {
    expect((await called({})).text).toContain('items');
    expect((await called({ 'x-steward-lightdash-token': SECRET })).text).toMatch(/isError|sign_in|credentials/);
  });

  it('is in no log, audit or answer', async () => {
    const answers = [
      await called({ 'x-steward-lightdash-token': SECRET }, 'lightdash_create_group', { name: 'x' }),
      await called({ 'x-steward-lightdash-token': `${SECRET} twice` }),
      await called({ 'x-steward-nowhere-token': SECRET }),
    ];
    for (const { text, headers } of answers) expect(text + JSON.stringify(headers)).not.toContain(SECRET);
    for (const place of [logged.join('\n'), readFileSync(audit, 'utf8')]) expect(place).not.toContain(SECRET);
    expect(readFileSync(audit, 'utf8')).toContain('lightdash_create_group');
  });

  it.each([
    ['x-steward-nowhere-token', 'x', 'no system nowhere'],
    ['x-steward-lightdash-token', 'two words', 'without spaces'],
    ['x-steward-lightdash-token', '', 'without spaces'],
  ])('in %s: "%s" is refused', async (name, value, why) => {
    const heard = await called({ [name]: value });
    expect(heard).toMatchObject({ status: 400 });
    expect(heard.text).toContain(why);
  });

  it('is refused where the server takes none, instead of acting as somebody else', async () => {
    const { url: closed } = await guarded({});
    const heard = await ask(closed, { headers: { 'x-steward-lightdash-token': SECRET }, body: rpc('tools/list') });
    expect(heard).toMatchObject({ status: 400, text: expect.stringContaining('STEWARD_CALLER_CREDENTIALS') });
  });

  it('makes a system usable that has no credentials here, for this caller alone', async () => {
    const LIGHTDASH_URL = await echoingVendor(1);
    const steward = await stewardFor({ LIGHTDASH_URL, STEWARD_CALLER_CREDENTIALS: 'true', STEWARD_SYSTEMS: 'lightdash' });
    const server = await serveHttp(mcpParts(steward, '0', 'http'), { host: '127.0.0.1', port: 0, brought: steward.brought }, steward.log);
    atEnd(server.close);
    const body = rpc('tools/call', { name: 'lightdash_list_groups', arguments: {} });
    expect((await ask(server.url, { headers: { 'x-steward-lightdash-token': 'vendor-token-mine' }, body })).text).toContain('group-mine');
    expect((await ask(server.url, { body })).text).toContain('has no credentials here');
  });
});
