import { access, open, readFile, rename, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject, type JsonObject } from '../operation/index.ts';

/** A record as its file holds it. */
export interface Kept {
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly value: JsonObject;
}

/** The record in a file; undefined where there is none, or something else. */
export async function recordIn(path: string): Promise<Kept | undefined> {
  const record = parsed(await readFile(path, 'utf8').catch(() => ''));
  if (!isObject(record) || typeof record['until'] !== 'number' || !isObject(record['value'])) return undefined;
  return { until: record['until'], value: record['value'] };
}

/** Puts a record into a file in one step: nobody ever reads half of it. */
export async function replaceRecord(path: string, record: Kept): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(record), { mode: 0o600 });
  await rename(draft, path);
}

/** How often, and how long in milliseconds, others are waited for who finish a record off. A crash may have kept them from it. */
const [LOOKS, BETWEEN] = [40, 5];

/** Puts a record where none lives: true for exactly one of all processes. `now` in milliseconds. */
export async function addRecord(path: string, record: Kept, now: number): Promise<boolean> {
  for (let left = LOOKS; left > 0; left -= 1) {
    if (await createdNew(path, JSON.stringify(record))) return true;
    const old = await recordIn(path);
    // What cannot be read is being written, or was cut short.
    if (old ? old.until > now : await isThere(path)) return false;
    // What is over makes room, also for one only: whoever finishes it off.
    if (old && (await createdNew(markOf(path, old), ''))) {
      await replaceRecord(path, record);
      return true;
    }
    // That may be a sweeper, who leaves room, or another with a record.
    await pause(BETWEEN);
  }
  return false;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The file whose maker alone may remove or replace a record that is over. */
export function markOf(path: string, { until }: Kept): string {
  return `${path}.${until}`;
}

/** False where there is a file already. Exclusive creation is atomic between processes. */
export async function createdNew(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (thrown) {
    if (isObject(thrown) && thrown['code'] === 'EEXIST') return false;
    throw thrown;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
