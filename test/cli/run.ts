import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { temporary } from '../temporary.ts';

/** The built command line, as `npm run build` leaves it. */
export const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command is run with. */
export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What it reads from stdin, which then closes. */
  readonly input?: string;
}

/** A command that keeps running. */
export interface Running {
  readonly child: ChildProcess;
  /** The first match in what it printed so far, on stdout or stderr; waits for it. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<Ended>;
}

const children = new Set<ChildProcess>();

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** Runs a command to its end, with nothing of this process's environment, and a home of its own. */
export async function run(args: readonly string[], { environment = {}, input = '' }: RunOptions = {}): Promise<Ended> {
  const { child, ended } = start(args, environment);
  child.stdin?.end(input);
  return ended;
}

/** Starts a command and leaves its stdin open. */
export function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { HOME: temporary, ...environment }, stdio: 'pipe' });
  children.add(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A command may end before it reads what is written to it.
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(([code]: unknown[]): Ended => {
    children.delete(child);
    return { code: typeof code === 'number' ? code : null, stdout, stderr };
  });
  return { child, ended, printed: (pattern) => firstMatch(child, pattern, () => stdout + stderr) };
}

async function firstMatch(child: ChildProcess, pattern: RegExp, text: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = pattern.exec(text());
      if (match) resolve(match[0]);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('close', () => reject(new Error(`ended without printing ${pattern}: ${text()}`)));
    look();
  });
}
