import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { MODERN } from '../../src/mcp/index.ts';
import { isObject, type JsonObject } from '../../src/operation/index.ts';
import { start } from '../cli/run.ts';
import { KINDS, type Place } from '../e2e/clients.ts';
import { sandboxed, servedOverHttp } from '../e2e/opened.ts';

const PLACES: readonly (readonly [string, () => Promise<Place>])[] = [
  ['stdio', async () => ({ args: ['stdio', '--sandbox'], environment: {} })],
  ['Streamable HTTP', async () => ({ url: await servedOverHttp(await sandboxed()) })],
];
const PAIRS = PLACES.flatMap(([transport, place]) => KINDS.map((kind) => ({ transport, place, kind, name: kind.name })));

describe.each(PAIRS)('$name over $transport', ({ kind, place }) => {
  it('hears how far a walk over pages is, when it asked to', async () => {
    const client = await kind.connect(await place());
    const heard: JsonObject[] = [];
    const args = { all: true, pageSize: 50, page: 1, fields: ['email'] };
    const { structured } = await client.call('lightdash_list_members', args, undefined, (far) => heard.push(far));
    expect(structured).toMatchObject({ total: 120 });
    expect(structured?.['items']).toHaveLength(120);
    // Of this call nothing is told.
    expect(await client.call('lightdash_list_members', args)).toMatchObject({ isError: false });
    // Clients forget the token with the answer, and with it what they read together with the answer: what they tell is right, and may be less.
    const told = heard.map(({ progress }) => progress);
    expect([50, 100].filter((progress) => told.includes(progress))).toEqual(told);
    for (const { total } of heard) expect(total).toBe(120);
  });
});

it('is sent over stdio after each page but the last, before the answer', async () => {
  const { child } = start(['stdio', '--sandbox']);
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const messages: unknown[] = [];
  const _meta = {
    progressToken: 'far',
    'io.modelcontextprotocol/protocolVersion': MODERN,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const params = { name: 'lightdash_list_members', arguments: { all: true, pageSize: 50, fields: ['email'] }, _meta };
  child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })}\n`);
  for await (const line of lines) {
    const message: unknown = JSON.parse(line);
    messages.push(message);
    if (isObject(message) && message['id'] === 1) break;
  }
  child.stdin?.end();
  await once(child, 'close');
  expect(messages).toMatchObject([{ params: { progress: 50, total: 120 } }, { params: { progress: 100, total: 120 } }, { id: 1 }]);
});

it('is sent after each page but the last, and only with a token', async () => {
  const url = await servedOverHttp(await sandboxed());
  const ask = async (meta: object) => {
    const params = { name: 'lightdash_list_members', arguments: { all: true, pageSize: 50, fields: ['email'] }, ...meta };
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
    };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    const text = await (await fetch(url, { method: 'POST', headers, body })).text();
    return [...text.matchAll(/^(?:data: )?(\{.*\})$/gm)].map(([, json = '{}']): unknown => JSON.parse(json));
  };
  const messages = await ask({ _meta: { progressToken: 'far' } });
  expect(messages.slice(0, -1)).toEqual(
    [50, 100].map((progress) => ({
      jsonrpc: '2.0',
      method: 'notifications/progress',
      params: { progressToken: 'far', progress, total: 120, message: `${progress} items of 120` },
    })),
  );
  expect(messages.at(-1)).toMatchObject({ id: 1, result: { structuredContent: { total: 120 } } });
  expect(await ask({})).toHaveLength(1);
});
