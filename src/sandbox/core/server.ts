import { Readable } from 'node:stream';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { isReply, type Ask, type Emulation, type Handler, type Reply } from './emulation.ts';
import type { Faults } from './faults.ts';
import { meetFault } from './faulty.ts';

/** A running sandbox. */
export interface Sandbox {
  /** Base URL of every system, by system id. */
  readonly urls: Readonly<Record<string, string>>;
  /** All settings (environment names and values) that point a server at it. */
  readonly settings: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Where the sandbox listens, port 0 takes a free one; and what goes wrong in it, by default nothing. */
export interface SandboxOptions {
  readonly host?: string;
  readonly port?: number;
  readonly faults?: Faults;
}

const BODY_LIMIT = 5 * 1024 * 1024;

/** Serves emulations on loopback until closed. */
export async function serveEmulations(
  emulations: readonly Emulation[],
  { host = '127.0.0.1', port = 0, faults }: SandboxOptions = {},
): Promise<Sandbox> {
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, routerOptions: { maxParamLength: 20_000 } });
  // The vendors' own parsers decide what a bad body means, so it arrives as text.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  for (const emulation of emulations) await mount(app, emulation, faults);
  const origin = await app.listen({ host, port });
  const urls = Object.fromEntries(emulations.map(({ id, prefix }) => [id, `${origin}${prefix}`]));
  const settings = Object.fromEntries(
    emulations.flatMap(({ id, urlSetting, credentials }) => [[urlSetting, urls[id] ?? ''], ...Object.entries(credentials)]),
  );
  return { urls, settings, close: () => app.close() };
}

async function mount(app: FastifyInstance, emulation: Emulation, faults: Faults | undefined): Promise<void> {
  const { prefix, routes, unknown, tooLarge } = emulation;
  await app.register(
    async (scope) => {
      for (const [route, handler] of Object.entries(routes)) {
        const [method = '', path = ''] = route.split(' ');
        scope.route({
          method,
          url: path.replace(/\{(\w+)\}/g, ':$1'),
          exposeHeadRoute: false,
          handler: answerWith(handler, emulation, faults),
        });
      }
      if (tooLarge) {
        scope.setErrorHandler((error, _request, response) =>
          isTooLarge(error)
            ? response
                .code(tooLarge.status)
                .headers(tooLarge.headers ?? {})
                .send(tooLarge.body)
            : response.send(error),
        );
      }
      scope.setNotFoundHandler(answerWith(unknown, emulation, faults));
    },
    { prefix },
  );
}

function isTooLarge(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 413;
}

function answerWith(handler: Handler, { id, prefix, expired }: Emulation, faults: Faults | undefined) {
  return async (request: FastifyRequest, response: FastifyReply) => {
    const text = typeof request.body === 'string' ? request.body : await lateBody(request);
    const [path = '', search = ''] = request.raw.url?.split('?', 2) ?? [];
    const params = Object.fromEntries(Object.entries(request.params ?? {}).map(([name, value]) => [name, String(value)]));
    const ask: Ask = {
      method: request.method,
      path: path.slice(prefix.length),
      params,
      query: new URLSearchParams(search),
      headers: request.headers,
      text,
    };
    const handle = () => tryHandler(handler, ask);
    const fault = faults?.meet(id, ask);
    if (faults?.skewed()) response.header('date', new Date(faults.now()).toUTCString());
    const reply = faults && fault ? await meetFault({ fault, faults, expired, ask, handle }, response) : handle();
    return reply ? sendReply(reply, response) : response;
  };
}

function sendReply(reply: Reply, response: FastifyReply): FastifyReply {
  response.code(reply.status).headers(reply.headers ?? {});
  // Fastify names a type for every text; a vendor that names none is sent as a stream, for which it does not.
  if (reply.headers?.['content-type'] === '') return response.removeHeader('content-type').send(Readable.from([String(reply.body)]));
  if (reply.body === undefined || reply.body === '') return response.send();
  if (typeof reply.body === 'string') return response.send(reply.body);
  return response
    .header('content-type', reply.headers?.['content-type'] ?? 'application/json; charset=utf-8')
    .send(JSON.stringify(reply.body));
}

function tryHandler(handler: Handler, ask: Ask): Reply {
  try {
    return handler(ask);
  } catch (thrown) {
    if (isReply(thrown)) return thrown;
    throw thrown;
  }
}

/** Fastify reads no body of a GET; one vendor takes its filters there. */
async function lateBody(request: FastifyRequest): Promise<string> {
  if (request.method !== 'GET' || !request.headers['content-length']) return '';
  const chunks: Buffer[] = [];
  for await (const chunk of request.raw) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
