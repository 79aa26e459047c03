import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { isInitializeRequest, type AuthInfo, type Server } from '@modelcontextprotocol/server';
import { LOCAL } from '../access/index.ts';
import type { Servers } from '../mcp/index.ts';
import { member } from '../operation/index.ts';

/** Limits of the sessions of one server. */
export interface SessionLimits {
  /** Milliseconds without a request after which a session is closed. */
  readonly idle: number;
  /** How many may be open; further ones are served without a session, and so without questions to a person. */
  readonly most: number;
  /** How many of them one authenticated principal may have, so that it cannot take all. */
  readonly each: number;
}

/** Generous for a person who thinks about a question, small for the memory of abandoned ones. */
export const SESSION_LIMITS: SessionLimits = { idle: 15 * 60 * 1000, most: 500, each: 50 };

/**
 * Sessions of 2025-era clients that can put a form before a person: only in a session can the server ask them.
 * Every other client is served without one. A session belongs to the principal that opened it.
 */
export interface Sessions {
  /** Whether this message opens a session: an `initialize` of a client that declares elicitation, while there is room. */
  readonly opens: (body: unknown, principal: string) => boolean;
  readonly open: (
    request: IncomingMessage,
    response: ServerResponse,
    body: unknown,
    principal: string,
    authInfo?: AuthInfo,
  ) => Promise<void>;
  /** Serves a message of a session; false when there is none of that id for this principal. */
  readonly serve: (id: string, request: IncomingMessage, response: ServerResponse, body: unknown, principal: string) => Promise<boolean>;
  readonly count: () => number;
  readonly close: () => Promise<void>;
}

interface Session {
  readonly transport: NodeStreamableHTTPServerTransport;
  readonly server: Server;
  readonly principal: string;
  /** The sweep before its last request. */
  used: number;
}

/**
 * The SDK sends a call that was cancelled no answer, as MCP wants it, and leaves its stream open, as a call under way. Not in the revision with
 * batches, whose calls share a stream; its clients show no forms, and so have no sessions unless they say otherwise.
 */
function closeCancelled({ transport, server }: Session, body: unknown): void {
  if (Array.isArray(body) || server.getNegotiatedProtocolVersion() === '2025-03-26') return;
  const id = member(member(body, 'params'), 'requestId');
  if (member(body, 'method') === 'notifications/cancelled' && (typeof id === 'string' || typeof id === 'number'))
    transport.closeSSEStream(id);
}

/** How often in the idle time sessions are looked through; they last up to one such part longer. */
const SWEEPS = 10;

/** Opens the map of sessions. A server learns what its client asks for: most sessions are left after a few messages, and stay until they expire. */
export function openSessions(servers: Servers, limits: SessionLimits = SESSION_LIMITS): Sessions {
  const sessions = new Map<string, Session>();
  /** Whose handshake is under way: many at once must not get past the limits together. */
  const opening: string[] = [];
  // One timer for all, and sweeps for a clock: an abandoned session should weigh little.
  let sweeps = 0;
  let timer: NodeJS.Timeout | undefined;
  const watch = () => void (timer ??= setTimeout(sweep, limits.idle / SWEEPS).unref());
  const sweep = () => {
    timer = undefined;
    sweeps += 1;
    for (const { transport, used } of sessions.values()) if (sweeps - used > SWEEPS) void transport.close();
    if (sessions.size > 0) watch();
  };

  const open: Sessions['open'] = async (request, response, body, principal, authInfo) => {
    const transport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        sessions.set(id, { transport, server, principal, used: sweeps });
        watch();
      },
    });
    const server = servers.untaught({ era: 'legacy', ...(authInfo ? { authInfo } : {}) });
    await server.connect(transport);
    const { onclose } = transport;
    transport.onclose = () => {
      sessions.delete(transport.sessionId ?? '');
      onclose?.();
    };
    await transport.handleRequest(request, response, body);
    // A refused handshake leaves no session behind.
    if (transport.sessionId === undefined) await transport.close();
  };
  const countOf = (principal: string) =>
    [...sessions.values()].filter((session) => session.principal === principal).length + opening.filter((one) => one === principal).length;

  return {
    opens: (body, principal) =>
      sessions.size + opening.length < limits.most &&
      (principal === LOCAL || countOf(principal) < limits.each) &&
      isInitializeRequest(body) &&
      member(member(member(body, 'params'), 'capabilities'), 'elicitation') !== undefined,
    open: async (request, response, body, principal, authInfo) => {
      opening.push(principal);
      try {
        await open(request, response, body, principal, authInfo);
      } finally {
        opening.splice(opening.indexOf(principal), 1);
      }
    },
    serve: async (id, request, response, body, principal) => {
      const session = sessions.get(id);
      // Another principal is told the same as for an id that never was.
      if (!session || session.principal !== principal) return false;
      session.used = sweeps;
      for (const message of Array.isArray(body) ? body : [body]) servers.teach(session.server, String(member(message, 'method')));
      await session.transport.handleRequest(request, response, body);
      closeCancelled(session, body);
      return true;
    },
    count: () => sessions.size,
    close: async () => {
      clearTimeout(timer);
      await Promise.all([...sessions.values()].map(({ transport }) => transport.close()));
    },
  };
}
