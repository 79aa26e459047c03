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

/** An identity that `isIdentity` knows. */
export function identity(of: Identity): Identity {
  return Object.freeze(new Made(of));
}

/** Whether a value is an identity that this process made: none that merely looks like one passes. */
export function isIdentity(value: unknown): value is Identity {
  return typeof value === 'object' && value !== null && Made.is(value);
}

/**
 * Knows its own by a private member, which no copy has. A set of all that were made would do as well, but every collection of garbage
 * would look through it.
 */
class Made implements Identity {
  readonly #made = true;

  readonly name;
  readonly scopes;
  readonly confirm;
  readonly credentials;
  readonly origin;

  constructor({ name, scopes, confirm, credentials, origin }: Identity) {
    this.name = name;
    this.scopes = scopes;
    this.confirm = confirm;
    this.credentials = credentials;
    this.origin = origin;
  }

  static is(value: object): value is Made {
    return #made in value && value.#made;
  }
}
