import { Server, type JSONRPCMessage, type Transport } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { ask } from '../../src/mcp/elicit.ts';

const outcome = {
  kind: 'ask' as const,
  preview: { tool: 'x', title: 'x', system: 'x', because: 'x', says: 'x', undo: 'x', args: {} },
  text: 'Do it?',
  id: 'one',
};

/** A server with a client that shows forms, and what it was sent; `onForm` happens when a form comes. */
async function connected(onForm: () => void = () => undefined) {
  const sent: JSONRPCMessage[] = [];
  const transport: Transport = {
    start: async () => undefined,
    close: async () => undefined,
    send: async (message) => {
      sent.push(message);
      if ('method' in message && message.method === 'elicitation/create') onForm();
    },
  };
  const server = new Server({ name: 's', version: '1' }, {});
  await server.connect(transport);
  return { server, methods: () => sent.flatMap((message) => ('method' in message ? [message.method] : [])) };
}

describe('a form of a 2025 revision', () => {
  it('is not shown for a call that was taken back before', async () => {
    const { server, methods } = await connected();
    await expect(ask(outcome, { mcpReq: { id: 1, signal: AbortSignal.abort() } }, server)).rejects.toThrow('abort');
    expect(methods()).toEqual([]);
  });

  it('is taken back with its call', async () => {
    const call = new AbortController();
    const { server, methods } = await connected(() => queueMicrotask(() => call.abort()));
    await expect(ask(outcome, { mcpReq: { id: 1, signal: call.signal } }, server)).rejects.toThrow('abort');
    expect(methods()).toEqual(['elicitation/create', 'notifications/cancelled']);
  });

  it('is taken back when the server ends, and not shown when it ended before', async () => {
    const ending = new AbortController();
    const { server, methods } = await connected(() => queueMicrotask(() => ending.abort()));
    const asked = () => ask(outcome, { mcpReq: { id: 1, signal: new AbortController().signal } }, server, ending.signal);
    expect(await asked()).toEqual({ id: 'one', accepted: false, without: 'server' });
    expect(methods()).toEqual(['elicitation/create', 'notifications/cancelled']);
    expect(await asked()).toEqual({ id: 'one', accepted: false, without: 'server' });
    expect(methods()).toHaveLength(2);
  });
});
