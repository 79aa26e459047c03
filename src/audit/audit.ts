import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { StewardError, type JsonObject } from '../operation/index.ts';
import { GENESIS, linkOf, verifyChain } from './chain.ts';

/** One thing that happened. Never holds the value of a secret. */
export interface AuditEvent extends JsonObject {
  readonly event: 'started' | 'ended' | 'preview' | 'refused';
}

/** An append-only log of what was done, refused and shown. */
export interface Audit {
  /** Writes one line, on disk when it returns. Throws `audit_unavailable` when it cannot. */
  readonly append: (event: AuditEvent) => void;
  /** Closes the file; once is enough. */
  readonly close: () => void;
}

/** An audit that keeps nothing, where no file is set. */
export const noAudit: Audit = { append: () => undefined, close: () => undefined };

/** Opens (or creates, mode 0600) a chained NDJSON file and continues its chain. Throws `audit_unavailable` when it is not intact. */
export function openAudit(path: string): Audit {
  let end = endOf(path);
  const file = attempt(() => openSync(path, 'a', 0o600), `The audit file ${path} cannot be opened.`);
  const append = (event: AuditEvent) => {
    // Another process may have written to the same file since: the chain goes on from its last line.
    if (fstatSync(file).size !== end.size) end = endOf(path);
    const { line, hash } = linkOf({ seq: end.seq + 1, at: new Date().toISOString(), ...event, prev: end.prev });
    const bytes = Buffer.from(`${line}\n`);
    writeWhole(file, bytes, end.size);
    end = { seq: end.seq + 1, prev: hash, size: end.size + bytes.length };
  };
  let closed = false;
  return {
    append: (event) =>
      attempt(() => {
        // The number of a closed file may belong to another one by now.
        if (closed) throw new Error('the audit is closed');
        append(event);
      }, 'The audit cannot be written.'),
    close: () => {
      if (!closed) closeSync(file);
      closed = true;
    },
  };
}

/** Half a line, as on a full disk, would break the chain for good: it is taken back. */
function writeWhole(file: number, bytes: Uint8Array, size: number): void {
  try {
    if (writeSync(file, bytes) !== bytes.length) throw new Error('the disk took only a part of the line');
    fsyncSync(file);
  } catch (thrown) {
    ftruncateSync(file, size);
    throw thrown;
  }
}

interface End {
  readonly seq: number;
  /** Hash of the last line. */
  readonly prev: string;
  /** Length of the file in bytes. */
  readonly size: number;
}

function endOf(path: string): End {
  if (!existsSync(path)) return { seq: 0, prev: GENESIS, size: 0 };
  const bytes = attempt(() => readFileSync(path), `The audit file ${path} cannot be read.`);
  const verdict = verifyChain(bytes.toString('utf8'));
  if (verdict.intact) return { seq: verdict.lines, prev: verdict.last, size: bytes.length };
  throw new StewardError('audit_unavailable', `The audit file ${path} is not intact: line ${verdict.line} ${verdict.reason}.`);
}

function attempt<T>(action: () => T, message: string): T {
  try {
    return action();
  } catch (thrown) {
    if (thrown instanceof StewardError) throw thrown;
    throw new StewardError('audit_unavailable', message, { cause: thrown });
  }
}
