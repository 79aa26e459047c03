import { createHash } from 'node:crypto';
import { isObject, type JsonObject } from '../operation/index.ts';

/** What stands before the first line of a chain. */
export const GENESIS = '0'.repeat(64);

/** One line of a chain: its text without line end, and its hash, which the next line names as `prev`. */
export interface Link {
  readonly line: string;
  readonly hash: string;
}

/** A line that was read back and carries its own hash. */
export interface Sealed {
  readonly seq: unknown;
  readonly prev: unknown;
  readonly event: unknown;
  readonly entry: JsonObject;
  readonly hash: string;
}

/** Seals an entry: its last member `hash` is the SHA-256 of the same JSON text without it, so that a change shows even in the last line. */
export function linkOf(entry: JsonObject): Link {
  const text = JSON.stringify(entry);
  const hash = hashOf(text);
  return { line: `${text.slice(0, -1)},"hash":"${hash}"}`, hash };
}

/** SHA-256 in hexadecimal digits. */
export function hashOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

const SEAL = /,"hash":"([0-9a-f]{64})"\}$/;

/** A line read back, or in a few words what is wrong with it. */
export function sealedIn(line: string): Sealed | string {
  const entry = parsed(line);
  if (!isObject(entry)) return 'is not a JSON object';
  const hash = SEAL.exec(line)?.[1];
  if (hash === undefined || hashOf(`${line.replace(SEAL, '')}}`) !== hash) return 'was changed: its hash is not that of its text';
  return { seq: entry['seq'], prev: entry['prev'], event: entry['event'], entry, hash };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
