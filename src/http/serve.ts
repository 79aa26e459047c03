import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import helmet from '@fastify/helmet';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/fastify';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { classifyInboundRequest, createMcpHandler } from '@modelcontextprotocol/server';
import type { Logger } from '../log/index.ts';
import { mcpFactory, type McpParts } from '../mcp/index.ts';
import { approvalsRoutes, newTicket, type ApprovalsParts } from './approvals/index.ts';
import { depthOf } from './depth.ts';
import { openSessions, type Sessions } from './sessions.ts';

/** Where the server listens. Only loopback addresses: callers are not authenticated. */
export interface HttpAddress {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
}

/** A listening server. */
export interface HttpServer {
  /** Address of the MCP endpoint. */
  readonly url: string;
  /** A new link that signs one person in to the approvals page, once. For that person only. */
  readonly approvalsLink: ((approver: string) => string) | undefined;
  readonly close: () => Promise<void>;
}

/** Largest request body, in bytes. */
const BODY_LIMIT = 1024 * 1024;
/** Deepest nesting of a request body; deeper ones are attacks on recursive code. */
const DEPTH_LIMIT = 64;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Serves Streamable HTTP at `/mcp`, both protocol eras, on loopback, and the approvals page where its parts are given. Throws when the host is not a loopback address. */
export async function serveHttp(parts: McpParts, { host, port }: HttpAddress, log: Logger, approvals?: ApprovalsParts): Promise<HttpServer> {
  if (!['127.0.0.1', '::1', 'localhost'].includes(host)) {
    throw new Error(`--host ${host}: without authentication (STEWARD_AUTH=none) the server listens on 127.0.0.1, ::1 or localhost only.`);
  }
  const factory = mcpFactory(parts);
  const sessions = openSessions(factory);
  const handler = createMcpHandler(factory, { onerror: (error) => log.debug({ err: error }, 'mcp') });
  const node = toNodeHandler(handler);
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    http: { headersTimeout: 10_000 },
    frameworkErrors: (_error, _request, reply) => void refuse(reply, 400, -32600, 'The address is not valid.'),
  });
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  app.addHook('onRequest', hostHeaderValidation(LOOPBACK));
  app.addHook('onRequest', originValidation(LOOPBACK));
  app.addHook('onRequest', onlyForMcp);
  app.removeContentTypeParser('text/plain');
  answerInJsonRpc(app, log);
  app.route({
    method: ['POST', 'GET', 'DELETE'],
    url: '/mcp',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      if (depthOf(request.body, DEPTH_LIMIT) > DEPTH_LIMIT) return refuse(reply, 400, -32600, `The body is nested deeper than ${DEPTH_LIMIT} levels.`);
      copySecurityHeaders(reply);
      reply.hijack();
      if (!(await inSession(sessions, request, reply))) await node(request.raw, reply.raw, request.body);
      return undefined;
    },
  });
  if (approvals) await approvalsRoutes(app, approvals);
  const origin = await app.listen({ host, port });
  return {
    url: `${origin}/mcp`,
    approvalsLink: approvals && ((approver) => `${origin}/approvals?ticket=${newTicket(approvals, approver)}`),
    close: async () => {
      await sessions.close();
      await handler.close();
      await app.close();
    },
  };
}

/** Everybody is the same caller while callers are not authenticated. */
const PRINCIPAL = 'local';

/** Serves what belongs to a session of a 2025-era client; false for everything else. The newer era has no sessions and ignores their ids. */
async function inSession(sessions: Sessions, { method, headers, body, raw }: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const version = headers['mcp-protocol-version'];
  const route = classifyInboundRequest({ httpMethod: method, protocolVersionHeader: typeof version === 'string' ? version : undefined, body });
  if (route.kind !== 'legacy') return false;
  if (sessions.opens(body)) {
    await sessions.open(raw, reply.raw, body, PRINCIPAL);
    return true;
  }
  const id = headers['mcp-session-id'];
  if (typeof id !== 'string') return false;
  if (await sessions.serve(id, raw, reply.raw, body, PRINCIPAL)) return true;
  reply.raw.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } }));
  return true;
}

/**
 * Refuses what is not for MCP before its body is read. GET and DELETE belong to sessions. A target with a host in it
 * (`POST http://other/mcp`) asks for a proxy.
 */
async function onlyForMcp({ method, headers, raw }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const target = raw.url ?? '';
  if (!target.startsWith('/')) return refuse(reply, 400, -32600, 'The address is not valid.');
  const path = target.split('?')[0] ?? '';
  // The page has guards of its own.
  if (path === '/approvals' || path.startsWith('/approvals/')) return undefined;
  if (path !== '/mcp') return refuse(reply, 404, -32600, 'Nothing is here; MCP is at /mcp.');
  const served = method === 'POST' || ((method === 'GET' || method === 'DELETE') && headers['mcp-session-id'] !== undefined);
  return served ? undefined : refuse(reply.header('allow', 'POST'), 405, -32600, 'The method is not allowed.');
}

/** What is wrong before MCP sees it is answered in MCP's own form. */
function answerInJsonRpc(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error, _request, reply) => {
    const [status, code] = [statusOf(error), codeOf(error)];
    if (status >= 500) log.error({ err: error }, 'http');
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse(reply, 413, -32600, `The body is larger than ${BODY_LIMIT} bytes.`);
    if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuse(reply, 415, -32600, 'The content type must be application/json.');
    // Fastify's parser says the same of broken JSON and of members that would change prototypes.
    if (status >= 400 && status < 500) return refuse(reply, status, -32700, 'The body is not valid JSON, or has a member __proto__ or constructor.prototype.');
    return refuse(reply, 500, -32603, 'Something went wrong inside the server.');
  });
}

function refuse(reply: FastifyReply, status: number, code: number, message: string): FastifyReply {
  return reply.code(status).type('application/json').send(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code, message } }));
}

/** A hijacked reply skips Fastify's own sending, and with it the headers that helmet set. */
function copySecurityHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
