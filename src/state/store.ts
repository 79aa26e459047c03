import type { JsonObject } from '../operation/index.ts';

/**
 * What outlives a call: pending confirmations, what is spent, and what was done under idempotency keys. Shared between processes where the store is.
 * Every method rejects when the store cannot be reached; callers treat that as a refusal.
 */
export interface StateStore {
  /** Keeps a record until its time is over, replacing one of the same id. `ttl` in seconds. */
  readonly put: (kind: Kind, id: string, value: JsonObject, ttl: number) => Promise<void>;
  /** As `put`, but only where no record of that id lives: true for exactly one caller. `ttl` in seconds. */
  readonly add: (kind: Unlisted, id: string, value: JsonObject, ttl: number) => Promise<boolean>;
  readonly get: (kind: Kind, id: string) => Promise<JsonObject | undefined>;
  /** Forgets a record, if there is one. */
  readonly drop: (kind: Unlisted, id: string) => Promise<void>;
  /** Every living record of a kind, oldest first. */
  readonly list: (kind: Listed) => Promise<readonly JsonObject[]>;
  /** True for exactly one caller: what may happen once is spent here, before it happens. `ttl` in seconds. */
  readonly spend: (id: string, ttl: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** The kinds whose records can be listed. */
export type Listed = 'confirmation';

/**
 * The kinds that are asked for one by one: the newest request about a call, that a client declined one, which session of the
 * approvals page was signed out of, what was done under idempotency keys, and what is being done now.
 */
export type Unlisted = 'newest' | 'declined' | 'ended' | 'outcome' | 'underway';

/** What kinds of records there are. */
export type Kind = Listed | Unlisted;

/** Whether an id may be part of a file name or a key: the store is the last to check it. */
export function isId(id: string): boolean {
  return /^[A-Za-z0-9_-]{1,80}$/.test(id);
}
