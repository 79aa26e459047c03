import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { guarded } from '../e2e/guarded.ts';
import { ask, INITIALIZE } from './asking.ts';

let url = '';
beforeAll(async () => {
  ({ url } = await guarded({ STEWARD_SYSTEMS: 'knowledgeowl' }, { patience: { headers: 500, request: 1_000 } }));
});

/** Writes to the server as it is, and reads until it hangs up. */
async function raw(text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('utf8');
  let heard = '';
  socket.on('data', (part: string) => (heard += part));
  socket.write(text);
  await once(socket, 'close');
  return heard;
}

const HEAD = 'POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n';

describe('what never becomes a request', () => {
  it.each([
    ['is no HTTP', 'NONSENSE\r\n\r\n', 400],
    ['has a header without a name', `${HEAD}no header\r\n\r\n`, 400],
    ['says its length in two ways', `${HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`, 400],
    ['has headers of 20 kB', `${HEAD}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['does not end its headers', HEAD, 408],
    ['does not send all of its body', `${HEAD}Content-Length: 500\r\n\r\n{`, 408],
  ])('because it %s, is refused in the form of MCP, and hung up on', async (_what, text, status) => {
    const [head = '', body = ''] = (await raw(text)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*connection: close[^]*nosniff`, 'i'));
    expect(JSON.parse(body)).toEqual({ jsonrpc: '2.0', id: null, error: { code: -32600, message: expect.any(String) } });
  });

  it('leaves others served', async () => {
    expect(await ask(url, { body: INITIALIZE })).toMatchObject({ status: 200 });
  });
});
