import { AsyncLocalStorage } from 'node:async_hooks';
import type { RawAnswer } from './client.ts';

/** What the vendor calls one exchange, for a talk with its support. */
export interface Exchange {
  /** From the last answer, whether it was a success or not; undefined where the vendor names none. */
  requestId?: string | undefined;
}

// Beside the arguments, because it concerns no adapter: each would only hand it through, and errors could not carry it.
const current = new AsyncLocalStorage<Exchange>();

/** Runs a call and notes the vendor's request id in `exchange`. */
export function noting<T>(exchange: Exchange, call: () => Promise<T>): Promise<T> {
  return current.run(exchange, call);
}

const NAMES = ['x-request-id', 'request-id', 'x-correlation-id', 'x-amzn-requestid', 'x-amzn-trace-id', 'cf-ray'];

/** Notes what an answer says of itself. */
export function heard(headers: RawAnswer['headers']): void {
  const exchange = current.getStore();
  if (!exchange) return;
  const found = NAMES.map((name) => headers[name]).find((value) => typeof value === 'string' && /^[\w.:;=+/-]{1,100}$/.test(value));
  exchange.requestId = typeof found === 'string' ? found : undefined;
}
