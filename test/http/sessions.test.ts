import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it, vi, onTestFinished } from 'vitest';
import { mcpParts } from '../../src/cli/serve.ts';
import { openSessions, type SessionLimits } from '../../src/http/sessions.ts';
import { openServers } from '../../src/mcp/index.ts';
import { isObject } from '../../src/operation/index.ts';
import { atEnd, sandboxed } from '../e2e/opened.ts';
import { ask, rpc } from './asking.ts';

const INITIALIZE = { protocolVersion: '2025-11-25', capabilities: { elicitation: {} }, clientInfo: { name: 'test', version: '1' } };

/** Sessions behind a socket; the header `x-who` says whose a request is. What opens none is answered 204. So many requests are served `together`. */
async function served(limits: SessionLimits, together = 1) {
  let held: (() => void)[] = [];
  const all = () =>
    new Promise<void>((resolve) => {
      held.push(resolve);
      if (held.length < together) return;
      for (const one of held) one();
      held = [];
    });
  const sessions = openSessions(openServers(mcpParts(await sandboxed(), '0', 'http')), limits);
  const server = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const body: unknown = JSON.parse(text);
      await all();
      const who = String(request.headers['x-who']);
      if (sessions.opens(body, who)) await sessions.open(request, response, body, who);
      else if (!(await sessions.serve(String(request.headers['mcp-session-id']), request, response, body, who)))
        response.writeHead(204).end();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    await sessions.close();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${isObject(address) ? String(address['port']) : ''}`;
  const open = (who: string) => ask(url, { headers: { 'x-who': who }, body: rpc('initialize', INITIALIZE) });
  const list = (who: string, { 'mcp-session-id': id }: IncomingHttpHeaders) =>
    ask(url, { headers: { 'x-who': who, 'mcp-session-id': String(id), 'mcp-protocol-version': '2025-11-25' }, body: rpc('tools/list') });
  return { sessions, open, list };
}

describe('sessions', () => {
  it('are so many for one principal, so many for all, and as many as there is room for without authentication', async () => {
    const { sessions, open } = await served({ idle: 60_000, most: 5, each: 2 });
    const opened = async (who: string) => (await open(who)).headers['mcp-session-id'] !== undefined;
    expect([await opened('kim'), await opened('kim'), await opened('kim')]).toEqual([true, true, false]);
    expect([await opened('robin'), await opened('local'), await opened('local'), await opened('local')]).toEqual([true, true, true, false]);
    expect(sessions.count()).toBe(5);
  });

  it('stay within their limits when many begin at once', async () => {
    const { sessions, open } = await served({ idle: 60_000, most: 5, each: 2 }, 12);
    await Promise.all(Array.from({ length: 12 }, () => open('kim')));
    expect(sessions.count()).toBe(2);
    await Promise.all(Array.from({ length: 12 }, () => open('local')));
    expect(sessions.count()).toBe(5);
  });

  it('are over when nothing came for a while, and are kept by what comes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { sessions, open, list } = await served({ idle: 1_000, most: 5, each: 5 });
    const { headers } = await open('kim');
    await vi.advanceTimersByTimeAsync(900);
    expect(await list('kim', headers)).toMatchObject({ status: 200 });
    await vi.advanceTimersByTimeAsync(900);
    expect(sessions.count()).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(sessions.count()).toBe(0);
    expect(await list('kim', headers)).toMatchObject({ status: 204 });
  });
});
