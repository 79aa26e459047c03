import type { Arguments, Operation, SystemId } from '../operation/index.ts';
import type { Origin } from '../trace/index.ts';
import type { Exchange } from './exchange.ts';

/** A vendor's success, unwrapped from its envelope. */
export interface Answer {
  readonly data: unknown;
  /** The vendor's HTTP status. */
  readonly status: number;
  /** Where a list stands, in the vendor's own numbers; undefined for anything else. */
  readonly page?: PageInfo | undefined;
  /** What the caller should know although the call succeeded. */
  readonly notes?: readonly string[] | undefined;
}

/** How much of a list an answer holds. */
export interface PageInfo {
  readonly total: number | undefined;
  /** Arguments that fetch the next page; undefined on the last one. */
  readonly next: Arguments | undefined;
  /** How many items of the list come before these; undefined where it cannot be known, as with a page whose size the vendor chose. */
  readonly start: number | undefined;
}

/** What every call hands down to its exchanges. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** When the call is given up, queueing, sign-in and retries included: a time of `performance.now()`. */
  readonly deadline?: number | undefined;
  /** For whom the call is made; principals take turns. */
  readonly principal?: string | undefined;
  /** The request that the call belongs to; its trace goes on to the vendor. */
  readonly origin?: Origin | undefined;
  /** Secrets of the call, longest first: a vendor that quotes them in an error must not tell them on. */
  readonly secrets?: readonly string[] | undefined;
  /** Where it is noted what the vendor calls the exchange. */
  readonly exchange?: Exchange | undefined;
}

/** Signs in, sends and understands: the only place that knows a vendor's habits. Failures are thrown as StewardError. */
export interface Adapter {
  readonly system: SystemId;
  readonly call: (operation: Operation, args: Arguments, options?: CallOptions) => Promise<Answer>;
  /** Throws `invalid_arguments` for arguments that do not go together, before a person is asked. Sends nothing. */
  readonly check?: ((operation: Operation, args: Arguments) => void) | undefined;
  /** What the vendor says its version is, where it tells without a sign-in; undefined where it does not. */
  readonly version?: ((signal?: AbortSignal) => Promise<string | undefined>) | undefined;
  /** Closes the connections; in-flight calls fail. */
  readonly close: () => Promise<void>;
}
