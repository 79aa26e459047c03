import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { StewardError } from '../../src/operation/index.ts';
import { selfSigned } from './certificate.ts';

const open: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** Closes something after the test. */
export function closing<T extends { readonly close: () => Promise<unknown> }>(thing: T): T {
  open.push(thing.close);
  return thing;
}

/** A server that speaks to bare sockets, and how many connected. Closed after the test. */
export async function socketServer(
  onSocket: (socket: Socket) => void,
): Promise<{ readonly url: string; readonly connected: () => number }> {
  let connected = 0;
  const server = createTcp((socket) => {
    connected += 1;
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  return { url: `http://127.0.0.1:${await listening(server)}`, connected: () => connected };
}

/** An HTTP server. Closed after the test. */
export async function httpServer(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createHttp(answer))}`;
}

/** An HTTPS server with a certificate that nobody signed but itself. Closed after the test. */
export async function httpsServer(answer: RequestListener): Promise<string> {
  const server = createHttps(selfSigned(), answer);
  server.on('tlsClientError', () => undefined);
  return `https://127.0.0.1:${await listening(server)}`;
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createTcp();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const port = portOf(server);
  await new Promise((done) => server.close(done));
  return port;
}

/** What a call failed with. */
export async function failureOf(call: Promise<unknown>): Promise<StewardError> {
  const thrown: unknown = await call.then(
    (value) => new Error(`did not fail but answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (thrown instanceof StewardError) return thrown;
  throw thrown;
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((done) => server.close(done));
  });
  return portOf(server);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
