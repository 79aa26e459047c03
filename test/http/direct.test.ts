import { createServer } from 'node:http';
import { once } from 'node:events';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { mcpParts } from '../../src/cli/serve.ts';
import { takenDirectly } from '../../src/http/direct.ts';
import { serveHttp } from '../../src/http/index.ts';
import { MODERN, openServers } from '../../src/mcp/index.ts';
import { isObject } from '../../src/operation/index.ts';
import { atEnd, sandboxed, servedOverHttp } from '../e2e/opened.ts';
import { ask, type Heard, type Sent } from './asking.ts';

const steward = sandboxed({ STEWARD_SYSTEMS: 'lightdash' });
const direct = steward.then((opened) => servedOverHttp(opened));
const entry = steward.then(async (opened) => {
  const node = toNodeHandler(createMcpHandler(openServers(mcpParts(opened, '0.0.0', 'http')).whole));
  const server = createServer((request, response) => void node(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => server.close());
  const address = server.address();
  return `http://127.0.0.1:${isObject(address) ? String(address['port']) : ''}`;
});

const META = 'io.modelcontextprotocol/';
const GROUPS = 'lightdash_list_groups';
const UUID = '3f6c1b1e-0f5e-4b7a-9c1d-2a4e6f8b0c1d';

function modern(method: string, params: object, capabilities: object = {}, headers: Record<string, string> = {}): Sent {
  const _meta = {
    [`${META}protocolVersion`]: MODERN,
    [`${META}clientCapabilities`]: capabilities,
    [`${META}clientInfo`]: { name: 't', version: '1' },
  };
  const name: Record<string, string> = 'name' in params ? { 'mcp-name': String(params.name) } : {};
  return {
    headers: { 'mcp-protocol-version': MODERN, 'mcp-method': method, ...name, ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 7, method, params: { ...params, _meta } }),
  };
}

function legacy(method: string, params: object, headers: Record<string, string> = { 'mcp-protocol-version': '2025-06-18' }): Sent {
  return { headers, body: JSON.stringify({ jsonrpc: '2.0', id: 'a', method, params }) };
}

/** The message in an answer, which the SDK's entry sends 2025-era clients as an event; ids that differ each time are left out. */
function messageIn({ status, text }: Heard): unknown {
  const json = text.startsWith('{') ? text : (/^data: (.*)$/m.exec(text)?.[1] ?? 'null');
  const message: unknown = JSON.parse(json);
  return {
    status,
    message: isObject(message) ? JSON.parse(JSON.stringify(message).replace(/"requestState":"[^"]+"/, '"requestState":"…"')) : message,
  };
}

describe('a request that is answered on the response itself', () => {
  it.each([
    ['a call', modern('tools/call', { name: GROUPS, arguments: {} })],
    ['a call of an older client', legacy('tools/call', { name: GROUPS, arguments: { count: true } })],
    ['a call of a client that names no revision', legacy('tools/call', { name: GROUPS, arguments: {} }, {})],
    ['the list', modern('tools/list', {})],
    ['the list for an older client', legacy('tools/list', {})],
    ['arguments that are wrong', modern('tools/call', { name: GROUPS, arguments: { nope: 1 } })],
    ['a tool that does not exist', modern('tools/call', { name: 'nope', arguments: {} })],
    ['a tool that does not exist, of an older client', legacy('tools/call', { name: 'nope', arguments: {} })],
    ['a name that is no text', legacy('tools/call', { name: 5 })],
    ['a call without a name', legacy('tools/call', {})],
    ['something that is not there', modern('tools/call', { name: 'lightdash_get_group', arguments: { groupUuid: UUID } })],
    ['a question', modern('tools/call', { name: 'lightdash_delete_group', arguments: { groupUuid: UUID } }, { elicitation: {} })],
    ['capabilities that are none', modern('tools/call', { name: GROUPS, arguments: {} }, [])],
    [
      'a question to a client that cannot be asked',
      modern('tools/call', { name: 'lightdash_delete_group', arguments: { groupUuid: UUID } }),
    ],
    ['a state that is not ours', modern('tools/call', { name: GROUPS, arguments: {}, requestState: 'v1.x.y' })],
  ])('is told the same as through the SDK alone: %s', async (_, sent) => {
    const [here, there] = await Promise.all([ask(await direct, sent), ask(await entry, sent)]);
    expect(here.headers['content-type']).toContain('application/json');
    expect(messageIn(here)).toEqual(messageIn(there));
  });
});

it('a fault of ours is told as one, without a word of what it was', async () => {
  const parts = mcpParts(await steward, '0.0.0', 'http');
  // Read when the list is made, which happens with the first request for it.
  const entries = parts.entries.map((entry) =>
    Object.defineProperty({ ...entry }, 'inputSchema', {
      get: () => {
        throw new Error('password=hunter2');
      },
    }),
  );
  const broken = { ...parts, entries };
  const server = await serveHttp(broken, { host: '127.0.0.1', port: 0 }, (await steward).log);
  atEnd(server.close);
  const { status, text } = await ask(server.url, modern('tools/list', {}));
  expect(status).toBe(500);
  expect(JSON.parse(text)).toEqual({ jsonrpc: '2.0', id: 7, error: { code: -32603, message: 'Internal server error' } });
});

describe('the entry of the SDK answers what is in any doubt', () => {
  const none = 'x-none';
  it.each([
    ['a method in the header that is another one', modern('tools/call', { name: GROUPS }, {}, { 'mcp-method': 'tools/list' })],
    ['a name in the header that is another one', modern('tools/call', { name: GROUPS }, {}, { 'mcp-name': 'lightdash_get_group' })],
    ['a revision that nobody knows', legacy('tools/call', { name: GROUPS }, { 'mcp-protocol-version': '2031-01-01' })],
    ['a client that takes no events', legacy('tools/call', { name: GROUPS }, { accept: 'application/json' })],
    ['a method that does not exist', legacy('tools/frobnicate', {})],
    ['a batch', { headers: {}, body: `[${legacy('tools/list', {}).body}]` }],
    ['a revision in the header only', { headers: { 'mcp-protocol-version': MODERN }, body: legacy('tools/list', {}).body ?? none }],
  ])('as it would alone: %s', async (_, sent) => {
    expect(messageIn(await ask(await direct, sent))).toEqual(messageIn(await ask(await entry, sent)));
  });

  it('and what tells its progress, which needs a stream', async () => {
    const sent = modern('tools/call', { name: 'lightdash_list_members', arguments: { all: true, pageSize: 50 } });
    const body = (sent.body ?? '').replace('"_meta":{', '"_meta":{"progressToken":1,');
    const { headers, text } = await ask(await direct, { ...sent, body });
    expect(headers['content-type']).toContain('text/event-stream');
    expect(text).toContain('notifications/progress');
  });

  it('and whatever is no call and no list', () => {
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    expect(takenDirectly(headers, { method: 'initialize', id: 1 }, { kind: 'legacy', reason: 'initialize' })).toBeUndefined();
    expect(takenDirectly(headers, { method: 'tools/list', id: 1 }, { kind: 'legacy', reason: 'no-claim' })).toBeDefined();
    expect(
      takenDirectly({ ...headers, 'content-type': 'text/plain' }, { method: 'tools/list', id: 1 }, { kind: 'legacy', reason: 'no-claim' }),
    ).toBeUndefined();
  });
});
