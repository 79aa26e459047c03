import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  classifyInboundRequest,
  createMcpHandler,
  OAuthError,
  OAuthErrorCode,
  type AuthInfo,
  type InboundClassificationOutcome,
} from '@modelcontextprotocol/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../log/index.ts';
import { openServers, type McpParts } from '../mcp/index.ts';
import { member } from '../operation/index.ts';
import { traceOf } from '../trace/index.ts';
import { scopesWanted, type Auth } from './auth/index.ts';
import { depthOf } from './depth.ts';
import { admittedAs, carry, challenge } from './gate.ts';
import type { InFlight } from './in-flight.ts';
import { MCP } from './paths.ts';
import { refuse, refuseForNow } from './refuse.ts';
import { serveDirectly, takenDirectly, tellFault } from './direct.ts';
import { headersFor, pairsOf } from './security-headers.ts';
import { openSessions, type Sessions } from './sessions.ts';
import { metaOf, requestSpan } from './span.ts';

/** Deepest nesting of a request body; deeper ones are attacks on recursive code. */
const DEPTH_LIMIT = 64;

/** What the endpoint needs besides MCP. */
export interface EndpointParts {
  readonly auth: Auth | undefined;
  readonly inFlight: InFlight;
  /** Most calls under way at once; 0 is no limit. */
  readonly most: number;
  readonly log: Logger;
}

/** The MCP endpoint of a server. */
export interface Endpoint {
  readonly sessions: () => number;
  /** Ends sessions and streams. */
  readonly close: () => Promise<void>;
}

/** Adds `/mcp`: 2026-07-28 and 2025-era requests without a session, and the sessions of 2025-era clients that can be asked. */
export function mcpEndpoint(app: FastifyInstance, parts: McpParts, { auth, inFlight, most, log }: EndpointParts): Endpoint {
  const servers = openServers(parts);
  const sessions = openSessions(servers);
  const handler = createMcpHandler(servers.whole, { onerror: (error) => log.debug({ err: error }, 'mcp') });
  const node = toNodeHandler(handler);
  const entries = new Map(parts.entries.map((entry) => [entry.operation.name, entry]));
  app.route({
    method: ['POST', 'GET', 'DELETE'],
    url: MCP,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { body } = request;
      if (depthOf(body, DEPTH_LIMIT) > DEPTH_LIMIT)
        return refuse(reply, 400, -32600, `The body is nested deeper than ${DEPTH_LIMIT} levels.`);
      const wanted = auth?.kind === 'oauth' ? scopesWanted(body, admittedAs(request).caller, entries) : undefined;
      if (auth && wanted)
        return challenge(
          auth,
          reply,
          new OAuthError(OAuthErrorCode.InsufficientScope, `This call needs more: ${wanted.join(' ')}`),
          wanted,
        );
      if (request.raw.socket.destroyed) {
        // The client left while it was let in: nobody hears an answer, so nothing is begun.
        reply.hijack();
        return undefined;
      }
      const isCall = request.method === 'POST' && asksSomething(body);
      if (isCall) {
        if (most > 0 && inFlight.count() >= most) return refuseForNow(reply, 'Too many calls are under way.', 1);
        inFlight.begin(reply.raw);
      }
      reply.hijack();
      const authInfo = carry(request, { id: request.id, trace: traceIn(request) });
      const serve = async () => {
        const outcome = classify(request);
        const direct = takenDirectly(request.headers, body, outcome);
        const headers = headersFor(request);
        const answer = { response: reply.raw, headers };
        if (direct)
          return serveDirectly(servers, direct, answer, authInfo).catch((thrown) => {
            log.error({ err: thrown, request: request.id }, 'mcp');
            tellFault(answer, direct);
          });
        for (const [name, value] of pairsOf(headers)) reply.raw.setHeader(name, value);
        if (!(await inSession(sessions, outcome, authInfo, request, reply))) await node(request.raw, reply.raw, body);
      };
      await (isCall ? requestSpan(request, reply, serve) : serve());
      return undefined;
    },
  });
  return {
    sessions: sessions.count,
    close: async () => {
      await sessions.close();
      await handler.close();
    },
  };
}

/**
 * Whether an answer is wanted that takes work. Streams that only listen stay open for hours and cost nothing; a person's answer to a form, or a
 * cancellation, ends a call that is under way and must get through when there are many.
 */
function asksSomething(body: unknown): boolean {
  if (Array.isArray(body)) return body.some(asksSomething);
  const method = member(body, 'method');
  return method !== undefined && member(body, 'id') !== undefined && method !== 'subscriptions/listen';
}

/** The header is honoured, else what an MCP client puts into the message. */
function traceIn({ headers, body }: FastifyRequest) {
  const meta = metaOf(body);
  return traceOf(headers['traceparent'], headers['tracestate']) ?? traceOf(member(meta, 'traceparent'), member(meta, 'tracestate'));
}

/** Which era a request belongs to. */
function classify({ method, headers, body }: FastifyRequest): InboundClassificationOutcome {
  const version = headers['mcp-protocol-version'];
  return classifyInboundRequest({ httpMethod: method, protocolVersionHeader: typeof version === 'string' ? version : undefined, body });
}

/** Serves what belongs to a session of a 2025-era client; false for everything else. The newer era has no sessions and ignores their ids. */
async function inSession(
  sessions: Sessions,
  outcome: InboundClassificationOutcome,
  authInfo: AuthInfo,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const { headers, body, raw } = request;
  if (outcome.kind !== 'legacy') return false;
  const { caller } = admittedAs(request);
  if (sessions.opens(body, caller.name)) {
    await sessions.open(raw, reply.raw, body, caller.name, authInfo);
    return true;
  }
  const id = headers['mcp-session-id'];
  if (typeof id !== 'string') return false;
  if (await sessions.serve(id, raw, reply.raw, body, caller.name)) return true;
  const gone = JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } });
  reply.raw.writeHead(404, { 'content-type': 'application/json' }).end(gone);
  return true;
}
