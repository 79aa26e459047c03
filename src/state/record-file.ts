import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
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

/** Puts a record where none lives: true for exactly one of all processes. `now` in milliseconds. */
export async function addRecord(path: string, record: Kept, now: number): Promise<boolean> {
  if (await createdNew(path, JSON.stringify(record))) return true;
  const old = await recordIn(path);
  if (!old || old.until > now) return false;
  // What is over makes room, also for one only: whoever finishes it off.
  if (!(await createdNew(markOf(path, old), ''))) return false;
  await replaceRecord(path, record);
  return true;
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
