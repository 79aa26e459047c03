import { createHash } from 'node:crypto';
import { isObject, member, type JsonObject } from '../operation/index.ts';

/** What stands before the first line of a chain. */
export const GENESIS = '0'.repeat(64);

/** One line of a chain: its text without line end, and its hash, which the next line names as `prev`. */
export interface Link {
  readonly line: string;
  readonly hash: string;
}

/** Seals an entry: its last member `hash` is the SHA-256 of the same JSON text without it, so that a change shows even in the last line. */
export function linkOf(entry: JsonObject): Link {
  const text = JSON.stringify(entry);
  const hash = hashOf(text);
  return { line: `${text.slice(0, -1)},"hash":"${hash}"}`, hash };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The outcome of checking a chain. */
export type Verdict =
  | { readonly intact: true; readonly lines: number; readonly last: string }
  | { readonly intact: false; readonly line: number; readonly reason: string };

/** Checks that every line has its own hash, names that of the one before it and counts on by one. A last line without line end is a torn write and counts as a fault. */
export function verifyChain(text: string): Verdict {
  if (text !== '' && !text.endsWith('\n'))
    return { intact: false, line: text.split('\n').length, reason: 'the last line is torn: it has no end' };
  const lines = text.split('\n').slice(0, -1);
  let prev = GENESIS;
  for (const [index, line] of lines.entries()) {
    const entry = parsed(line);
    const reason = faultOf(line, entry, index + 1, prev);
    if (reason !== undefined) return { intact: false, line: index + 1, reason };
    prev = String(member(entry, 'hash'));
  }
  return { intact: true, lines: lines.length, last: prev };
}

const SEAL = /,"hash":"([0-9a-f]{64})"\}$/;

function faultOf(line: string, entry: unknown, seq: number, prev: string): string | undefined {
  if (!isObject(entry)) return 'is not a JSON object';
  if (hashOf(`${line.replace(SEAL, '')}}`) !== SEAL.exec(line)?.[1]) return 'was changed: its hash is not that of its text';
  if (entry['seq'] !== seq) return `has number ${String(entry['seq'])} where ${seq} belongs: a line was removed, inserted or moved`;
  if (entry['prev'] !== prev)
    return seq === 1 ? 'does not begin the chain' : `does not follow line ${seq - 1}: that line was changed, or one was exchanged`;
  return undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
