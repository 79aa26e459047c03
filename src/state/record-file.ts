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

/** Puts a record into a file in one step: nobody ever reads half of it. */
export async function replaceRecord(path: string, record: Kept): Promise<void> {
  await drafted(path, record, (draft) => rename(draft, path));
}

/** How often, and how long in milliseconds, others are waited for who finish a record off. A crash may have kept them from it. */
const [LOOKS, BETWEEN] = [40, 5];

/** Puts a record where none lives: true for exactly one of all processes. `now` in milliseconds. */
export async function addRecord(path: string, record: Kept, now: number): Promise<boolean> {
  const living = await recordIn(path);
  if (living && living.until > now) return false;
  return drafted(path, record, async (draft) => {
    for (let left = LOOKS; left > 0; left -= 1) {
      if (await done(link(draft, path), 'EEXIST')) return true;
      const old = await recordIn(path);
      if (old && old.until > now) return false;
      // What is over makes room, also for one only: whoever finishes it off.
      if (old && (await marked(path, old))) {
        await rename(draft, path);
        return true;
      }
      // That may be a sweeper, who leaves room, or another with a record. What cannot be read was cut short: it leaves no room.
      await pause(BETWEEN);
    }
    return false;
  });
}

/** Makes the mark of a record that is over; false where another made it. Its maker alone may remove or replace that record. */
export async function marked(path: string, { until }: Kept): Promise<boolean> {
  return done(writeFile(`${path}.${until}`, '', { flag: 'wx', mode: 0o600 }), 'EEXIST');
}

/** Writes a record beside its place, from where a rename or a link brings it there whole or not at all, and leaves no draft behind. */
async function drafted<T>(path: string, record: Kept, use: (draft: string) => Promise<T>): Promise<T> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(record), { flag: 'wx', mode: 0o600 });
    return await use(draft);
  } finally {
    // What fails here must not hide what became of the record; a sweeper finds the draft.
    await unlink(draft).catch(() => undefined);
  }
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
  if (member(thrown, 'code') === 'ENOENT') return '';
  throw thrown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
