import type { Origin } from '../trace/index.ts';

/** Who calls over HTTP, and what that lets them do. */
export interface Identity {
  /** The authenticated name; `local` where nobody is authenticated. Stands in the audit and binds confirmations, sessions and handles. */
  readonly name: string;
  /** Undefined where nobody is authenticated: then everything is allowed. */
  readonly scopes: readonly string[] | undefined;
  /** Who confirms for this caller; undefined for what the server says. */
  readonly confirm?: 'human' | 'flag' | undefined;
  /** Vendor credentials that came with this request, by system. Never logged, never kept beyond the call. */
  readonly credentials?: ReadonlyMap<string, string> | undefined;
  /** The request that they call with. */
  readonly origin?: Origin | undefined;
}

/** The name of a caller who is not authenticated. */
export const LOCAL = 'local';

/** Only this module has it, and JSON cannot hold one. A set of all that were made would be looked through by every collection of garbage. */
const MADE = Symbol('made');

/** An identity that `isIdentity` knows. */
export function identity({ name, scopes, confirm, credentials, origin }: Identity): Identity {
  return Object.freeze({ name, scopes, confirm, credentials, origin, [MADE]: true });
}

/** Whether a value is an identity that this process made: none that merely looks like one passes. */
export function isIdentity(value: unknown): value is Identity {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, MADE);
}
