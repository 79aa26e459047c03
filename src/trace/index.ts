import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { spanHeaders } from './spans.ts';

export { inSpan, isInSpan, openSpans } from './spans.ts';
export type { Span, SpanStart } from './spans.ts';

/** Where a request belongs in a distributed trace (W3C Trace Context). */
export interface Trace {
  /** 16 bytes in hex. */
  readonly id: string;
  /** Two hex digits; the last bit says that it is recorded. */
  readonly flags: string;
  /** What other vendors of tracing pass along, as it came. */
  readonly state: string | undefined;
}

/** A request over HTTP, as logs and systems are told of it. */
interface Request {
  readonly id: string;
  readonly trace: Trace | undefined;
}

const current = new AsyncLocalStorage<Request>();

/** The trace that a `traceparent` names; undefined when it is not well-formed, as if there were none. */
export function traceOf(parent: unknown, state?: unknown): Trace | undefined {
  if (typeof parent !== 'string') return undefined;
  const [, version, id, span, flags] = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/.exec(parent) ?? [];
  if (id === undefined || flags === undefined || version === 'ff' || /^0+$/.test(id) || /^0+$/.test(span ?? '')) return undefined;
  if (version === '00' && parent.length !== 55) return undefined;
  return { id, flags, state: typeof state === 'string' && /^[\x20-\x7e]{1,512}$/.test(state) ? state : undefined };
}

/** Runs something as a part of a request: what it sends to systems carries the trace on, what it logs can name the request. */
export function inRequest<T>(request: Request, action: () => T): T {
  return current.run(request, action);
}

/** The id of the current request, which its answer carries as `x-request-id`; undefined outside of one. */
export function requestId(): string | undefined {
  return current.getStore()?.id;
}

/** The headers that carry the current trace on, as the span under way or each time as a new one; empty outside of a trace. */
export function traceHeaders(): Readonly<Record<string, string>> {
  const known = spanHeaders();
  if (known) return known;
  const trace = current.getStore()?.trace;
  if (!trace) return {};
  const traceparent = `00-${trace.id}-${randomBytes(8).toString('hex')}-${trace.flags}`;
  return trace.state === undefined ? { traceparent } : { traceparent, tracestate: trace.state };
}
