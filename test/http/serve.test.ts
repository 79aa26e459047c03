import { describe, expect, it } from 'vitest';
import { mcpParts } from '../../src/cli/serve.ts';
import { serveHttp } from '../../src/http/index.ts';
import { KINDS } from '../e2e/clients.ts';
import { sandboxed, servedOverHttp } from '../e2e/opened.ts';
import { ask, INITIALIZE } from './asking.ts';

describe('the HTTP server', () => {
  it('serves clients of both eras at the same time, each in its own revision', async () => {
    const url = await servedOverHttp(await sandboxed());
    const clients = await Promise.all(KINDS.map((kind) => kind.connect({ url })));
    expect(clients.map(({ protocol }) => protocol)).toEqual(KINDS.map(({ protocol }) => protocol));
    const calls = clients.flatMap((client) =>
      [1, 2, 3, 4].map((page) => client.call('lightdash_list_members', { page, pageSize: 1, fields: ['email'] })),
    );
    const answers = (await Promise.all(calls)).map(({ structured }) => JSON.stringify(structured?.['items']));
    for (const [index, answer] of answers.entries()) expect(answer).toBe(answers[index % 4]);
    expect(new Set(answers).size).toBe(4);
  });

  it('closes while a call is on its way, and is gone', async () => {
    const steward = await sandboxed();
    let arrived = () => {};
    const waiting = new Promise<void>((resolve) => (arrived = resolve));
    const parts = { ...mcpParts(steward, '0', 'http'), call: () => (arrived(), new Promise<never>(() => undefined)) };
    const server = await serveHttp(parts, { host: '127.0.0.1', port: 0 }, steward.log);
    const call = ask(server.url, {
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"lightdash_list_groups","arguments":{}}}',
    });
    const settled = call.then(
      () => 'answered',
      () => 'broken off',
    );
    await waiting;
    await server.close();
    expect(await settled).toMatch(/answered|broken off/);
    await expect(ask(server.url, { body: INITIALIZE })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
