import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { member, StewardError } from '../operation/index.ts';

/** Yields 32 bytes from which every other key is derived, the same each time. Read when first needed, so that a server that seals nothing writes nothing. */
export type StateKey = () => Buffer;

/** The key of a setting: a text of 32 characters or more, whatever it says. */
export function keyFromText(text: string): StateKey {
  const key = createHash('sha256').update(text).digest();
  return () => key;
}

/** A key that dies with the process. */
export function newKey(): StateKey {
  const key = randomBytes(32);
  return () => key;
}

/**
 * The key kept in a folder, made when there is none. Two processes that start at once agree on the first one written. Throws
 * `state_unavailable` where the folder cannot be used.
 */
export function keyIn(folder: string): StateKey {
  let known: Buffer | undefined;
  return () => {
    try {
      return (known ??= readOrMake(folder));
    } catch (thrown) {
      if (thrown instanceof StewardError) throw thrown;
      const code = member(thrown, 'code');
      const why = typeof code === 'string' ? ` (${code})` : '';
      throw new StewardError('state_unavailable', `The state folder of this server cannot be used${why}.`, { cause: thrown });
    }
  };
}

function readOrMake(folder: string): Buffer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'key');
  if (!existsSync(path)) make(path);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
  if (key.length !== 32)
    throw new StewardError('state_unavailable', 'The key in the state folder of this server is none of 32 bytes.', {
      // For the log alone: whoever follows it ends pending confirmations and handles.
      cause: new Error(`${path} holds no key of 32 bytes; delete it to make a new one (pending confirmations and handles end then).`),
    });
  return key;
}

function make(path: string): void {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
    // A link appears with the whole key or not at all, and only where there is none yet: nobody reads half of one.
    linkSync(draft, path);
  } catch (thrown) {
    if (member(thrown, 'code') !== 'EEXIST') throw thrown;
  } finally {
    rmSync(draft, { force: true });
  }
}
