import { createHash } from 'node:crypto';
import type { Connection } from './redis-connection.ts';
import { within } from './within.ts';

/** How often something happened, this time included, and in how many milliseconds the count begins anew. */
export interface Counted {
  readonly times: number;
  readonly left: number;
}

/**
 * Counts what all replicas together do, in periods of so many milliseconds that begin with the first time. Never rejects: it is
 * undefined while the store does not answer soon, and each replica then counts for itself.
 */
export type Count = (what: string, period: number) => Promise<Counted | undefined>;

/** Longest time that a request waits to be counted, in milliseconds. */
const LIMIT = 1_000;

/** How long the store is left alone after it did not answer, in milliseconds: else every request would wait for it. */
const PAUSE = 5_000;

/** Counts in Redis or Valkey. `now` in milliseconds. */
export function countIn({ run }: Connection, now: () => number = () => performance.now()): Count {
  let notBefore = -Infinity;
  return async (what, period) => {
    if (now() < notBefore) return undefined;
    // What is counted may be a name or an address: neither belongs in the name of a key.
    const key = `steward:count:${createHash('sha256').update(what).digest('base64url')}`;
    try {
      const [, times, left] = await within(
        LIMIT,
        // The first one sets the end, which later ones leave as it is: no script is needed for it.
        run((client) => client.multi().set(key, 0, { NX: true, PX: period }).incr(key).pTTL(key).execTyped()),
      );
      return { times, left };
    } catch {
      notBefore = now() + PAUSE;
      return undefined;
    }
  };
}
