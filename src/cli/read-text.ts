import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';

/** The text of a file that the person named, without a byte order mark. Throws a usage error that names the file and what is wrong with it. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (thrown) {
    throw new InvalidArgumentError(`${path} cannot be read (${codeOf(thrown)}).`);
  }
}

/** All of stdin, until it closes, without a byte order mark. */
export function readStdin(): string {
  return readFileSync(0, 'utf8').replace(/^\uFEFF/, '');
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown reason';
}
