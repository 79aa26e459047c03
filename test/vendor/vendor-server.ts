import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach } from 'vitest';
import { serveEmulations } from '../../src/sandbox/core/server.ts';
import type { Emulation } from '../../src/sandbox/core/emulation.ts';
import { checkInput, type Operation } from '../../src/operation/index.ts';
import type { Adapter, Answer } from '../../src/vendor/index.ts';

/** One request as it arrived. */
export interface Arrived {
  readonly method: string;
  /** Path and query, still encoded. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a hand-made vendor answers: status, body, content type. An object is sent as JSON. */
export type Said = readonly [status: number, body: unknown, type?: string];

const open: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A vendor on loopback that answers by a function, and what it was asked so far. Closed after the test. */
export async function vendor(answer: (asked: Arrived) => Said): Promise<{ readonly url: string; readonly asked: readonly Arrived[] }> {
  const asked: Arrived[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const arrived = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    asked.push(arrived);
    const [status, body, type = typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8'] = answer(arrived);
    response.writeHead(status, { 'content-type': type }).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, asked };
}

/** The base URL of an emulated vendor, closed after the test. */
export async function emulated(emulation: Emulation): Promise<string> {
  const sandbox = await serveEmulations([emulation]);
  open.push(sandbox.close);
  return sandbox.urls[emulation.id] ?? '';
}

/** Keeps an adapter until the end of the test. */
export function using(adapter: Adapter): Adapter {
  open.unshift(adapter.close);
  return adapter;
}

/** Validates the arguments as a call does, checks them and sends. */
export async function call(adapter: Adapter, operation: Operation, given: unknown = {}): Promise<Answer> {
  const checked = checkInput(operation, given);
  if ('problems' in checked) throw new Error(checked.problems.map(({ path, message }) => `${path}: ${message}`).join('; '));
  adapter.check?.(operation, checked.args);
  return adapter.call(operation, checked.args);
}
