import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';

/** The text of a file that the person named. Throws a usage error that names the file and what is wrong with it. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new InvalidArgumentError(`${path} cannot be read (${codeOf(thrown)}).`);
  }
}

/** All of stdin, until it closes. */
export function readStdin(): string {
  return readFileSync(0, 'utf8');
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown reason';
}
