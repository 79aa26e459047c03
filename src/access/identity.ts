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

const made = new WeakSet<object>();

/** An identity that `isIdentity` knows. */
export function identity(of: Identity): Identity {
  const own = Object.freeze({ ...of });
  made.add(own);
  return own;
}

/** Whether a value is an identity that this process made: none that merely looks like one passes. */
export function isIdentity(value: unknown): value is Identity {
  return typeof value === 'object' && value !== null && made.has(value);
}
