import { readFileSync, readSync } from 'node:fs';
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
  const pieces: Buffer[] = [];
  const [buffer, pause] = [Buffer.alloc(65_536), new Int32Array(new SharedArrayBuffer(4))];
  for (;;) {
    const size = sizeRead(buffer);
    if (size === 0)
      return Buffer.concat(pieces)
        .toString('utf8')
        .replace(/^\uFEFF/, '');
    if (size === undefined) Atomics.wait(pause, 0, 0, 5);
    else pieces.push(Buffer.from(buffer.subarray(0, size)));
  }
}

/** How much of stdin was there; undefined where whoever writes has opened it without blocking, and has nothing at this moment. */
function sizeRead(buffer: Buffer): number | undefined {
  try {
    return readSync(0, buffer);
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'EAGAIN') return undefined;
    // As some systems tell the end.
    if (code === 'EOF') return 0;
    throw thrown;
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown reason';
}
