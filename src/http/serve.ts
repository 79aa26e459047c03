import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import helmet from '@fastify/helmet';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/fastify';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { classifyInboundRequest, createMcpHandler, OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import type { Logger } from '../log/index.ts';
import { mcpFactory, type McpParts } from '../mcp/index.ts';
import { approvalsRoutes, newTicket, type ApprovalsParts } from './approvals/index.ts';
import { metadataPaths, metadataRoutes, scopesWanted } from './auth/index.ts';
import { depthOf } from './depth.ts';
import { answerInJsonRpc, BODY_LIMIT } from './errors.ts';
import { admit, admittedAs, challenge } from './gate.ts';
import { hostNames, type HttpOptions } from './options.ts';
import { MCP, onlyServed, pathOf } from './paths.ts';
import { refuse } from './refuse.ts';
import { openSessions, type Sessions } from './sessions.ts';

/** A listening server. */
export interface HttpServer {
  /** Address of the MCP endpoint. */
  readonly url: string;
  /** A new link that signs one person in to the approvals page, once. For that person only. */
  readonly approvalsLink: ((approver: string) => string) | undefined;
  readonly close: () => Promise<void>;
}

/** Deepest nesting of a request body; deeper ones are attacks on recursive code. */
const DEPTH_LIMIT = 64;

/**
 * Serves Streamable HTTP at `/mcp`, both protocol eras, and the approvals page where its parts are given. Throws when it would
 * listen beyond loopback without knowing its callers or its own name.
 */
export async function serveHttp(parts: McpParts, options: HttpOptions, log: Logger, approvals?: ApprovalsParts): Promise<HttpServer> {
  const names = hostNames(options);
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
  app.addHook('onRequest', hostHeaderValidation(names));
  app.addHook('onRequest', originValidation(names));
  const others = ['/approvals', '/approvals/', ...openMetadata(app, options)];
  app.addHook('onRequest', async (request, reply) => onlyServed(others, request, reply));
  app.addHook('onRequest', async (request, reply) => (pathOf(request) === MCP ? admit(options.auth, request, reply) : undefined));
  app.removeContentTypeParser('text/plain');
  answerInJsonRpc(app, log);
  const entries = new Map(parts.entries.map((entry) => [entry.operation.name, entry]));
  app.route({
    method: ['POST', 'GET', 'DELETE'],
    url: MCP,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      if (depthOf(request.body, DEPTH_LIMIT) > DEPTH_LIMIT)
        return refuse(reply, 400, -32600, `The body is nested deeper than ${DEPTH_LIMIT} levels.`);
      const wanted = options.auth?.kind === 'oauth' ? scopesWanted(request.body, admittedAs(request).caller, entries) : undefined;
      if (options.auth && wanted)
        return challenge(
          options.auth,
          reply,
          new OAuthError(OAuthErrorCode.InsufficientScope, `This call needs more: ${wanted.join(' ')}`),
          wanted,
        );
      copySecurityHeaders(reply);
      reply.hijack();
      if (!(await inSession(sessions, request, reply))) await node(request.raw, reply.raw, request.body);
      return undefined;
    },
  });
  if (approvals) await approvalsRoutes(app, approvals);
  const origin = await app.listen({ host: options.host, port: options.port });
  const publicOrigin = options.publicUrl === undefined ? origin : new URL(options.publicUrl).origin;
  return {
    url: `${origin}${MCP}`,
    approvalsLink: approvals && ((approver) => `${publicOrigin}/approvals?ticket=${newTicket(approvals, approver)}`),
    close: async () => {
      await sessions.close();
      await handler.close();
      await app.close();
    },
  };
}

/** Serves the RFC 9728 document where there is an authorization server; its paths. */
function openMetadata(app: FastifyInstance, { resource, publicUrl }: HttpOptions): readonly string[] {
  if (!resource || publicUrl === undefined) return [];
  const url = new URL(MCP, publicUrl).href;
  metadataRoutes(app, { ...resource, url });
  return metadataPaths(url);
}

/** Serves what belongs to a session of a 2025-era client; false for everything else. The newer era has no sessions and ignores their ids. */
async function inSession(sessions: Sessions, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const { method, headers, body, raw } = request;
  const version = headers['mcp-protocol-version'];
  const route = classifyInboundRequest({
    httpMethod: method,
    protocolVersionHeader: typeof version === 'string' ? version : undefined,
    body,
  });
  if (route.kind !== 'legacy') return false;
  const {
    caller: { name },
    authInfo,
  } = admittedAs(request);
  if (sessions.opens(body)) {
    await sessions.open(raw, reply.raw, body, name, authInfo);
    return true;
  }
  const id = headers['mcp-session-id'];
  if (typeof id !== 'string') return false;
  if (await sessions.serve(id, raw, reply.raw, body, name)) return true;
  reply.raw
    .writeHead(404, { 'content-type': 'application/json' })
    .end(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } }));
  return true;
}

/** A hijacked reply skips Fastify's own sending, and with it the headers that helmet set. */
function copySecurityHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
}
