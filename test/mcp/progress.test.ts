import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/operation/index.ts';
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
    // Clients hand notifications on by themselves, now and then after the answer.
    await expect.poll(() => heard).toMatchObject([50, 100].map((progress) => ({ progress, total: 120 })));
    expect(await client.call('lightdash_list_members', args)).toMatchObject({ isError: false });
    expect(heard).toHaveLength(2);
  });
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
