import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { isObject, parseRoute, type Operation } from '../../src/operation/index.ts';

/** One recorded request with its answer. */
export interface Exchange {
  readonly operationId: string;
  readonly label: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: Record<string, unknown>;
    readonly body: unknown;
    readonly auth: string;
  };
  readonly response: { readonly status: number; readonly headers: Record<string, string>; readonly body: unknown };
}

/** Every recorded exchange of a system's documented operations. */
export function recordedExchanges(system: string): Exchange[] {
  const folder = new URL(`../recordings/${system}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => !name.startsWith('_'))
    .flatMap((name): Exchange[] => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
}

/** The arguments with which an operation makes the recorded request. */
export function argumentsOf(operation: Operation, { request }: Exchange): Record<string, unknown> {
  const { segments } = parseRoute(operation.route);
  const names = segments.flatMap((part) => (typeof part === 'string' ? [] : [part.name]));
  const pattern = segments.map((part) => (typeof part === 'string' ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '([^/]*)')).join('');
  const values = new RegExp(`^${pattern}$`).exec(request.path)?.slice(1) ?? [];
  const path = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]));
  const body = operation.wholeBody === undefined ? (isObject(request.body) ? request.body : {}) : { [operation.wholeBody]: request.body };
  return Object.fromEntries(
    Object.entries({ ...path, ...request.query, ...body }).map(([name, value]) => [name, typed(operation, name, value)]),
  );
}

/** A URL holds numbers as text, and one item of a list without its list. */
function typed(operation: Operation, name: string, value: unknown): unknown {
  const schema = operation.path[name] ?? operation.query[name];
  const forms = [value, ...(typeof value === 'string' && value !== '' ? [Number(value)] : []), [value]];
  return schema ? (forms.find((form) => schema.safeParse(form).success) ?? value) : value;
}

/** What a replaying server received. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A server on loopback that answers every request as `answer` says and remembers what came. */
export interface Replay {
  readonly url: string;
  readonly received: Received[];
  answer: (request: Received) => Exchange['response'];
  readonly close: () => Promise<void>;
}

/** Starts a replaying server on a free port. */
export async function openReplay(): Promise<Replay> {
  const received: Received[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const got = {
      method: request.method ?? '',
      path: pathname,
      query: searchParams,
      headers: request.headers,
      text: Buffer.concat(chunks).toString('utf8'),
    };
    received.push(got);
    const { status, headers, body } = replay.answer(got);
    response.writeHead(status, headers);
    response.end(status === 204 || status === 304 ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const replay: Replay = {
    url: `http://127.0.0.1:${port}`,
    received,
    answer: () => ({ status: 500, headers: {}, body: 'no answer set' }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return replay;
}
