import type { FastifyReply, FastifyRequest } from 'fastify';
import { isObject, member } from '../operation/index.ts';
import { inSpan, isInSpan, isTracing, type SpanStart } from '../trace/index.ts';
import { whenOver } from './over.ts';
import { MCP } from './paths.ts';

/** Serves a request as a span that ends when its answer is sent, or its client is gone. Where HTTP itself is traced already there is one. */
export function requestSpan(request: FastifyRequest, { raw }: FastifyReply, serve: () => Promise<void>): Promise<void> {
  if (!isTracing() || isInSpan()) return serve();
  return inSpan(
    () => startOf(request),
    async (span) => {
      const closed = new Promise<void>((resolve) => whenOver(raw, resolve));
      await serve();
      await closed;
      span.note({ 'http.response.status_code': raw.statusCode });
      if (raw.statusCode >= 500) span.failed(String(raw.statusCode));
    },
  );
}

/** By the conventions for HTTP servers. The header counts, else what an MCP client puts into the message. */
function startOf({ method, headers, body }: FastifyRequest): SpanStart {
  const meta = metaOf(body);
  return {
    name: `${method} ${MCP}`,
    kind: 'server',
    attributes: { 'http.request.method': method, 'http.route': MCP, 'url.path': MCP },
    from: headers['traceparent'] === undefined && isObject(meta) ? meta : headers,
  };
}

/** What an MCP client says beside its arguments. */
export function metaOf(body: unknown): unknown {
  return member(member(body, 'params'), '_meta');
}
