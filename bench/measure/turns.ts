import { setTimeout as pause } from 'node:timers/promises';
import { load, type Load, type OneCall } from './load.ts';
import type { Reading, Server } from './server.ts';

/** One that takes turns. Without a server process only what the caller sees is measured. */
export interface Runner {
  readonly name: string;
  readonly call: OneCall;
  readonly servers: readonly Server[];
}

/** One stretch of calls; the last two are NaN where there is no server of its own. */
export interface Stretch extends Load {
  /** Milliseconds of CPU for one call, of all its servers together. */
  readonly cpu: number;
  /** Milliseconds that the server's event loop was late, 99th percentile. */
  readonly late: number;
}

/**
 * Seconds of calls at the beginning of each turn that do not count. While a server waits for its turn V8 gives memory back (its memory
 * reducer, after eight idle seconds), and with it the hidden classes that compiled code relies on: the first calls compile it anew.
 */
const LEAD = 0.7;

/** How long and how often. Times in seconds. */
export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  /** Before the first round, so that nothing compiles any more. */
  readonly warmUp: number;
}

/** Lets all run in turns, round by round, so that what else the machine does meets all alike. One list of stretches for each. */
export async function inTurns(
  runners: readonly Runner[],
  concurrency: number,
  effort: Effort,
): Promise<ReadonlyMap<string, readonly Stretch[]>> {
  const stretches = new Map<string, Stretch[]>(runners.map(({ name }) => [name, []]));
  for (const { call } of runners) await load(call, concurrency, { seconds: effort.warmUp });
  for (let round = 0; round < effort.rounds; round++)
    for (const runner of runners) stretches.get(runner.name)?.push(await stretch(runner, concurrency, effort.seconds));
  return stretches;
}

async function stretch({ call, servers }: Runner, concurrency: number, seconds: number): Promise<Stretch> {
  await load(call, concurrency, { seconds: LEAD });
  globalThis.gc?.();
  await pause(20);
  const before = await Promise.all(servers.map((server) => server.begin()));
  const seen = await load(call, concurrency, { seconds });
  const after = await Promise.all(servers.map((server) => server.read()));
  const used = (readings: readonly Reading[]) => readings.reduce((sum, { cpu }) => sum + cpu, 0);
  if (servers.length === 0) return { ...seen, cpu: Number.NaN, late: Number.NaN };
  return { ...seen, cpu: ((used(after) - used(before)) * 1_000) / seen.calls, late: Math.max(...after.map(({ late }) => late)) };
}
