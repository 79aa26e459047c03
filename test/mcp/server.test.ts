import { describe, expect, it } from 'vitest';
import type { CallRequest, Outcome } from '../../src/call/index.ts';
import { ERROR_META } from '../../src/mcp/result.ts';
import { StewardError } from '../../src/operation/index.ts';
import { KINDS, newest } from '../e2e/clients.ts';
import { sandboxed, servedOverHttp } from '../e2e/opened.ts';

const steward = sandboxed({ STEWARD_SYSTEMS: 'knowledgeowl' });

/** The address of a server whose calls end as `call` says. */
async function served(call: (request: CallRequest) => Promise<Outcome>): Promise<string> {
  return servedOverHttp(await steward, { call });
}

describe('the MCP server', () => {
  it.each(KINDS)('keeps what is thrown inside from $name', async ({ connect }) => {
    const client = await connect({ url: await served(() => Promise.reject(new Error('password=hunter2 at /srv/steward/call.ts'))) });
    const told = await client.call('knowledgeowl_list_readers');
    expect(told).toMatchObject({ isError: true, structured: undefined, meta: { [ERROR_META]: { code: 'internal', retryable: false } } });
    expect(told.text).toMatch(/^Something went wrong inside the server\./);
    expect(told.text).not.toMatch(/hunter2|call\.ts/);
  });

  it.each(KINDS)('keeps what is thrown while a question is put together from $name', async ({ connect }) => {
    const preview = { tool: 'x', title: 'x', system: 'x', because: 'x', says: 'x', undo: 'x', args: {} };
    const call = async (): Promise<Outcome> => ({ kind: 'ask', preview, text: 'Do it?', id: 'x' });
    const stateKey = () => {
      throw new Error('/home/robin/.local/state/key cannot be read');
    };
    const url = await servedOverHttp(await steward, { call, stateKey });
    const client = await connect({ url }, async () => ({ action: 'accept', content: { agree: true } }));
    const told = await client.call('knowledgeowl_list_readers');
    expect(told).toMatchObject({ isError: true, text: expect.stringMatching(/^Something went wrong inside the server\./) });
    expect(JSON.stringify(told)).not.toContain('/home/robin');
  });

  it('tells programs the code, whether to repeat the call, and when', async () => {
    const error = new StewardError('rate_limited', 'KnowledgeOwl asks to slow down.', {
      retryAfter: 7,
      vendorStatus: 429,
      cause: new Error('inside'),
    });
    const client = await newest({ url: await served(async () => ({ kind: 'failed', error })) });
    const told = await client.call('knowledgeowl_list_readers');
    expect(told).toMatchObject({ isError: true, text: expect.stringContaining('Retry after 7 s.') });
    expect(told.meta).toMatchObject({ [ERROR_META]: { code: 'rate_limited', retryable: true, retryAfter: 7, vendorStatus: 429 } });
    expect(JSON.stringify(told)).not.toContain('inside');
  });

  it.each(KINDS)('notes what $name calls itself, cut to 80 characters, and where it came in', async ({ connect }) => {
    const seen: CallRequest[] = [];
    const url = await served(async (request) => {
      seen.push(request);
      return { kind: 'done', answer: { structured: { ok: true }, text: 'ok' } };
    });
    await (await connect({ url })).call('knowledgeowl_list_readers', { fields: ['id'] });
    const [{ tool, args, caller, signal } = { tool: '', args: {}, caller: undefined, signal: undefined }] = seen;
    expect({ tool, args }).toEqual({ tool: 'knowledgeowl_list_readers', args: { fields: ['id'] } });
    expect(caller).toMatchObject({ principal: 'local', surface: 'http' });
    // A 2025-era client names itself when it connects only, and without a session that is forgotten.
    expect([undefined, 'steward-mcp-test/1.0.0']).toContain(caller?.client);
    expect(signal).toBeInstanceOf(AbortSignal);
  });
});
