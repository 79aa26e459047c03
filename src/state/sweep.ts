import { opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finishedOff, recordIn, removedUnlessLiving } from './record-file.ts';

/** How often a folder is gone through, in milliseconds; more seldom where that takes long. */
const EVERY = 60_000;

/** How much longer than it takes to go through the folders they are left alone: with the history of a busy day that is seconds. */
const REST = 50;

/** Age at which what a process left half done is nobody's any more, in milliseconds. */
const ABANDONED = 60 * 60 * 1000;

/** Removes what is over. */
export interface Sweeper {
  /** Goes through the folders, a minute after the last time or more. Nobody waits for it: there may be the history of a day. What cannot be read or removed is left for the next time. */
  readonly begin: () => void;
  /** Resolves when nothing is under way. */
  readonly end: () => Promise<void>;
}

/** A sweeper of folders of records. `now` in milliseconds. */
export function sweeperOf(folders: readonly string[], now: () => number): Sweeper {
  let due = now() + EVERY;
  let underWay = Promise.resolve();
  const sweep = async () => {
    const begun = performance.now();
    // Read bit by bit: the names of all would be held for as long as this takes.
    for (const folder of folders)
      for await (const { name } of await opendir(folder)) await sweepOne(join(folder, name), now()).catch(() => undefined);
    due = now() + Math.max(EVERY, REST * (performance.now() - begun));
  };
  return {
    begin: () => {
      if (now() < due) return;
      due = now() + EVERY;
      underWay = underWay.then(sweep).catch(() => undefined);
    },
    end: () => underWay,
  };
}

async function sweepOne(path: string, now: number): Promise<void> {
  // Drafts, and marks of what was finished off.
  if (!path.endsWith('.json')) {
    if (await isAbandoned(path)) await rm(path, { force: true });
    return;
  }
  const record = await recordIn(path);
  if (record && record.until <= now) await finishedOff(path, record, now);
  // What was cut short.
  if (!record && (await isAbandoned(path))) await removedUnlessLiving(path, now);
}

/** Whether nobody can be at it any more. */
async function isAbandoned(path: string): Promise<boolean> {
  const written = (await stat(path).catch(() => undefined))?.mtimeMs;
  return written !== undefined && Date.now() - written > ABANDONED;
}
