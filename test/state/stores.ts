import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { fileStore } from '../../src/state/files.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { agingRedis } from './aging.ts';
import { REDIS } from './redis-server.ts';
import type { StateStore } from '../../src/state/index.ts';

/** A clock that stands until it is moved, in milliseconds. */
export interface Clock {
  readonly now: () => number;
  readonly pass: (ms: number) => void;
}

/** A clock that begins at `at`. */
export function clockAt(at = 1_000_000): Clock {
  let time = at;
  return { now: () => time, pass: (ms) => void (time += ms) };
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder of its own for one test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  folders.push(folder);
  return folder;
}

/** A kind of store and how to open an empty one, for `describe.each`. */
type StoreKind = readonly [where: string, open: (clock: Clock) => StateStore];

/** Stores that look at the clock that they are given. */
export const CLOCKED_STORES: readonly StoreKind[] = [
  ['in memory', ({ now }) => memoryStore(now)],
  ['in files', ({ now }) => fileStore(newFolder(), now)],
];

/** Every kind of store. */
export const STORES: readonly StoreKind[] = REDIS.isMissing ? CLOCKED_STORES : [...CLOCKED_STORES, ['in Redis', agingRedis]];
