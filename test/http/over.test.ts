import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { whenOver } from '../../src/http/over.ts';
import { isObject } from '../../src/operation/index.ts';

const REQUEST = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n';

/** A server that hands its responses over, and a connection to it on which so many requests were sent at once. */
async function pipelined(count: number) {
  const responses: ServerResponse[] = [];
  let arrived = () => {};
  const all = new Promise<void>((resolve) => (arrived = resolve));
  const server = createServer((_, response) => {
    responses.push(response);
    if (responses.length === count) arrived();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const accepted = once(server, 'connection');
  const client = connect(isObject(address) ? Number(address['port']) : 0, '127.0.0.1');
  client.resume().write(REQUEST.repeat(count));
  const [socket] = await accepted;
  await all;
  return { responses, client, socket };
}

/** Not `once`, for which a reset connection is an error. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

describe('an answer', () => {
  it('is over when it is sent, once', async () => {
    const { responses, client, socket } = await pipelined(2);
    const over: number[] = [];
    for (const [at, response] of responses.entries()) whenOver(response, () => over.push(at));
    for (const response of responses) {
      response.end();
      await once(response, 'close');
    }
    expect(over).toEqual([0, 1]);
    client.destroy();
    await closed(socket);
    expect(over).toEqual([0, 1]);
  });

  it('is over when the client is gone, also behind another one on its connection', async () => {
    const { responses, client, socket } = await pipelined(3);
    const over: number[] = [];
    for (const [at, response] of responses.entries()) whenOver(response, () => over.push(at));
    client.destroy();
    await closed(socket);
    expect(over.toSorted()).toEqual([0, 1, 2]);
  });

  it('is over at once where the client was gone before', async () => {
    const { responses, client, socket } = await pipelined(2);
    client.destroy();
    await closed(socket);
    const over: number[] = [];
    for (const [at, response] of responses.entries()) whenOver(response, () => over.push(at));
    expect(over).toEqual([0, 1]);
  });
});
