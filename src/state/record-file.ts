import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject, member, type JsonObject } from '../operation/index.ts';

/** A record as its file holds it. */
export interface Kept {
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly value: JsonObject;
}

/** The record in a file; undefined where there is none, or something else. Rejects where nobody can tell: a record may be there. */
export async function recordIn(path: string): Promise<Kept | undefined> {
  const record = parsed(await readFile(path, 'utf8').catch(absent));
  if (!isObject(record) || typeof record['until'] !== 'number' || !isObject(record['value'])) return undefined;
  return { until: record['until'], value: record['value'] };
}

/** How often, and how long in milliseconds, others are waited for who finish a record off. A crash may have kept them from it. */
const [LOOKS, BETWEEN] = [40, 5];

/** Puts a record into a file in one step: nobody ever reads half of it. `now` in milliseconds. */
export async function replaceRecord(path: string, record: Kept, now: number): Promise<void> {
  const draft = await drafted(path, record);
  try {
    for (let left = LOOKS; left > 0; left -= 1) {
      const old = await recordIn(path);
      // Only what is over is ever moved away, so that this one may go over anything else, but not under the hands of who finishes it off.
      if (!old || old.until > now || (await finishedOff(path, old, now))) break;
      await pause(BETWEEN);
    }
    await rename(draft, path);
  } catch (thrown) {
    await discard(draft);
    throw thrown;
  }
}

/** Puts a record where none lives: true for exactly one of all processes. `now` in milliseconds. */
export async function addRecord(path: string, record: Kept, now: number): Promise<boolean> {
  const living = await recordIn(path);
  if (living && living.until > now) return false;
  const draft = await drafted(path, record);
  try {
    for (let left = LOOKS; left > 0; left -= 1) {
      if (await done(link(draft, path), 'EEXIST')) return true;
      const old = await recordIn(path);
      if (old && old.until > now) return false;
      // What is over makes room. If others are at it, that is soon over too; what cannot be read was cut short, and makes none.
      if (!old || !(await finishedOff(path, old, now))) await pause(BETWEEN);
    }
    return false;
  } finally {
    await discard(draft);
  }
}

/** Removes a record that is over: true for one of all who found it, who makes its mark. False also where a living one came in its place. */
export async function finishedOff(path: string, { until }: Kept, now: number): Promise<boolean> {
  const mark = writeFile(`${path}.${until}`, '', { flag: 'wx', mode: 0o600 });
  return (await done(mark, 'EEXIST')) && removedUnlessLiving(path, now);
}

/** Removes a file, unless a living record is in it: false then. */
export async function removedUnlessLiving(path: string, now: number): Promise<boolean> {
  // No system call removes a file only while it is the one that was read. After a move nobody can replace it any more: it is judged then.
  // A living one is found only where the record ended between two steps of a `put`, or was dropped before it was marked: it is back at once.
  const aside = `${path}.${randomUUID()}`;
  if (!(await done(rename(path, aside), 'ENOENT'))) return true;
  const isOver = await recordIn(aside).then(
    (record) => !record || record.until <= now,
    () => false,
  );
  // Where another came meanwhile, that one is the newer. Where this fails, the record stays aside.
  if (!isOver) await done(link(aside, path), 'EEXIST');
  await done(unlink(aside), 'ENOENT');
  return isOver;
}

/** Writes a record beside its place, from where a rename or a link brings it there whole or not at all. */
async function drafted(path: string, record: Kept): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(record), { flag: 'wx', mode: 0o600 });
    return draft;
  } catch (thrown) {
    await discard(draft);
    throw thrown;
  }
}

/** Never rejects: that would hide what became of the record. A sweeper finds what stays. */
async function discard(draft: string): Promise<void> {
  await unlink(draft).catch(() => undefined);
}

/** Whether a step was done; false where it failed with this code. */
async function done(step: Promise<void>, unless: string): Promise<boolean> {
  try {
    await step;
    return true;
  } catch (thrown) {
    if (member(thrown, 'code') === unless) return false;
    throw thrown;
  }
}

function absent(thrown: unknown): string {
  // ENOTDIR: the folder is none, so that nobody can have put anything there.
  if (['ENOENT', 'ENOTDIR'].includes(String(member(thrown, 'code')))) return '';
  throw thrown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
