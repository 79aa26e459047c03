import { createHash } from 'node:crypto';
import { isObject } from '../operation/index.ts';

/** What stands before the first line of a chain. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 of a line's text, in hex: what the next line names as `prev`. */
export function hashOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

/** The outcome of checking a chain. */
export type Verdict =
  | { readonly intact: true; readonly lines: number; readonly last: string }
  | { readonly intact: false; readonly line: number; readonly reason: string };

/** Checks that every line names the hash of the one before it and counts on by one. A last line without line end is a torn write and counts as a fault. */
export function verifyChain(text: string): Verdict {
  if (text !== '' && !text.endsWith('\n')) return { intact: false, line: text.split('\n').length, reason: 'the last line is torn: it has no end' };
  const lines = text.split('\n').slice(0, -1);
  let prev = GENESIS;
  for (const [index, line] of lines.entries()) {
    const reason = faultOf(line, index + 1, prev);
    if (reason !== undefined) return { intact: false, line: index + 1, reason };
    prev = hashOf(line);
  }
  return { intact: true, lines: lines.length, last: prev };
}

function faultOf(line: string, seq: number, prev: string): string | undefined {
  const entry = parsed(line);
  if (!isObject(entry)) return 'is not a JSON object';
  if (entry['seq'] !== seq) return `has number ${String(entry['seq'])} where ${seq} belongs: a line was removed, inserted or moved`;
  if (entry['prev'] !== prev) return seq === 1 ? 'does not begin the chain' : `does not follow line ${seq - 1}: that line was changed, or one was exchanged`;
  return undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
