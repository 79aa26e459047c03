import { closeSync, existsSync, fstatSync, fsync, fsyncSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { StewardError, type JsonObject } from '../operation/index.ts';
import { GENESIS, hashOf, linkOf, sealedIn } from './chain.ts';
import { tailOf } from './lines.ts';
import { lockFile, type Lock } from './lock.ts';
import { beginContinuation, lastSetAside, preImagesOf, setAside, type Head } from './rotation.ts';

/** The one writer of an audit file. */
export interface Writer {
  /** Writes one line; with `durable` it is on disk when this returns, else within a quarter of a second or with the next durable one. */
  readonly append: (event: JsonObject, durable: boolean) => void;
  /** Writes one line into the file of pre-images; it is on disk when this returns. */
  readonly keep: (line: string) => void;
  readonly close: () => void;
}

interface Open extends Head {
  readonly file: number;
  /** Length of the file in bytes. */
  readonly size: number;
  /** It holds nothing but the line that says what it continues. */
  readonly fresh: boolean;
}

/** How long a line that need not be on disk at once may wait for it, in milliseconds. */
const SYNC_WITHIN = 250;

/** Locks a file, opens or creates it (mode 0600) and continues its chain. `maxBytes` is the size that no file exceeds. */
export function openWriter(path: string, maxBytes: number): Writer {
  const lock = lockFile(`${path}.lock`);
  try {
    return writerFor(path, maxBytes, lock, opened(path));
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

function writerFor(path: string, maxBytes: number, lock: Lock, begun: Open): Writer {
  let now = begun;
  let waiting: NodeJS.Timeout | undefined;
  const sync = () => {
    clearTimeout(waiting);
    waiting = undefined;
    fsyncSync(now.file);
  };
  const follow = (before: string) => {
    beginContinuation(path, before, now);
    const next = opened(path);
    closeSync(now.file);
    now = next;
  };
  const write = (event: JsonObject) => {
    const { line, hash } = linkOf({ seq: now.seq + 1, at: new Date().toISOString(), ...event, prev: now.prev });
    const bytes = Buffer.from(`${line}\n`);
    if (now.size + bytes.length > maxBytes && now.size > 0 && !now.fresh) {
      sync();
      follow(setAside(path));
      return write(event);
    }
    writeWhole(now.file, bytes, now.size);
    now = { ...now, seq: now.seq + 1, prev: hash, size: now.size + bytes.length, fresh: false };
  };
  return {
    append: (event, durable) => {
      if (isGone(path)) follow(path);
      else refuseStranger(path, now);
      write(event);
      if (durable) sync();
      else waiting ??= setTimeout(() => ((waiting = undefined), fsync(now.file, () => undefined)), SYNC_WITHIN).unref();
    },
    keep: (line) => {
      const file = openSync(preImagesOf(path), 'a+', 0o600);
      try {
        const { size } = fstatSync(file);
        // A line that a crash cut short is ended first; it stays unreadable and harms no other.
        writeWhole(file, Buffer.from(`${endsInside(file, size) ? '\n' : ''}${line}`), size);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    },
    close: () => {
      sync();
      closeSync(now.file);
      lock.release();
    },
  };
}

/** Opens a file at its end; where a crash tore its last line, the first thing written says so. */
function opened(path: string): Open {
  if (isGone(path)) {
    const before = lastSetAside(path);
    if (before) beginContinuation(path, before.file, before);
  }
  const file = openSync(path, 'a', 0o600);
  try {
    const tail = tailOf(path);
    if (typeof tail === 'string')
      throw new StewardError(
        'audit_unavailable',
        `The audit file ${path} ${tail}; it is not continued. Run: steward-mcp audit verify ${path}`,
      );
    const { last, torn, size } = tail;
    const head = last ? { seq: Number(last.seq), prev: last.hash } : { seq: 0, prev: GENESIS };
    if (isWhole(torn, head)) {
      // Only its line end is missing.
      writeWhole(file, Buffer.from('\n'), size);
      closeSync(file);
      return opened(path);
    }
    if (torn.length === 0) return { file, size, ...head, fresh: tail.only && last?.event === 'rotated' };
    const { line, hash } = linkOf({
      seq: head.seq + 1,
      at: new Date().toISOString(),
      event: 'recovered',
      torn: hashOf(torn),
      prev: head.prev,
    });
    const bytes = Buffer.from(`\n${line}\n`);
    writeWhole(file, bytes, size);
    fsyncSync(file);
    return { file, seq: head.seq + 1, prev: hash, size: size + bytes.length, fresh: false };
  } catch (thrown) {
    closeSync(file);
    throw thrown;
  }
}

function isWhole(torn: Buffer, { seq, prev }: Head): boolean {
  const link = sealedIn(torn.toString('utf8'));
  return typeof link !== 'string' && link.seq === seq + 1 && link.prev === prev;
}

/** Half a line, as on a full disk, would break the chain: it is taken back. */
function writeWhole(file: number, bytes: Uint8Array, size: number): void {
  try {
    if (writeSync(file, bytes) !== bytes.length) throw new Error('the disk took only a part of the line');
  } catch (thrown) {
    ftruncateSync(file, size);
    throw thrown;
  }
}

function endsInside(file: number, size: number): boolean {
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
}

/** Somebody took the file away while it was being written; the chain goes on in a new one. */
function isGone(path: string): boolean {
  return !existsSync(path);
}

/** The lock keeps our own kind out; whatever else wrote to the file, or put another in its place, was no writer of this audit. */
function refuseStranger(path: string, { file, size }: Open): void {
  const [ours, there] = [fstatSync(file), statSync(path)];
  if (ours.ino === there.ino && there.size === size) return;
  throw new StewardError('audit_unavailable', `The audit file ${path} was changed by something else while it was open.`);
}
