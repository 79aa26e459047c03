import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { StewardError, type JsonObject } from '../operation/index.ts';
import { GENESIS, hashOf, verifyChain } from './chain.ts';

/** One thing that happened. Never holds the value of a secret. */
export interface AuditEvent extends JsonObject {
  readonly event: 'started' | 'ended' | 'preview' | 'refused';
}

/** An append-only log of what was done, refused and shown. */
export interface Audit {
  /** Writes one line, on disk when it returns. Throws `audit_unavailable` when it cannot. */
  readonly append: (event: AuditEvent) => void;
  readonly close: () => void;
}

/** An audit that keeps nothing, where no file is set. */
export const noAudit: Audit = { append: () => undefined, close: () => undefined };

/** Opens (or creates, mode 0600) a chained NDJSON file and continues its chain. Throws `audit_unavailable` when it is not intact. */
export function openAudit(path: string): Audit {
  const { seq, prev } = endOf(path);
  let last = { seq, prev };
  const file = attempt(() => openSync(path, 'a', 0o600), `The audit file ${path} cannot be opened.`);
  return {
    append: (event) => {
      const line = JSON.stringify({ seq: last.seq + 1, at: new Date().toISOString(), ...event, prev: last.prev });
      attempt(() => {
        writeSync(file, `${line}\n`);
        fsyncSync(file);
      }, 'The audit cannot be written.');
      last = { seq: last.seq + 1, prev: hashOf(line) };
    },
    close: () => closeSync(file),
  };
}

function endOf(path: string): { readonly seq: number; readonly prev: string } {
  if (!existsSync(path)) return { seq: 0, prev: GENESIS };
  const text = attempt(() => readFileSync(path, 'utf8'), `The audit file ${path} cannot be read.`);
  const verdict = verifyChain(text);
  if (verdict.intact) return { seq: verdict.lines, prev: verdict.last };
  throw new StewardError('audit_unavailable', `The audit file ${path} is not intact: line ${verdict.line} ${verdict.reason}.`);
}

function attempt<T>(action: () => T, message: string): T {
  try {
    return action();
  } catch (thrown) {
    throw new StewardError('audit_unavailable', message, { cause: thrown });
  }
}
