import { validateHostHeader, validateOriginHeader, type HostHeaderValidationResult } from '@modelcontextprotocol/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { admit, type Gate } from './gate.ts';
import { HEALTH_PATHS } from './health.ts';
import type { Checks } from './limits.ts';
import { MCP, onlyServed, pathOf } from './paths.ts';
import { refuse, refuseForNow } from './refuse.ts';

/** What a request has to pass. */
export interface Admission extends Gate {
  /** Host names under which web pages may address the server. */
  readonly names: string[];
  /** The same for clients: what is wrong with their `Host`. */
  readonly host: ReturnType<typeof hostCheck>;
  /** Paths beside `/mcp`, with guards of their own. */
  readonly others: readonly string[];
  readonly checks: Checks;
  /** The server takes no more calls. */
  readonly draining: () => boolean;
}

/**
 * Everything that may refuse a request before its body is read, in this order. One hook, and nothing in it waits that need not:
 * every hook and every promise is paid for with each call.
 */
export async function pass(given: Admission, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const { auth, names, others, checks } = given;
  const path = pathOf(request);
  // Orchestrators and scrapers ask by the number of a container; behind authentication that leads a web page nowhere.
  const host = auth && HEALTH_PATHS.includes(path) ? undefined : given.host(request.headers.host);
  if (host && !host.ok) return refuse(reply, 403, -32000, host.message);
  const origin = validateOriginHeader(request.headers.origin, names);
  if (!origin.ok) return refuse(reply, 403, -32000, origin.message);
  const misplaced = onlyServed(others, request, reply);
  if (misplaced) return misplaced;
  if (HEALTH_PATHS.slice(0, 2).includes(path)) return undefined;
  if (given.draining()) return refuseForNow(reply.header('connection', 'close'), 'The server is about to end.', 5);
  const tooMany = checks.address && (await checks.address(request, reply));
  if (tooMany || path !== MCP) return tooMany;
  const unknown = admit(given, request, reply);
  return (unknown && (await unknown)) ?? (checks.principal && (await checks.principal(request, reply)));
}

/**
 * Says of a `Host` header what the SDK says, which parses a URL each time; nearly all requests name the same host as the one before.
 * Undefined where it said so already that it is one of `names`.
 */
export function hostCheck(names: string[]): (header: string | undefined) => HostHeaderValidationResult | undefined {
  let good: string | undefined;
  return (header) => {
    if (header !== undefined && header === good) return undefined;
    const verdict = validateHostHeader(header, names);
    if (verdict.ok) good = header;
    return verdict;
  };
}
