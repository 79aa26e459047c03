import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isObject, member, StewardError } from '../operation/index.ts';

/** Another live process holds the lock. */
export class LockHeld extends StewardError {
  /** The lock, for a person who knows that its holder is gone; a model that reads the message must not delete it. */
  readonly path: string;

  constructor(message: string, path: string) {
    super('audit_unavailable', message);
    this.path = path;
  }
}

/** A held lock. */
export interface Lock {
  /** Removes the lock file, if it is still ours. */
  readonly release: () => void;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, where the system tells: a process number is used again. */
  readonly began: string | undefined;
  /** Unlike any other lock's. */
  readonly token: string;
}

/**
 * Creates `path` with the number of this process in it, exclusively. A lock that a dead process left is taken over. Throws
 * `LockHeld` (`audit_unavailable`) that names the process which holds it; one on another machine counts as alive, because nobody here can tell.
 */
export function lockFile(path: string): Lock {
  const own: Holder = { pid: process.pid, host: hostname(), began: beganAt(process.pid), token: randomUUID() };
  const draft = `${path}.${own.token}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    take(path, draft, 0);
  } finally {
    rmSync(draft, { force: true });
  }
  mine.add(own.token);
  const release = () => {
    mine.delete(own.token);
    if (holderOf(path)?.token === own.token) rmSync(path, { force: true });
  };
  return { release };
}

/** Locks of this process. */
const mine = new Set<string>();

function take(path: string, draft: string, depth: number): void {
  // A link appears with its whole content or not at all, and only where there is no file yet.
  if (linked(draft, path)) return;
  const holder = holderOf(path);
  if (holder === undefined || isAlive(holder) || depth > 8) throw heldBy(holder, path);
  // Of all who see the same dead holder exactly one gets this second lock, and with it the right to remove the first.
  const right = `${path}.${holder.token}`;
  take(right, draft, depth + 1);
  try {
    if (holderOf(path)?.token === holder.token) rmSync(path);
    if (!linked(draft, path)) throw heldBy(holderOf(path), path);
  } finally {
    rmSync(right, { force: true });
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (thrown) {
    if (isObject(thrown) && thrown['code'] === 'EEXIST') return false;
    throw thrown;
  }
}

function holderOf(path: string): Holder | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const [pid, host, began, token] = ['pid', 'host', 'began', 'token'].map((name) => member(found, name));
    if (typeof pid !== 'number' || typeof host !== 'string' || typeof token !== 'string' || !/^[0-9a-f-]{36}$/.test(token))
      return undefined;
    return { pid, host, token, began: typeof began === 'string' ? began : undefined };
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, began, token }: Holder): boolean {
  if (host !== hostname()) return true;
  // In a container every start may get the same number.
  if (began === undefined && pid === process.pid) return mine.has(token);
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if (isObject(thrown) && thrown['code'] === 'ESRCH') return false;
  }
  return began === undefined || began === beganAt(pid);
}

/** Boot and start time of a process, from Linux' own files; undefined on other systems. */
function beganAt(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before the last bracket may hold spaces; after it the state comes first and the start time twentieth.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Ended, but not yet collected by its parent.
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${boot} ${fields[19] ?? ''}`;
  } catch {
    return undefined;
  }
}

function heldBy(holder: Holder | undefined, path: string): LockHeld {
  const who =
    holder === undefined ? 'something that is not known' : `process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`}`;
  return new LockHeld(`The audit is being written by ${who}; two cannot write to one file.`, path);
}
