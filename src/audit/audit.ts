import { StewardError, type JsonObject } from '../operation/index.ts';
import { newKey, sealerFor, type StateKey } from '../state/index.ts';
import { hashOf } from './chain.ts';
import { LockHeld } from './lock.ts';
import { sealedLine, type PreImage } from './pre-images.ts';
import { openWriter, type Writer } from './writer.ts';

/** One thing that happened. Never holds the value of a secret. */
export interface AuditEvent extends JsonObject {
  readonly event: 'started' | 'ended' | 'repeated' | 'preview' | 'refused' | 'approved' | 'denied' | 'declined' | 'expired';
}

/** An append-only log of what was done, refused, shown and decided. */
export interface Audit {
  /** Writes one line; `started` is on disk when it returns, others soon after. Throws `audit_unavailable` when it cannot. */
  readonly append: (event: AuditEvent) => void;
  /** Encrypts what a call is about to remove or replace and keeps it on disk. Answers the SHA-256 of the kept line. Throws `audit_unavailable`. */
  readonly keep: (image: PreImage) => string | undefined;
  /** A keyed digest: tells whether two texts are the same, and nothing to those who guess. */
  readonly digest: (text: string) => string;
  /** Whether this process writes the file, or could; false where another one does. */
  readonly writable: () => boolean;
  /** Closes the file and gives up its lock; once is enough. */
  readonly close: () => void;
}

/** What an audit file is opened with. */
export interface AuditOptions {
  /** Makes digests and encrypts pre-images. Without it, with a key that is forgotten. */
  readonly key?: StateKey | undefined;
  /** Size in megabytes (10^6 bytes) that no file exceeds. */
  readonly maxMegabytes?: number | undefined;
  /** Is told when another process holds the file at the start. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** An audit that keeps nothing, where no file is set. */
export const noAudit: Audit = {
  append: () => undefined,
  keep: () => undefined,
  digest: () => '',
  writable: () => false,
  close: () => undefined,
};

/**
 * Opens (or creates, mode 0600) a chained NDJSON file and continues its chain from its last line, also across files that were set aside
 * when they were full. Throws `audit_unavailable` when the file cannot be opened or ends in something else than a line of an audit.
 * While another live process writes to it every `append` throws instead, so that reads go on, and the first one after takes over.
 */
export function openAudit(path: string, { key = newKey(), maxMegabytes = 100, warn }: AuditOptions = {}): Audit {
  const digester = sealerFor(key, 'audit');
  let writer: Writer | undefined;
  let closed = false;
  const ready = (): Writer => {
    // The number of a closed file may belong to another one by now.
    if (closed) throw new Error('the audit is closed');
    return (writer ??= openWriter(path, maxMegabytes * 1_000_000));
  };
  const writable = () => {
    try {
      return ready() !== undefined;
    } catch {
      return false;
    }
  };
  try {
    ready();
  } catch (thrown) {
    if (!(thrown instanceof LockHeld)) throw unavailable(thrown, `The audit file ${path} cannot be opened.`);
    warn?.(`${thrown.message} Nothing that changes anything runs here meanwhile. If that process is gone, delete ${thrown.path}.`);
  }
  return {
    append: (event) => attempt(() => ready().append(event, event.event === 'started'), 'The audit cannot be written.'),
    keep: (image) =>
      attempt(() => {
        const line = sealedLine(image, key);
        ready().keep(line);
        return hashOf(line.trimEnd());
      }, 'What is about to be removed or replaced cannot be kept.'),
    digest: digester.digest,
    writable,
    close: () => {
      if (!closed) writer?.close();
      closed = true;
    },
  };
}

function attempt<T>(action: () => T, message: string): T {
  try {
    return action();
  } catch (thrown) {
    throw unavailable(thrown, message);
  }
}

function unavailable(thrown: unknown, message: string): StewardError {
  return thrown instanceof StewardError ? thrown : new StewardError('audit_unavailable', message, { cause: thrown });
}
