import type { FastifyReply } from 'fastify';

/** Refuses in the form of JSON-RPC, as everything under `/mcp` answers. */
export function refuse(reply: FastifyReply, status: number, code: number, message: string): FastifyReply {
  return reply
    .code(status)
    .type('application/json')
    .send(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code, message } }));
}

/** Refuses because of load or an end that is near; `seconds` is when to try again. */
export function refuseForNow(reply: FastifyReply, message: string, seconds: number): FastifyReply {
  return refuse(reply.header('retry-after', String(seconds)), 503, -32603, message);
}
