import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { BUNDLED, installed, RAW_STDIO, STDIO_PEERS } from '../contestants/over-stdio.ts';
import { median } from '../measure/statistics.ts';
import { handshake, namesIn, wireTo } from '../measure/stdio.ts';
import { atMost, takesPart, type Part, type Section, type Verdict } from './part.ts';

interface Start {
  /** Milliseconds from spawn to the complete list of tools. */
  readonly time: number;
  /** Milliseconds of CPU until then, all threads. */
  readonly cpu: number;
  /** Megabytes of resident memory then. */
  readonly rss: number;
  readonly tools: number;
}

const LIMITS: Readonly<Record<string, number>> = { steward: 3.2, [BUNDLED.name]: 2.3 };

/** How long a host waits for the list of tools of a server that it has just started, and the memory that this takes. */
export const coldStart: Part = {
  name: 'cold-start',
  run: async (place, options) => {
    const contestants = [RAW_STDIO, installed('steward'), BUNDLED, ...STDIO_PEERS].filter(({ name }) => takesPart(options, name));
    const ready = contestants.map((one) => ({ name: one.name, args: one.args(place), environment: one.environment(place) }));
    const starts = new Map<string, Start[]>([['node -e 0', []], ...ready.map(({ name }) => [name, []] satisfies [string, Start[]])]);
    for (let round = -1; round < (options.quick ? 7 : 21); round++) {
      const keep = (name: string, start: Start) => round >= 0 && starts.get(name)?.push(start);
      keep('node -e 0', await floor());
      for (const { name, args, environment } of ready) keep(name, await firstList(args, environment));
    }
    return [section(starts)];
  },
};

function section(starts: ReadonlyMap<string, readonly Start[]>): Section {
  const node = starts.get('node -e 0') ?? [];
  const verdicts: Verdict[] = [];
  const rows = [...starts].map(([name, own]) => {
    const times = median(own.map(({ time }, round) => time / (node[round]?.time ?? Number.NaN)));
    const cpus = median(own.map(({ cpu }, round) => cpu / (node[round]?.cpu ?? Number.NaN)));
    const rss = median(own.map((start) => start.rss));
    const limit = LIMITS[name];
    if (limit !== undefined)
      verdicts.push(atMost(`${name}: cold start / node -e 0`, times, limit, ' x'), atMost(`${name}: memory`, rss, 75, ' MB'));
    const of = (pick: (start: Start) => number) => median(own.map(pick));
    return [name, of(({ time }) => time), times, of(({ cpu }) => cpu), cpus, rss, own[0]?.tools ?? Number.NaN];
  });
  return {
    title: 'Cold start over stdio to the first tools/list',
    about:
      'From spawn to the complete list of all tools, after the handshake of a 2025 host, with every system configured. The files are in the page cache.',
    columns: ['', 'ms', '/ node -e 0', 'CPU ms', '/ node -e 0', 'RSS MB', 'tools'],
    rows,
    verdicts,
  };
}

async function floor(): Promise<Start> {
  const start = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  const time = performance.now() - start;
  // Whoever has ended cannot be asked what it used; another one says it just before it ends.
  const { stdout } = await promisify(execFile)(process.execPath, ['-p', 'const { user, system } = process.cpuUsage(); user + system']);
  return { time, cpu: Number(stdout) / 1_000, rss: Number.NaN, tools: Number.NaN };
}

async function firstList(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Start> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { env: { PATH: process.env['PATH'], ...environment }, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(child, 'close');
  try {
    const wire = wireTo(child);
    await handshake(wire);
    const list = await wire.ask('tools/list', {});
    const time = performance.now() - start;
    return { time, ...used(child.pid ?? 0), tools: namesIn(list).length };
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** What a process has used, as Linux tells it; NaN elsewhere. */
function used(pid: number): { cpu: number; rss: number } {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`).map((task) => readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8'));
    const cpu = tasks.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0);
    const rss = Number(/VmRSS:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
    return { cpu, rss };
  } catch {
    return { cpu: Number.NaN, rss: Number.NaN };
  }
}
