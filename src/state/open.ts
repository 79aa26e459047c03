import type { Count } from './count.ts';
import { keyFromText, keyIn, newKey, type StateKey } from './key.ts';
import { fileStore } from './files.ts';
import { memoryStore } from './memory.ts';
import { redisStore } from './redis.ts';
import type { Notice } from './redis-connection.ts';
import type { StateStore } from './store.ts';

/** A store and the key of everything that is sealed beside it. */
export interface State {
  readonly store: StateStore;
  readonly key: StateKey;
  /** Another process of the same account sees it: a terminal can approve. */
  readonly shared: boolean;
  /** Counts for all replicas; undefined where there is only one process. */
  readonly count?: Count | undefined;
  /** Several servers behind one address share it. */
  readonly replicated: boolean;
}

/** The Redis or Valkey that replicas share. */
export interface SharedPlace {
  /** `redis://` or `rediss://`, with user, password and number of the database where needed. */
  readonly url: string;
  /** Told the fault when it is lost, and nothing when it is back. */
  readonly notice?: Notice;
}

/**
 * State in Redis where there is one, else in a folder, or in memory where there is none. `keyText` takes the place of the key in the
 * folder; Redis wants it, or this throws: replicas with keys of their own would refuse each other's confirmations.
 */
export function openState(folder: string | undefined, keyText: string | undefined, redis?: SharedPlace): State {
  const key = keyText === undefined ? undefined : keyFromText(keyText);
  if (redis) {
    if (!key) throw new Error('State in Redis needs a key that replicas share.');
    const store = redisStore(redis.url, redis.notice);
    return { store, key, shared: true, replicated: true, count: store.count };
  }
  if (folder === undefined) return { store: memoryStore(), key: key ?? newKey(), shared: false, replicated: false };
  return { store: fileStore(folder), key: key ?? keyIn(folder), shared: true, replicated: false };
}
