import { randomBytes } from 'node:crypto';
import { spanHeaders } from './spans.ts';

export { inSpan, isInSpan, isTracing } from './spans.ts';
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

/**
 * The request over HTTP that a call belongs to, as logs and systems are told of it. Handed down with the call: an AsyncLocalStorage
 * would carry it unseen, but makes every promise of the process dearer, a seventh of what a call costs (Node 20).
 */
export interface Origin {
  /** The answer carries it as `x-request-id`. */
  readonly id: string;
  readonly trace: Trace | undefined;
}

/** The trace that a `traceparent` names; undefined when it is not well-formed, as if there were none. */
export function traceOf(parent: unknown, state?: unknown): Trace | undefined {
  if (typeof parent !== 'string') return undefined;
  const [, version, id, span, flags] = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/.exec(parent) ?? [];
  if (id === undefined || flags === undefined || version === 'ff' || /^0+$/.test(id) || /^0+$/.test(span ?? '')) return undefined;
  if (version === '00' && parent.length !== 55) return undefined;
  return { id, flags, state: typeof state === 'string' && /^[\x20-\x7e]{1,512}$/.test(state) ? state : undefined };
}

/** The headers that carry a trace on, as the span under way or each time as a new one; empty without one. */
export function traceHeaders(trace: Trace | undefined): Readonly<Record<string, string>> {
  const known = spanHeaders();
  if (known) return known;
  if (!trace) return {};
  const traceparent = `00-${trace.id}-${randomBytes(8).toString('hex')}-${trace.flags}`;
  return trace.state === undefined ? { traceparent } : { traceparent, tracestate: trace.state };
}
