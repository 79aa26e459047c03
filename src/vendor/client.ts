import { errors, Pool } from 'undici';
import { StewardError, type ErrorDetails } from '../operation/index.ts';
import { inSpan, traceHeaders, type Span, type SpanStart } from '../trace/index.ts';
import type { CallOptions } from './adapter.ts';
import { heard } from './exchange.ts';
import { openLookout } from './lookout.ts';
import { credentialsIn } from './quoted.ts';
import { Receiver, type Received } from './receiver.ts';
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
export interface RawAnswer extends Received {
  /** Media type without parameters, lower case; empty when the vendor names none. */
  readonly contentType: string;
  /** What an error must not quote, longest first; only where the answer is one. */
  readonly secrets?: readonly string[] | undefined;
}

/** How one exchange is made. */
export interface Sending {
  /** Nothing is lost when the exchange is repeated; decides what a broken one means. */
  readonly safe: boolean;
  /** The sign-in, and what else the vendor wants to hear, besides the headers of the request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A pooled HTTP client bound to one base URL. Redirects are never followed: they would carry the credentials elsewhere. */
export interface Client {
  readonly send: (request: VendorRequest, sending: Sending, options?: CallOptions) => Promise<RawAnswer>;
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
  const lookout = openLookout();
  const exchange = async (request: VendorRequest, sending: Sending, options: CallOptions, span: Span): Promise<RawAnswer> => {
    // Nothing has left yet, so this is certain even of a write.
    if (options.signal?.aborted) throw cancelledBefore();
    const left = Math.min(limits.total, (options.deadline ?? Infinity) - performance.now());
    if (left <= 0) throw new StewardError('timed_out', `There was no time left to ask ${name}.`, { notTaken: true });
    const receiver = new Receiver(performance.now() + left, options.signal);
    lookout.watch(receiver);
    try {
      const { path, query, method, body = null } = request;
      const own = { accept: 'application/json', 'user-agent': 'steward-mcp' };
      const headers = Object.assign(own, traceHeaders(options.origin?.trace), request.headers, sending.headers);
      pool.dispatch({ path: `${prefix}${path}${query === '' ? '' : `?${query}`}`, method, headers, body }, receiver);
      const answer = answered(await receiver.done, options.secrets, sending.headers);
      if (answer.status >= 400) span.failed(String(answer.status));
      return answer;
    } catch (thrown) {
      const error = failure(name, base.host, thrown, {
        safe: sending.safe,
        cancelled: options.signal?.aborted === true,
        late: receiver.late,
        started: receiver.started,
      });
      span.failed(error.code);
      throw error;
    } finally {
      lookout.forget(receiver);
      const { status } = receiver;
      if (status !== undefined) {
        span.note({ 'http.response.status_code': status });
        if (options.exchange) heard(options.exchange, receiver.headers);
      }
    }
  };
  return {
    send: (request, sending, options = {}) =>
      inSpan(
        () => spanOf(base, request),
        (span) => exchange(request, sending, options, span),
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

function answered({ status, headers, text }: Received, told: readonly string[] = [], ours: Sending['headers']): RawAnswer {
  const given = headers['content-type'];
  const type = (Array.isArray(given) ? given[0] : given) ?? '';
  const end = type.indexOf(';');
  const contentType = (end === -1 ? type : type.slice(0, end)).trim().toLowerCase();
  if (status < 400) return { status, headers, contentType, text };
  const secrets = [...told, ...credentialsIn(ours)].toSorted((a, b) => b.length - a.length);
  return { status, headers, contentType, text, secrets };
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
// Told by the handshake, before any request. A protocol fault (EPROTO) may come later and proves nothing.
const UNTRUSTED = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;
const TOO_SLOW = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** How an exchange stood when it failed. */
interface Broken {
  readonly safe: boolean;
  readonly cancelled: boolean;
  readonly late: boolean;
  /** Something may have left. */
  readonly started: boolean;
}

function failure(name: string, host: string, thrown: unknown, { safe, cancelled, late, started }: Broken): StewardError {
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
  if (!started && cancelled) return cancelledBefore();
  if (!started && late) {
    return new StewardError('timed_out', `${name} at ${host} took no connection in time.`, { notTaken: true, down: true, cause: thrown });
  }
  if (!started) {
    const why = code === '' ? '' : ` (${code})`;
    return new StewardError('unreachable', `No connection to ${name} at ${host} came about${why}.`, {
      notTaken: true,
      down: true,
      cause: thrown,
    });
  }
  const timedOut = TOO_SLOW.has(code) || late;
  const details: ErrorDetails = { down: !cancelled, cause: thrown };
  if (!safe) return new StewardError('outcome_unknown', `${name} broke off before its answer was complete.`, details);
  if (cancelled) return new StewardError('cancelled', 'The call was cancelled.', details);
  if (timedOut) return new StewardError('timed_out', `${name} did not answer in time.`, details);
  return new StewardError('unreachable', `The connection to ${name} at ${host} broke off${code === '' ? '' : ` (${code})`}.`, details);
}

function cancelledBefore(): StewardError {
  return new StewardError('cancelled', 'The call was cancelled before anything was sent.', { notTaken: true });
}

function codeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
