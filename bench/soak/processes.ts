import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isObject, member } from '../../src/operation/json.ts';

/** The built command line; npm starts everything in the top folder. */
const MAIN = join(process.cwd(), 'dist/src/cli/main.js');
const WATCH = pathToFileURL(join(process.cwd(), 'bench/soak/watch.mjs')).href;

/** What a server says about itself after a forced collection; sizes in bytes. */
export interface Reading {
  /** Without compiled code. */
  readonly heap: number;
  /** What the engine compiled: the longer rare things happen, the more of them it has. */
  readonly code: number;
  readonly rss: number;
  readonly external: number;
  /** Sockets that were accepted, and that it opened. */
  readonly inbound: number;
  readonly outbound: number;
  /** Whatever keeps the process alive. */
  readonly resources: number;
  readonly warnings: readonly string[];
}

/** A process of the product. */
export interface Process {
  readonly name: string;
  readonly child: ChildProcess;
  /** The first match in what it prints, on stdout or stderr. Rejects when it ends before. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly read: () => Promise<Reading>;
  /** Lines on stderr that are errors, or no log lines at all. */
  readonly complaints: () => readonly string[];
  /** Whether it has ended without being told to. */
  readonly isLost: () => boolean;
  /** Tells it to end with SIGTERM; how it ended: 0, another code, or a signal. */
  readonly stop: () => Promise<string>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a command, with nothing of this process's environment but `PATH`. */
export function startProcess(name: string, args: readonly string[], environment: Readonly<Record<string, string>>): Process {
  const env = { PATH: process.env['PATH'], ...environment };
  const child = spawn(process.execPath, ['--expose-gc', '--import', WATCH, MAIN, ...args], { env, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
  running.add(child);
  const complaints: string[] = [];
  let [printed, rest, told] = ['', '', false];
  const hear = (text: string) => (printed = (printed + text).slice(-8_000));
  child.stdout?.setEncoding('utf8').on('data', hear);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    hear(text);
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (complaints.length < 100) complaints.push(...lines.filter(isComplaint));
  });
  // It may end before it reads what is written to it.
  child.stdin?.on('error', () => undefined);
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => {
    running.delete(child);
    return String(code ?? signal);
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    name,
    child,
    complaints: () => complaints,
    isLost: () => isOver() && !told,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(printed);
          if (match) resolve(match);
        };
        child.stdout?.on('data', look);
        child.stderr?.on('data', look);
        child.once('close', () => reject(new Error(`${name} ended without printing ${pattern}: ${printed}`)));
        look();
      }),
    read: async () => {
      const answered = Promise.race([once(child, 'message'), ended.then(() => Promise.reject(new Error(`${name} has ended`)))]);
      child.send('read');
      const [message]: unknown[] = await answered;
      return readingIn(message);
    },
    stop: async () => {
      told = told || !isOver();
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Runs a command to its end; what it printed, and its exit code. */
export async function runCommand(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], ...environment }, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code]: unknown[] = await once(child, 'close');
  return { code, stdout, stderr };
}

/** What the servers print at the start is theirs; log lines count from level `error`. */
function isComplaint(line: string): boolean {
  if (line === '' || /^(steward-mcp |connect: |approvals: )/.test(line)) return false;
  try {
    const level = member(JSON.parse(line), 'level');
    return level === 'error' || level === 'fatal' || Number(level) >= 50;
  } catch {
    return true;
  }
}

function readingIn(message: unknown): Reading {
  const number = (name: string) => Number(member(message, name));
  const warnings = isObject(message) && Array.isArray(message['warnings']) ? message['warnings'].map(String) : [];
  const [heap, code, rss, external] = [number('heap'), number('code'), number('rss'), number('external')];
  return { heap, code, rss, external, inbound: number('inbound'), outbound: number('outbound'), resources: number('resources'), warnings };
}
