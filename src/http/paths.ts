import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from './refuse.ts';

/** Where MCP is. */
export const MCP = '/mcp';

/** The path of a request, without its query. */
export function pathOf({ raw }: FastifyRequest): string {
  return (raw.url ?? '').split('?')[0] ?? '';
}

/**
 * Refuses what is for nobody here before its body is read. GET and DELETE on `/mcp` belong to sessions. A target with a host in it
 * (`POST http://other/mcp`) asks for a proxy. `others` are the paths beside `/mcp`, with guards of their own; one that ends with a
 * slash stands for all below it.
 */
export function onlyServed(others: readonly string[], request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  if (!(request.raw.url ?? '').startsWith('/')) return refuse(reply, 400, -32600, 'The address is not valid.');
  const path = pathOf(request);
  if (others.some((other) => path === other || (other.endsWith('/') && path.startsWith(other)))) return undefined;
  if (path !== MCP) return refuse(reply, 404, -32600, 'Nothing is here; MCP is at /mcp.');
  const { method, headers } = request;
  const served = method === 'POST' || ((method === 'GET' || method === 'DELETE') && headers['mcp-session-id'] !== undefined);
  return served ? undefined : refuse(reply.header('allow', 'POST'), 405, -32600, 'The method is not allowed.');
}
