import { cpus, loadavg, totalmem } from 'node:os';

/** Where and when a run was made. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  /** Gigabytes. */
  readonly memory: number;
  readonly node: string;
  /** What else it did: the mean number of runnable processes in the minute before the run. */
  readonly load: number;
}

/** This machine, now. */
export function thisMachine(): Machine {
  const [{ model } = { model: 'unknown' }] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: model.trim(),
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: loadavg()[0] ?? Number.NaN,
  };
}
