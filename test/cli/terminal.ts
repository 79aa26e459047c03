import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll } from 'vitest';
import { temporary } from '../temporary.ts';
import { MAIN, type Ended } from './run.ts';

/** What a person types, each when the screen shows what it answers; null ends the input instead. */
export type Typed = readonly (readonly [shown: RegExp, line: string | null])[];

const open = new Set<ReturnType<typeof spawn>>();
afterAll(() => {
  for (const child of open) child.kill('SIGKILL');
});

/** Runs a command on a pseudo-terminal, which util-linux's `script` opens, and types; `stdout` is all that the screen shows. */
export async function onTerminal(
  args: readonly string[],
  typed: Typed = [],
  environment: Readonly<Record<string, string>> = {},
  redirect = '',
): Promise<Ended> {
  const command = `"$NODE" "$MAIN" ${args.map((_, index) => `"$ARG${index}"`).join(' ')} ${redirect}`;
  const given = Object.fromEntries(args.map((arg, index) => [`ARG${index}`, arg]));
  const env = { PATH: process.env['PATH'], HOME: temporary, TERM: 'dumb', NODE: process.execPath, MAIN, ...given, ...environment };
  const child = spawn('script', ['-qec', command, '/dev/null'], { env, stdio: 'pipe' });
  open.add(child);
  let screen = '';
  const left = [...typed];
  const look = () => {
    const [next] = left;
    if (!next?.[0].test(screen)) return;
    left.shift();
    // In a terminal the end of the input is a key, too.
    child.stdin.write(next[1] === null ? '\u0004' : `${next[1]}\n`);
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    look();
  });
  child.stdin.on('error', () => undefined);
  const [code]: unknown[] = await once(child, 'close');
  open.delete(child);
  return { code: typeof code === 'number' ? code : null, stdout: screen.replaceAll('\r\n', '\n'), stderr: '' };
}
