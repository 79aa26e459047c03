import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { LIMITS, openClient, type Client, type ClientLimits } from '../../src/vendor/client.ts';
import type { VendorRequest } from '../../src/vendor/request.ts';
import { closing, failureOf, httpServer, socketServer } from './edges.ts';

const get: VendorRequest = { method: 'GET', path: '/thing', query: '', headers: {}, body: undefined };
const post: VendorRequest = { ...get, method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' };
const READ = { safe: true };
const WRITE = { safe: false };

const clientOf = (url: string, limits: Partial<ClientLimits> = {}): Client => closing(openClient('Vendor', url, { ...LIMITS, ...limits }));

describe('an answer', () => {
  it.each([
    ['nothing', [], ''],
    ['a byte order mark, which no JSON begins with', [Buffer.from('\uFEFF{"a":1}')], '{"a":1}'],
    ['a letter that arrives in two pieces', [Buffer.from('"é"').subarray(0, 2), Buffer.from('"é"').subarray(2)], '"é"'],
    ['bytes that are no text', [Buffer.from([0x22, 0xff, 0x22])], '"\uFFFD"'],
  ])('hands back a body as text: %s', async (_, pieces, text) => {
    const url = await httpServer(async (_request, response) => {
      for (const piece of pieces) await new Promise((resolve) => response.write(piece, resolve));
      response.end();
    });
    expect(await clientOf(url).send(get, READ)).toMatchObject({ status: 200, text });
  });

  it('waits for the answer behind one that only announces it', async () => {
    const url = await httpServer((_, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      response.writeHead(201, { 'x-request-id': 'r-1' }).end('{}');
    });
    const exchange = {};
    expect(await clientOf(url).send(get, READ, { exchange })).toMatchObject({ status: 201, text: '{}' });
    expect(exchange).toEqual({ requestId: 'r-1' });
  });

  it('notes what the vendor calls it also where the answer breaks off', async () => {
    const url = await httpServer((_, response) => {
      response.writeHead(200, { 'x-request-id': 'r-2', 'content-length': '100' });
      response.write('{"a"', () => response.socket?.resetAndDestroy());
    });
    const exchange = {};
    expect((await failureOf(clientOf(url).send(post, WRITE, { exchange }))).code).toBe('outcome_unknown');
    expect(exchange).toEqual({ requestId: 'r-2' });
  });
});

describe('an exchange that never began', () => {
  it('takes no connection: nothing was sent, of a write too', async () => {
    const { url } = await socketServer(() => undefined);
    // It never answers the greeting of TLS.
    const client = clientOf(url.replace('http:', 'https:'), { total: 50 });
    for (const [request, options] of [
      [get, READ],
      [post, WRITE],
    ] as const) {
      expect(await failureOf(client.send(request, options))).toMatchObject({ code: 'timed_out', details: { notTaken: true, down: true } });
    }
  });

  it('is busy with another call on its only connection: the one that waits was not sent', async () => {
    const bell = new EventEmitter();
    const asked = once(bell, 'asked');
    const bodies: string[] = [];
    const { url } = await socketServer((socket) => socket.on('data', (data) => bodies.push(data.toString()) && bell.emit('asked')));
    const client = clientOf(url, { connections: 1 });
    const first = failureOf(client.send(get, READ));
    await asked;
    const caller = new AbortController();
    const second = failureOf(client.send(post, WRITE, { signal: caller.signal }));
    caller.abort();
    expect(await second).toMatchObject({ code: 'cancelled', details: { notTaken: true } });
    await client.close();
    expect((await first).code).toBe('unreachable');
    expect(bodies.join('')).not.toContain('POST');
  });
});
