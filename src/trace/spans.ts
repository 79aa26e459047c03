import type { Attributes } from '@opentelemetry/api';

/** What a span says at its beginning. */
export interface SpanStart {
  readonly name: string;
  readonly kind: 'server' | 'client';
  /** Few values each: never an argument, an answer, an id or a principal. */
  readonly attributes: Attributes;
  /** Where the other side may name its own span (`traceparent` and its like): its child then, else a child of the span under way. */
  readonly from?: Readonly<Record<string, unknown>> | undefined;
}

/** A span under way. */
export interface Span {
  readonly note: (attributes: Attributes) => void;
  /** It is a failure of this class. */
  readonly failed: (type: string) => void;
}

type Api = typeof import('@opentelemetry/api');

let api: Api | undefined;

/** What the OpenTelemetry API calls the place where an SDK registers itself, in every 1.x of it. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');

const NONE: Span = { note: () => undefined, failed: () => undefined };

/** Makes spans from now on, where an OpenTelemetry SDK was loaded before this program. Otherwise nothing is loaded, and spans cost nothing. */
export async function openSpans(): Promise<void> {
  if (REGISTERED in globalThis) api = await import('@opentelemetry/api');
}

/** Whether there is somebody to tell of spans. */
export function isTracing(): boolean {
  return api !== undefined;
}

/** Whether this runs inside of a span already. */
export function isInSpan(): boolean {
  return api?.trace.getActiveSpan() !== undefined;
}

/** Runs something as a span. `start` is asked only where there is somebody to tell. */
export function inSpan<T>(start: () => SpanStart, action: (span: Span) => Promise<T>): Promise<T> {
  return api ? spanned(api, start(), action) : action(NONE);
}

/** The headers that have the other side continue the span under way; undefined outside of one, and where the SDK passes none on. */
export function spanHeaders(): Readonly<Record<string, string>> | undefined {
  const span = api?.trace.getActiveSpan();
  if (!api || !span) return undefined;
  const headers: Record<string, string> = {};
  // Only the span: other things that callers pass on (baggage) would reach the systems.
  api.propagation.inject(api.trace.setSpan(api.ROOT_CONTEXT, span), headers);
  return Object.keys(headers).length === 0 ? undefined : headers;
}

function spanned<T>(known: Api, { name, kind, attributes, from }: SpanStart, action: (span: Span) => Promise<T>): Promise<T> {
  const { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = known;
  const here = context.active();
  const around = trace.getSpanContext(here);
  const there = from && trace.getSpanContext(propagation.extract(ROOT_CONTEXT, from));
  const options = {
    kind: kind === 'server' ? SpanKind.SERVER : SpanKind.CLIENT,
    attributes,
    links: there && around ? [{ context: around }] : [],
  };
  return trace.getTracer('steward-mcp').startActiveSpan(name, options, there ? trace.setSpanContext(here, there) : here, async (span) => {
    const failed = (type: string) => void span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR });
    try {
      return await action({ note: (more) => void span.setAttributes(more), failed });
    } finally {
      span.end();
    }
  });
}
