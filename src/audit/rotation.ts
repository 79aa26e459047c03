import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StewardError } from '../operation/index.ts';
import { linkOf } from './chain.ts';
import { tailOf } from './lines.ts';

/** Where a chain stands: number and hash of its last line. */
export interface Head {
  readonly seq: number;
  readonly prev: string;
}

/** The file beside an audit file in which pre-images are kept. */
export function preImagesOf(path: string): string {
  return `${path}.preimages`;
}

const STAMP = /^\.\d{8}T\d{9}Z(-\d+)?$/;

/** The files that an audit file became when it was full, oldest first by their names. */
export function rotatedFrom(path: string): readonly string[] {
  const name = basename(path);
  const found = readdirSync(dirname(path)).filter((other) => other.startsWith(name) && STAMP.test(other.slice(name.length)));
  return found.toSorted().map((other) => join(dirname(path), other));
}

/**
 * Begins a file that continues a chain: its only line is `rotated` and names the file before it, with its last hash as `prev`.
 * The file appears whole: a crash leaves the old state or the new one.
 */
export function beginContinuation(path: string, before: string, { seq, prev }: Head): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    const { line } = linkOf({ seq: seq + 1, at: new Date().toISOString(), event: 'rotated', file: basename(before), last: prev, prev });
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}

/** Gives a full file, and its pre-images, a name with the time in it. Answers the name. */
export function setAside(path: string): string {
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, '');
  let target = `${path}.${stamp}`;
  for (let n = 2; existsSync(target); n += 1) target = `${path}.${stamp}-${n}`;
  renameSync(path, target);
  if (existsSync(preImagesOf(path))) renameSync(preImagesOf(path), preImagesOf(target));
  return target;
}

/** The end of the newest file that was set aside, where the current one is missing: a crash came between the two renames. */
export function lastSetAside(path: string): (Head & { readonly file: string }) | undefined {
  let newest: (Head & { readonly file: string }) | undefined;
  for (const file of rotatedFrom(path)) {
    const tail = tailOf(file);
    if (typeof tail === 'string' || tail.torn.length > 0 || !tail.last)
      throw new StewardError('audit_unavailable', `The audit file ${file} is not intact; run: steward-mcp audit verify ${file}`);
    const seq = Number(tail.last.seq);
    // By number and not by name: clocks go backwards.
    if (newest === undefined || seq > newest.seq) newest = { file, seq, prev: tail.last.hash };
  }
  return newest;
}

function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r');
    fsyncSync(file);
    closeSync(file);
  } catch {
    // Windows knows no such thing.
  }
}
