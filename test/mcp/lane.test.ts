import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { openLane } from '../../src/mcp/lane.ts';

const call = (id: number): JSONRPCMessage => ({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'x' } });
const answer = (id: number): JSONRPCMessage => ({ jsonrpc: '2.0', id, result: {} });

/** A lane between two ends that note what reaches them. */
async function between() {
  const [entry, wire, server]: JSONRPCMessage[][] = [[], [], []];
  const channel: Transport = {
    start: async () => undefined,
    close: async () => channel.onclose?.(),
    send: async (message) => void entry?.push(message),
  };
  const lane = openLane(channel, { send: async (message) => void wire?.push(message) });
  lane.onmessage = (message) => void server?.push(message);
  await lane.start();
  return { lane, channel, entry, wire, server };
}

describe('a lane', () => {
  it('takes no call before one came through the entry, and then answers those that it took itself', async () => {
    const { lane, channel, entry, wire, server } = await between();
    expect(lane.take(call(1))).toBe(false);
    channel.onmessage?.(call(1));
    expect([lane.take(call(2)), lane.take({ jsonrpc: '2.0', id: 3, method: 'tools/list' })]).toEqual([true, false]);
    expect(server).toEqual([call(1), call(2)]);
    await lane.send(answer(2));
    await lane.send(answer(1));
    expect([wire, entry]).toEqual([[answer(2)], [answer(1)]]);
  });

  it('is idle when every call that it took was answered or cancelled', async () => {
    const { lane, channel } = await between();
    channel.onmessage?.(call(1));
    expect(lane.isIdle()).toBe(true);
    for (const id of [2, 3, 4]) lane.take(call(id));
    await lane.send(answer(3));
    channel.onmessage?.({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } });
    expect(lane.isIdle()).toBe(false);
    await lane.send(answer(4));
    expect(lane.isIdle()).toBe(true);
  });

  it('tells a client of a call that the server could not take', async () => {
    const { lane, channel, wire } = await between();
    channel.onmessage?.(call(1));
    lane.onmessage = () => {
      throw new Error('password=hunter2');
    };
    expect(lane.take(call(2))).toBe(true);
    expect(wire).toEqual([{ jsonrpc: '2.0', id: 2, error: { code: -32603, message: 'Internal server error' } }]);
    expect(lane.isIdle()).toBe(true);
  });

  it('takes and sends nothing any more when it is closed', async () => {
    const { lane, channel, wire } = await between();
    channel.onmessage?.(call(1));
    lane.take(call(2));
    await lane.close();
    await lane.send(answer(2));
    expect([wire, lane.take(call(3))]).toEqual([[], false]);
  });
});
