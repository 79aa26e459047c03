import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { member } from '../../src/operation/json.ts';

/** What a server process says about itself. */
export interface Reading {
  /** Seconds of CPU that it has used since its start, all threads. */
  readonly cpu: number;
  /** Milliseconds that its event loop was late, 99th percentile since `begin`. */
  readonly late: number;
  /** Bytes. */
  readonly rss: number;
  readonly heapUsed: number;
}

/** A server process under measurement. */
export interface Server {
  readonly child: ChildProcess;
  /** The first match of `pattern` in what it prints to stderr. Rejects when it ends before, or is silent for 30 seconds. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  /** The same as `read`, and it looks at its event loop until the next reading. */
  readonly begin: () => Promise<Reading>;
  /** Asks it about itself; with `collect` after a forced garbage collection. */
  readonly read: (collect?: 'collect') => Promise<Reading>;
  readonly stop: () => Promise<void>;
}

const PROBE = new URL('probe.js', import.meta.url).href;
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Path of a compiled module of this bench. */
export function compiled(path: string): string {
  return fileURLToPath(new URL(`../${path}.js`, import.meta.url));
}

/** Starts a node program with the probe in it, and nothing of this process's environment but `PATH`. */
export function startServer(args: readonly string[], environment: Readonly<Record<string, string>>): Server {
  const env = { PATH: process.env['PATH'], ...environment };
  const child = spawn(process.execPath, ['--expose-gc', '--import', PROBE, ...args], { env, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
  running.add(child);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-4_000)));
  const ended = once(child, 'close').then(() => running.delete(child));
  const asked = async (question: 'begin' | 'read' | 'collect'): Promise<Reading> => {
    const answered = once(child, 'message');
    child.send(question);
    const [reading]: unknown[] = await answered;
    const number = (name: string) => Number(member(reading, name));
    return { cpu: number('cpu'), late: number('late'), rss: number('rss'), heapUsed: number('heapUsed') };
  };
  const printed = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const fail = () => reject(new Error(`${args.join(' ')} did not print ${pattern}:\n${stderr}`));
      const timer = setTimeout(fail, 30_000);
      const look = () => {
        const match = pattern.exec(stderr);
        if (!match) return;
        clearTimeout(timer);
        resolve(match[0]);
      };
      child.stderr?.on('data', look);
      child.once('close', fail);
      look();
    });
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { child, printed, begin: () => asked('begin'), read: (collect) => asked(collect ?? 'read'), stop };
}
