import type { FastifyInstance } from 'fastify';
import type { Logger } from '../log/index.ts';
import { BODY_LIMIT } from '../mcp/index.ts';
import { member } from '../operation/index.ts';
import { refuse } from './refuse.ts';

/** What is wrong before MCP sees it is answered in MCP's own form. */
export function answerInJsonRpc(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error, _request, reply) => {
    const [given, code] = [member(error, 'statusCode'), member(error, 'code')];
    const status = typeof given === 'number' ? given : 500;
    if (code === 'FST_UNDER_PRESSURE') return refuse(reply, 503, -32603, 'The server is overloaded. Try again soon.');
    if (status >= 500) log.error({ err: error }, 'http');
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse(reply, 413, -32600, `The body is larger than ${BODY_LIMIT} bytes.`);
    if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuse(reply, 415, -32600, 'The content type must be application/json.');
    // Fastify's parser says the same of broken JSON and of members that would change prototypes.
    if (status >= 400 && status < 500)
      return refuse(reply, status, -32700, 'The body is not valid JSON, or has a member __proto__ or constructor.prototype.');
    return refuse(reply, 500, -32603, 'Something went wrong inside the server.');
  });
}
