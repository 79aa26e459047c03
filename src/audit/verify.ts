import { createHash, type Hash } from 'node:crypto';
import { basename } from 'node:path';
import { GENESIS, sealedIn, type Sealed } from './chain.ts';
import { linesIn, linesOf, type Line } from './lines.ts';

/** A line of one of the files, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** The outcome of checking one chain in one or more files. */
export type Verdict =
  | {
      readonly intact: true;
      readonly lines: number;
      /** Hash of the last line: kept elsewhere, it tells later whether whole lines were cut off the end. */
      readonly last: string;
      /** First lines of writes that a crash cut short and that the next start marked. */
      readonly recovered: readonly Place[];
      /** The file before the first one given, where that one is a continuation. */
      readonly continues: string | undefined;
    }
  | ({ readonly intact: false; readonly reason: string } & Place);

interface Part {
  readonly file: string;
  readonly lines: Iterable<Line>;
}

/** Checks the chain of a text; see `verifyFiles`. */
export function verifyChain(text: string): Verdict {
  return verifyParts([{ file: '', lines: linesOf(text) }]);
}

/**
 * Checks files of one chain in their order: every line has its own hash, names that of the one before it and counts on by one.
 *
 * A line that a crash tore is accepted only where the next line is the event `recovered`, which the next start wrote and which
 * names the hash of the torn bytes; it is reported as recovered. A torn line without it is a fault: shortening a line by hand is found
 * like any other change, and shortening the last one is found until a start recovers it, and stays visible as recovered after.
 *
 * A first file may begin with a higher number than 1 when its first line is `rotated`. Cutting whole lines off the end leaves a chain
 * that is intact: only the last hash, kept elsewhere, tells. Throws what reading a file throws.
 */
export function verifyFiles(paths: readonly string[]): Verdict {
  return verifyParts(paths.map((path) => ({ file: path, lines: linesIn(path) })));
}

interface Torn extends Place {
  readonly reason: string;
  readonly hash: Hash;
}

function verifyParts(parts: readonly Part[]): Verdict {
  let [seq, prev, lines] = [0, GENESIS, 0];
  let continues: string | undefined;
  const recovered: Place[] = [];
  for (const [index, { file, lines: all }] of parts.entries()) {
    let line = 0;
    let torn: Torn | undefined;
    const rest = all[Symbol.iterator]();
    for (let next = rest.next(); !next.done; next = rest.next()) {
      line += 1;
      lines += 1;
      const fault = (reason: string, at = line): Verdict => ({ intact: false, file, line: at, reason });
      const { bytes, ended } = next.value;
      if (!ended) return torn ? fault(torn.reason, torn.line) : fault('the last line is torn: it has no end');
      const link = sealedIn(bytes.toString('utf8'));
      if (typeof link === 'string') {
        if (torn) torn.hash.update('\n').update(bytes);
        else torn = { file, line, reason: link, hash: createHash('sha256').update(bytes) };
        continue;
      }
      if (torn) {
        if (link.event !== 'recovered' || torn.hash.digest('hex') !== link.entry['torn']) return fault(torn.reason, torn.line);
        recovered.push({ file: basename(file), line: torn.line });
        torn = undefined;
      } else if (link.event === 'recovered') return fault('tells of a torn line before it, which was removed');
      if (index === 0 && line === 1 && isContinuation(link)) {
        continues = String(link.entry['file']);
        [seq, prev] = [Number(link.seq) - 1, String(link.prev)];
      }
      if (link.seq !== seq + 1) return fault(misplaced(link.seq, seq + 1, rest));
      if (link.prev !== prev) return fault(seq === 0 ? 'does not begin the chain' : unlinked(index > 0 && line === 1, line));
      if (index > 0 && line === 1 && link.event !== 'rotated') return fault('does not say that it continues another file');
      [seq, prev] = [seq + 1, link.hash];
    }
    if (torn) return { intact: false, file, line: torn.line, reason: torn.reason };
  }
  return { intact: true, lines, last: prev, recovered, continues };
}

function isContinuation({ event, seq, prev }: Sealed): boolean {
  return event === 'rotated' && Number.isInteger(seq) && typeof prev === 'string';
}

/** What happened to the numbers, told by what follows. */
function misplaced(found: unknown, expected: number, rest: Iterator<Line>): string {
  const says = `has number ${String(found)} where ${expected} belongs`;
  if (typeof found !== 'number') return says;
  if (found < expected) return `${says}: it was inserted, or the lines were reordered`;
  for (let next = rest.next(); !next.done; next = rest.next()) {
    const later = sealedIn(next.value.bytes.toString('utf8'));
    if (typeof later !== 'string' && later.seq === expected) return `${says}: the lines were reordered`;
  }
  return found === expected + 1 ? `${says}: a line was removed` : `${says}: ${found - expected} lines were removed`;
}

function unlinked(firstOfFile: boolean, line: number): string {
  return firstOfFile
    ? 'does not continue the file before it: another file belongs there, or its end was changed'
    : `does not follow line ${line - 1}: that line was changed, or one was exchanged`;
}
