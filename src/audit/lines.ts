import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { sealedIn, type Sealed } from './chain.ts';

/** One line of a file without its end. */
export interface Line {
  readonly bytes: Buffer;
  /** It ends with a line break; false for a torn last line only. */
  readonly ended: boolean;
}

const CHUNK = 1024 * 1024;
const NEWLINE = 10;

/** The lines of a file, read in pieces: a file may be larger than a string can be. */
export function* linesIn(path: string): Generator<Line> {
  const file = openSync(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (let piece = read(file, null, CHUNK); piece.length > 0; piece = read(file, null, CHUNK)) {
      rest = Buffer.concat([rest, piece]);
      let from = 0;
      for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE, from)) {
        yield { bytes: rest.subarray(from, end), ended: true };
        from = end + 1;
      }
      rest = rest.subarray(from);
    }
    if (rest.length > 0) yield { bytes: rest, ended: false };
  } finally {
    closeSync(file);
  }
}

/** The lines of a text. */
export function linesOf(text: string): Line[] {
  const parts = text.split('\n');
  const last = parts.pop() ?? '';
  const lines = parts.map((part) => ({ bytes: Buffer.from(part), ended: true }));
  return last === '' ? lines : [...lines, { bytes: Buffer.from(last), ended: false }];
}

/** The end of a chained file. */
export interface Tail {
  /** The last whole line that carries its own hash; undefined where there is none. */
  readonly last: Sealed | undefined;
  /** It is the first line of the file. */
  readonly only: boolean;
  /** What stands after it, without a line end: a write that a crash cut short. Empty where there is nothing. */
  readonly torn: Buffer;
  /** Length of the file in bytes. */
  readonly size: number;
}

/** No event is nearly as long; more without a sealed line is no audit file. */
const FARTHEST = 64 * 1024 * 1024;

/**
 * Reads only as much of the end of a file as its last sealed line needs. A string tells what is wrong: the last whole line was
 * changed, or is none of ours. Whole lines that are not sealed count as torn only where a piece without a line end follows.
 */
export function tailOf(path: string): Tail | string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    for (let window = 64 * 1024; ; window *= 4) {
      const start = Math.max(0, size - window);
      const found = tailIn(readAll(file, start, size), start, size);
      if (found !== undefined) return found;
      if (window > FARTHEST) return 'has no line of an audit at its end';
    }
  } finally {
    closeSync(file);
  }
}

/** Undefined when more must be read to tell. */
function tailIn(bytes: Buffer, start: number, size: number): Tail | string | undefined {
  let end = bytes.lastIndexOf(NEWLINE);
  const wholeEnd = end === bytes.length - 1;
  while (end !== -1) {
    const begin = end === 0 ? 0 : bytes.lastIndexOf(NEWLINE, end - 1) + 1;
    if (begin === 0 && start > 0) return undefined;
    const last = sealedIn(bytes.subarray(begin, end).toString('utf8'));
    if (typeof last !== 'string') return { last, only: start + begin === 0, torn: bytes.subarray(end + 1), size };
    if (wholeEnd) return `ends with a line that ${last}`;
    end = begin === 0 ? -1 : begin - 1;
  }
  return start > 0 ? undefined : { last: undefined, only: false, torn: bytes, size };
}

function readAll(file: number, from: number, to: number): Buffer {
  const pieces: Buffer[] = [];
  for (let at = from; at < to;) {
    const piece = read(file, at, Math.min(CHUNK, to - at));
    if (piece.length === 0) break;
    pieces.push(piece);
    at += piece.length;
  }
  return Buffer.concat(pieces);
}

function read(file: number, at: number | null, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(file, buffer, 0, length, at));
}
