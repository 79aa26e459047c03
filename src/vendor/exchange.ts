import type { RawAnswer } from './client.ts';

/** What the vendor calls one exchange, for a talk with its support. */
export interface Exchange {
  /** From the last answer, whether it was a success or not; undefined where the vendor names none. */
  requestId?: string | undefined;
}

const NAMES = ['x-request-id', 'request-id', 'x-correlation-id', 'x-amzn-requestid', 'x-amzn-trace-id', 'cf-ray'];

/** Notes what an answer says of itself. */
export function heard(exchange: Exchange, headers: RawAnswer['headers']): void {
  const found = NAMES.map((name) => headers[name]).find((value) => typeof value === 'string' && /^[\w.:;=+/-]{1,100}$/.test(value));
  exchange.requestId = typeof found === 'string' ? found : undefined;
}
