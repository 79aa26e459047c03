import { once } from 'node:events';
import { connect } from 'node:net';
import type { Pool } from 'undici';
import { modern, older, type Message } from '../contestants/requests.ts';
import { post, toldBy } from './client.ts';
import { count, type Tally } from './tally.ts';

/** Where garbage goes. */
export interface Bin {
  readonly pool: Pool;
  readonly port: number;
  readonly token: string;
  readonly tally: Tally;
}

/** What no server should mind. */
export const GARBAGE: readonly ((bin: Bin) => Promise<void>)[] = [
  (bin) => refused(bin, { ...LIST, body: () => '{"jsonrpc":"2.0","id":1,"method":"tools/' }, [400]),
  (bin) => refused(bin, { ...LIST, body: () => `${'['.repeat(5_000)}${']'.repeat(5_000)}` }, [400]),
  (bin) => refused(bin, { ...LIST, headers: { ...LIST.headers, 'content-type': 'text/plain' } }, [415]),
  (bin) => refused({ ...bin, token: 'stw_nobody' }, LIST, [401]),
  (bin) => refused({ ...bin, token: '' }, LIST, [401]),
  (bin) => refused(bin, { ...LIST, headers: { ...LIST.headers, 'mcp-session-id': 'none', accept: 'application/json' } }, [404, 406]),
  (bin) => refused(bin, { ...LIST, headers: { ...LIST.headers, host: 'elsewhere.example.com' } }, [403, 421]),
  (bin) => refused(bin, { ...LIST, body: () => JSON.stringify({ filler: 'x'.repeat(6_000_000) }) }, [413]),
  (bin) => call(bin, modern('tools/call', { name: 'no_such_tool', arguments: {} })),
  (bin) => call(bin, older('tools/call', { name: 'lightdash_get_group', arguments: { colour: 'red' } })),
  ({ port }) => socket(port, 'GET / HTTP/1.1\r\nno colon here\r\n\r\n'),
  ({ port }) => socket(port, '\u0016\u0003\u0001\u0002\u0000\u0001'),
  // A request that never ends: the client goes away in its middle.
  ({ port }) => socket(port, 'POST /mcp HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000\r\n\r\n{"jsonrpc"', true),
];

const LIST = older('tools/list');

async function call({ pool, token, tally }: Bin, message: Message): Promise<void> {
  const { status, text } = await post(pool, token, message);
  toldBy(status, text, tally);
}

async function refused({ pool, token, tally }: Bin, message: Message, expected: readonly number[]): Promise<void> {
  try {
    const { status, text } = await post(pool, token, message);
    if (status >= 400) count(tally.refused, String(status));
    if (!expected.includes(status) && status !== 503) tally.wrong.push(`garbage was answered ${status}: ${text.slice(0, 200)}`);
  } catch {
    // The server may hang up before it has read everything.
    tally.abandoned += 1;
  }
}

async function socket(port: number, text: string, leave = false): Promise<void> {
  const own = connect(port, '127.0.0.1');
  own.on('error', () => undefined).resume();
  await once(own, 'connect');
  await new Promise((sent) => own.write(text, 'latin1', sent));
  if (leave) own.destroy();
  if (!own.destroyed) await once(own, 'close');
}
