import { EventEmitter } from 'node:events';
import { errors, Pool, type Dispatcher } from 'undici';
import { StewardError, type ErrorDetails } from '../operation/index.ts';
import { inSpan, traceHeaders, type Span, type SpanStart } from '../trace/index.ts';
import type { CallOptions } from './adapter.ts';
import { heard } from './exchange.ts';
import type { VendorRequest } from './request.ts';
import { RETRY, type RetryRules } from './retry.ts';

/** Limits of every exchange with one vendor. Times in milliseconds, sizes in bytes. */
export interface ClientLimits {
  /** From the first SYN to an established (TLS) connection. */
  readonly connect: number;
  /** From the last sent byte to the complete headers. */
  readonly headers: number;
  /** Longest silence inside a body. */
  readonly body: number;
  /** One call, whatever happens inside it: sign-in, exchange and retries. */
  readonly total: number;
  /** Largest accepted body. */
  readonly bytes: number;
  readonly connections: number;
  readonly retry: RetryRules;
}

/** Defaults that suit an interactive caller; `total` follows `STEWARD_VENDOR_TIMEOUT`. */
export const LIMITS: ClientLimits = {
  connect: 5_000,
  headers: 60_000,
  body: 30_000,
  total: 60_000,
  bytes: 16 * 1024 * 1024,
  connections: 32,
  retry: RETRY,
};

/** What came back, before any meaning is given to it. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Media type without parameters, lower case; empty when the vendor names none. */
  readonly contentType: string;
  readonly text: string;
}

/** How one exchange is made. */
export interface SendOptions extends CallOptions {
  /** Nothing is lost when the exchange is repeated; decides what a broken one means. */
  readonly safe: boolean;
}

/** A pooled HTTP client bound to one base URL. Redirects are never followed: they would carry the credentials elsewhere. */
export interface Client {
  readonly send: (request: VendorRequest, options: SendOptions) => Promise<RawAnswer>;
  readonly close: () => Promise<void>;
}

/** Opens a client for a base URL (`http` or `https`, with or without a path). `name` is what errors call the system. */
export function openClient(name: string, baseUrl: string, limits: ClientLimits = LIMITS): Client {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const pool = new Pool(base.origin, {
    connect: { timeout: limits.connect },
    headersTimeout: limits.headers,
    bodyTimeout: limits.body,
    maxResponseSize: limits.bytes,
    connections: limits.connections,
  });
  const exchange = async (request: VendorRequest, options: SendOptions, span: Span): Promise<RawAnswer> => {
    // Nothing has left yet, so this is certain even of a write.
    if (options.signal?.aborted)
      throw new StewardError('cancelled', 'The call was cancelled before anything was sent.', { notTaken: true });
    const left = Math.min(limits.total, (options.deadline ?? Infinity) - performance.now());
    if (left <= 0) throw new StewardError('timed_out', `There was no time left to ask ${name}.`, { notTaken: true });
    const ending = endAfter(left, options.signal);
    try {
      const answer = await pool.request({
        path: `${prefix}${request.path}${request.query === '' ? '' : `?${request.query}`}`,
        method: request.method,
        headers: { accept: 'application/json', 'user-agent': 'steward-mcp', ...traceHeaders(options.origin?.trace), ...request.headers },
        body: request.body ?? null,
        signal: ending.signal,
      });
      span.note({ 'http.response.status_code': answer.statusCode });
      if (answer.statusCode >= 400) span.failed(String(answer.statusCode));
      if (options.exchange) heard(options.exchange, answer.headers);
      return await received(answer);
    } catch (thrown) {
      const error = failure(name, base.host, thrown, { ...options, late: ending.late() });
      span.failed(error.code);
      throw error;
    } finally {
      ending.clear();
    }
  };
  return {
    send: (request, options) =>
      inSpan(
        () => spanOf(base, request),
        (span) => exchange(request, options, span),
      ),
    close: () => pool.destroy(),
  };
}

/** By the conventions for HTTP clients. The path itself would tell arguments. */
function spanOf({ hostname, port, protocol }: URL, { method, template }: VendorRequest): SpanStart {
  const attributes = {
    'http.request.method': method,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    ...(template === undefined ? {} : { 'url.template': template }),
  };
  return { name: template === undefined ? method : `${method} ${template}`, kind: 'client', attributes };
}

/** What ends an exchange early. */
interface Ending {
  /** In the form that undici takes beside `AbortSignal`, which costs Node 20 fifty times as much to make. */
  readonly signal: EventEmitter;
  /** The time was up. */
  readonly late: () => boolean;
  readonly clear: () => void;
}

/** Ends an exchange in time or when its caller does. */
function endAfter(milliseconds: number, caller: AbortSignal | undefined): Ending {
  const signal = new EventEmitter();
  let late = false;
  const end = () => void signal.emit('abort');
  const timer = setTimeout(() => {
    late = true;
    end();
  }, milliseconds);
  caller?.addEventListener('abort', end);
  return {
    signal,
    late: () => late,
    clear: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', end);
    },
  };
}

async function received({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<RawAnswer> {
  const type = headers['content-type'];
  const contentType = (Array.isArray(type) ? type[0] : type)?.split(';')[0]?.trim().toLowerCase() ?? '';
  return { status: statusCode, headers, contentType, text: await body.text() };
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
// Told by the handshake, before any request. A protocol fault (EPROTO) may come later and proves nothing.
const UNTRUSTED = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;
const TOO_SLOW = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function failure(
  name: string,
  host: string,
  thrown: unknown,
  { safe, signal, late }: SendOptions & { readonly late: boolean },
): StewardError {
  const code = codeOf(thrown);
  if (NEVER_SENT.has(code)) {
    return new StewardError('unreachable', `${name} at ${host} cannot be reached (${code}).`, {
      notTaken: true,
      down: true,
      cause: thrown,
    });
  }
  if (thrown instanceof errors.InvalidArgumentError)
    return new StewardError('internal', `The request to ${name} cannot be put on the wire.`, { cause: thrown });
  if (UNTRUSTED.test(code)) {
    return new StewardError('unreachable', `${name} at ${host} has no certificate that this machine trusts (${code}).`, {
      notTaken: true,
      down: true,
      cause: thrown,
    });
  }
  if (thrown instanceof errors.ResponseExceededMaxSizeError) {
    return safe
      ? new StewardError('answer_too_large', `${name} sent more than this server takes in.`, { cause: thrown })
      : new StewardError('outcome_unknown', `${name} sent more than this server takes in.`, { cause: thrown });
  }
  const cancelled = signal?.aborted === true;
  const timedOut = TOO_SLOW.has(code) || late;
  const details: ErrorDetails = { down: !cancelled, cause: thrown };
  if (!safe) return new StewardError('outcome_unknown', `${name} broke off before its answer was complete.`, details);
  if (cancelled) return new StewardError('cancelled', 'The call was cancelled.', details);
  if (timedOut) return new StewardError('timed_out', `${name} did not answer in time.`, details);
  return new StewardError('unreachable', `The connection to ${name} at ${host} broke off${code === '' ? '' : ` (${code})`}.`, details);
}

function codeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
