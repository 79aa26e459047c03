import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { fileStore } from '../../src/state/files.ts';
import { memoryStore } from '../../src/state/memory.ts';
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

/** Every kind of store, empty, for `describe.each`. */
export const STORES: readonly (readonly [string, (clock: Clock) => StateStore])[] = [
  ['in memory', ({ now }) => memoryStore(now)],
  ['in files', ({ now }) => fileStore(newFolder(), now)],
];
