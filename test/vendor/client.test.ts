import { EventEmitter, once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { LIMITS, openClient, type Client, type ClientLimits } from '../../src/vendor/client.ts';
import type { VendorRequest } from '../../src/vendor/request.ts';
import { closedPort, closing, failureOf, httpServer, httpsServer, socketServer } from './edges.ts';

const get: VendorRequest = { method: 'GET', path: '/thing', query: '', headers: { authorization: 'ApiKey hush-hush' }, body: undefined };
const post: VendorRequest = { ...get, method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' };
const READ = { safe: true };
const WRITE = { safe: false };

const clientOf = (url: string, limits: Partial<ClientLimits> = {}): Client => closing(openClient('Vendor', url, { ...LIMITS, ...limits }));

/** What a read and a write fail with, made at once. */
async function readAndWrite(client: Client): Promise<readonly string[]> {
  const errors = await Promise.all([failureOf(client.send(get, READ)), failureOf(client.send(post, WRITE))]);
  return errors.map(({ code }) => code);
}

describe('an exchange', () => {
  it('sends what was built and hands back what came, with the media type alone', async () => {
    const seen: unknown[] = [];
    const url = await httpServer((request, response) => {
      seen.push([request.method, request.url, request.headers['user-agent'], request.headers.accept]);
      response.writeHead(201, { 'content-type': 'Application/JSON; charset=utf-8', 'x-other': 'o' }).end('{"é":1}');
    });
    const answer = await clientOf(`${url}/base/`).send({ ...post, query: 'a=1' }, WRITE);
    expect(answer).toMatchObject({ status: 201, contentType: 'application/json', text: '{"é":1}', headers: { 'x-other': 'o' } });
    expect(seen).toEqual([['POST', '/base/thing?a=1', 'steward-mcp', 'application/json']]);
  });

  it('reaches the encoded path as it is, without resolving anything in it', async () => {
    const seen: unknown[] = [];
    const url = await httpServer((request, response) => {
      seen.push(request.url);
      response.end();
    });
    await clientOf(`${url}/base`).send({ ...get, path: '/a/%252e%252e/b' }, READ);
    expect(seen).toEqual(['/base/a/%252e%252e/b']);
  });

  it('gives its connection back for the next one, after failures of the system too', async () => {
    let connections = 0;
    const sockets = new Set<unknown>();
    const url = await httpServer((request, response) => {
      if (!sockets.has(request.socket)) connections += 1;
      sockets.add(request.socket);
      response.statusCode = 500;
      response.end('{}');
    });
    const client = clientOf(url, { connections: 1 });
    for (let n = 0; n < 5; n += 1) await client.send(get, READ);
    expect(connections).toBe(1);
  });
});

describe('a system that cannot be reached', () => {
  it.each(['end', 'resetAndDestroy'] as const)('breaks off in the handshake (%s): nothing was sent, of a write too', async (how) => {
    const { url } = await socketServer((socket) => void socket.once('data', () => void socket[how]()));
    const client = clientOf(url.replace('http:', 'https:'));
    for (const sending of [READ, WRITE])
      expect(await failureOf(client.send(post, sending))).toMatchObject({ code: 'unreachable', details: { notTaken: true, down: true } });
  });

  it('is closed on this side: nothing was sent', async () => {
    const client = clientOf(await httpServer((_, response) => response.end()));
    await client.close();
    expect(await failureOf(client.send(post, WRITE))).toMatchObject({ code: 'unreachable', details: { notTaken: true } });
  });

  it('refuses the connection: nothing was sent, of a write too', async () => {
    const client = clientOf(`http://127.0.0.1:${await closedPort()}`);
    for (const [request, options] of [
      [get, READ],
      [post, WRITE],
    ] as const) {
      const error = await failureOf(client.send(request, options));
      expect(error).toMatchObject({ code: 'unreachable', details: { notTaken: true } });
      expect(error.message).toContain('ECONNREFUSED');
    }
  });

  it('has a name that nobody knows', async () => {
    const error = await failureOf(clientOf('http://no-such-host.invalid', { connect: 2_000 }).send(post, WRITE));
    expect(error).toMatchObject({ code: 'unreachable', details: { notTaken: true } });
    expect(error.message).toContain('no-such-host.invalid');
  });

  it('has a certificate that only it signed: the request stays here', async () => {
    let requests = 0;
    const url = await httpsServer((_, response) => {
      requests += 1;
      response.end('{}');
    });
    const error = await failureOf(clientOf(url).send(post, WRITE));
    expect(error).toMatchObject({ code: 'unreachable', details: { notTaken: true } });
    expect(error.message).toContain('certificate');
    expect(requests).toBe(0);
  });

  it('speaks no TLS where TLS is expected', async () => {
    const { url } = await socketServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect((await failureOf(clientOf(url.replace('http:', 'https:')).send(get, READ))).code).toBe('unreachable');
  });
});

describe('a system that is slow', () => {
  const mute = () => socketServer(() => undefined);

  it('never answers: the headers are not waited for longer than the limit', async () => {
    const { url } = await mute();
    expect(await readAndWrite(clientOf(url, { headers: 50 }))).toEqual(['timed_out', 'outcome_unknown']);
  });

  it('falls silent inside the body', async () => {
    const url = await httpServer((_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"a":'));
    expect(await readAndWrite(clientOf(url, { body: 50 }))).toEqual(['timed_out', 'outcome_unknown']);
  });

  it('drips on for ever: the total deadline ends it', async () => {
    const url = await httpServer((_, response) => {
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    });
    expect(await readAndWrite(clientOf(url, { total: 80 }))).toEqual(['timed_out', 'outcome_unknown']);
  });
});

describe('an answer that breaks off', () => {
  const torn = () =>
    socketServer((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a"', () => socket.resetAndDestroy())),
    );
  const hungUp = () => socketServer((socket) => socket.once('data', () => socket.end()));
  const gibberish = () => socketServer((socket) => socket.once('data', () => socket.end('hello?\r\n\r\n')));

  it.each([
    ['reset inside the body', torn],
    ['closed before any answer', hungUp],
    ['no HTTP', gibberish],
  ])('%s is unreachable for a read and unknown for a write', async (_, server) => {
    const { url } = await server();
    const read = await failureOf(clientOf(url).send(get, READ));
    expect(read.code).toBe('unreachable');
    expect(read.details.notTaken).toBeUndefined();
    const write = await failureOf(clientOf(url).send(post, WRITE));
    expect(write.code).toBe('outcome_unknown');
    expect(write.details.notTaken).toBeUndefined();
  });
});

describe('an answer that is too large', () => {
  it('is not taken in: 200 MB end early', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let sent = 0;
    const bell = new EventEmitter();
    const over = once(bell, 'closed');
    const url = await httpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.on('close', () => bell.emit('closed'));
      const pour = () => {
        while (!response.destroyed && sent < 200 * 1024 * 1024) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', pour);
        }
        response.end();
      };
      pour();
    });
    const before = process.memoryUsage().arrayBuffers;
    const error = await failureOf(clientOf(url, { bytes: 1024 * 1024 }).send(get, READ));
    expect(error.code).toBe('answer_too_large');
    await over;
    expect(sent).toBeLessThan(50 * 1024 * 1024);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('leaves the outcome of a write open', async () => {
    const url = await httpServer((_, response) => response.end('x'.repeat(100_000)));
    expect((await failureOf(clientOf(url, { bytes: 1_000 }).send(post, WRITE))).code).toBe('outcome_unknown');
  });
});

describe('a redirect', () => {
  it('is handed back, never followed, so that credentials stay where they belong', async () => {
    const elsewhere: unknown[] = [];
    const other = await httpServer((request, response) => {
      elsewhere.push(request.headers);
      response.end();
    });
    const url = await httpServer((_, response) => response.writeHead(307, { location: `${other}/login` }).end());
    const answer = await clientOf(url).send(post, WRITE);
    expect(answer).toMatchObject({ status: 307, headers: { location: `${other}/login` } });
    expect(elsewhere).toEqual([]);
  });
});

describe('a cancelled call', () => {
  it('aborts the request at the vendor', async () => {
    const caller = new AbortController();
    const gone = vi.fn<() => void>();
    const bell = new EventEmitter();
    const asked = once(bell, 'asked');
    const url = await httpServer((request) => {
      request.socket.on('close', gone);
      bell.emit('asked');
    });
    const call = failureOf(clientOf(url).send(get, READ, { signal: caller.signal }));
    await asked;
    caller.abort();
    expect((await call).code).toBe('cancelled');
    await vi.waitFor(() => expect(gone).toHaveBeenCalled());
  });

  it('leaves the outcome of a write open that was on its way', async () => {
    const caller = new AbortController();
    const url = await httpServer(() => caller.abort());
    expect((await failureOf(clientOf(url).send(post, WRITE, { signal: caller.signal }))).code).toBe('outcome_unknown');
  });

  it('sends nothing when it was cancelled before', async () => {
    const { url, connected } = await socketServer(() => undefined);
    for (const safe of [true, false]) {
      const error = await failureOf(clientOf(url).send(post, { safe }, { signal: AbortSignal.abort() }));
      expect(error).toMatchObject({ code: 'cancelled', details: { notTaken: true } });
    }
    expect(connected()).toBe(0);
  });
});

describe('a client', () => {
  it('that is closed ends what is on its way', async () => {
    const { url } = await socketServer((socket) => socket.once('data', () => void client.close()));
    const client = clientOf(url);
    expect((await failureOf(client.send(get, READ))).code).toBe('unreachable');
  });

  it('refuses what no header can carry, and does not say what it was', async () => {
    const { url, connected } = await socketServer(() => undefined);
    const error = await failureOf(clientOf(url).send({ ...post, headers: { authorization: 'hush\nhush' } }, WRITE));
    expect(error.code).toBe('internal');
    expect(error.text).not.toContain('hush');
    expect(connected()).toBe(0);
  });
});
