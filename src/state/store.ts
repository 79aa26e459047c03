import type { JsonObject } from '../operation/index.ts';

/**
 * What outlives a call: pending confirmations and what is spent. Shared between processes where the store is.
 * Every method rejects when the store cannot be reached; callers treat that as a refusal.
 */
export interface StateStore {
  /** Keeps a record until its time is over, replacing one of the same id. `ttl` in seconds. */
  readonly put: (kind: Kind, id: string, value: JsonObject, ttl: number) => Promise<void>;
  readonly get: (kind: Kind, id: string) => Promise<JsonObject | undefined>;
  /** Every living record of a kind, oldest first. */
  readonly list: (kind: Kind) => Promise<readonly JsonObject[]>;
  /** True for exactly one caller: what may happen once is spent here, before it happens. `ttl` in seconds. */
  readonly spend: (id: string, ttl: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** What kinds of records there are. */
export type Kind = 'confirmation';

/** Whether an id may be part of a file name or a key: the store is the last to check it. */
export function isId(id: string): boolean {
  return /^[A-Za-z0-9_-]{1,80}$/.test(id);
}
