import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { fastify, type FastifyInstance } from 'fastify';
import type { Logger } from '../log/index.ts';
import { BODY_LIMIT, type McpParts } from '../mcp/index.ts';
import { hostCheck, pass } from './admission.ts';
import { approvalsRoutes, newTicket, type ApprovalsParts } from './approvals/index.ts';
import { metadataPaths, metadataRoutes } from './auth/index.ts';
import { withTokens } from './approval-tokens.ts';
import { answerBroken, PATIENCE } from './broken.ts';
import { mcpEndpoint } from './endpoint.ts';
import { answerInJsonRpc } from './errors.ts';
import { openGate } from './gate.ts';
import { HEALTH_PATHS, healthRoutes } from './health.ts';
import { openInFlight } from './in-flight.ts';
import { LOOPBACK_LIMITS, openLimits } from './limits.ts';
import { hostNames, type HttpOptions } from './options.ts';
import { MCP, pathOf } from './paths.ts';
import { refuse } from './refuse.ts';
import { headersFor, pairsOf } from './security-headers.ts';

/** A listening server. */
export interface HttpServer {
  /** Address of the MCP endpoint. */
  readonly url: string;
  /** A new link that signs one person in to the approvals page, once. For that person only. */
  readonly approvalsLink: ((approver: string) => string) | undefined;
  /** Takes no more calls, lets those under way end within the deadline of the options, then closes everything. */
  readonly close: () => Promise<void>;
}

/**
 * Serves Streamable HTTP at `/mcp`, both protocol eras, and the approvals page where its parts are given. Throws when it would
 * listen beyond loopback without knowing its callers or its own name.
 */
export async function serveHttp(parts: McpParts, options: HttpOptions, log: Logger, approvals?: ApprovalsParts): Promise<HttpServer> {
  const { auth, metrics, limits = LOOPBACK_LIMITS, drain = 0, brought = new Set<string>(), patience = PATIENCE } = options;
  const names = hostNames(options);
  const inFlight = openInFlight();
  let draining = false;
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: patience.request,
    forceCloseConnections: true,
    trustProxy: options.trustProxy === undefined ? false : [...options.trustProxy],
    // Node looks for slow requests every 30 seconds, unless told otherwise.
    http: { headersTimeout: patience.headers, connectionsCheckingInterval: patience.headers / 2 },
    clientErrorHandler: answerBroken,
    genReqId: ({ headers }) => requestId(headers['x-request-id']),
    frameworkErrors: (_error, _request, reply) => void refuse(reply, 400, -32600, 'The address is not valid.'),
  });
  app.addHook('onSend', async (request, reply) => {
    // The approvals page has a policy of its own.
    for (const [name, value] of pairsOf(headersFor(request))) if (!reply.hasHeader(name)) reply.header(name, value);
  });
  openGate(app);
  const others = ['/approvals', '/approvals/', ...HEALTH_PATHS, ...openMetadata(app, options)];
  const checks = await openLimits(app, limits);
  const admission = { auth, brought, names, host: hostCheck(names), others, checks, draining: () => draining };
  app.addHook('onRequest', async (request, reply) => pass(admission, request, reply));
  app.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode >= 400 && pathOf(request) === MCP) metrics?.refused(reply.statusCode);
    done();
  });
  app.removeContentTypeParser('text/plain');
  answerInJsonRpc(app, log);
  const ending = new AbortController();
  // As many forms as are open wait for it.
  setMaxListeners(0, ending.signal);
  const endpoint = mcpEndpoint(app, { ...parts, ending: ending.signal }, { auth, inFlight, most: limits.calls, log });
  healthRoutes(app, { ready: options.ready, metrics, auth, draining: () => draining });
  metrics?.gauge('sessions', endpoint.sessions);
  metrics?.gauge('in_flight', inFlight.count);
  const page = approvals && withTokens(approvals, options, checks);
  if (page) await approvalsRoutes(app, page);
  const origin = await app.listen({ host: options.host, port: options.port });
  const publicOrigin = options.publicUrl === undefined ? origin : new URL(options.publicUrl).origin;
  return {
    url: `${origin}${MCP}`,
    approvalsLink: approvals && ((approver) => `${publicOrigin}/approvals?ticket=${newTicket(approvals, approver)}`),
    close: async () => {
      draining = true;
      // Nobody new gets in; who is connected already hears that it ends.
      app.server.close();
      app.server.closeIdleConnections();
      // Answers to forms come over new connections.
      ending.abort();
      if (drain > 0 && !(await inFlight.idle(drain))) log.warn({ calls: inFlight.count() }, 'calls were still under way at the end');
      await endpoint.close();
      await app.close();
    },
  };
}

/** The id of a request, ours unless a proxy in front gave it a sensible one. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[A-Za-z0-9._:-]{1,80}$/.test(given) ? given : randomUUID();
}

/** Serves the RFC 9728 document where there is an authorization server; its paths. */
function openMetadata(app: FastifyInstance, { resource, publicUrl }: HttpOptions): readonly string[] {
  if (!resource || publicUrl === undefined) return [];
  const url = new URL(MCP, publicUrl).href;
  metadataRoutes(app, { ...resource, url });
  return metadataPaths(url);
}
