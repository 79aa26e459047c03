import { median } from '../measure/statistics.ts';
import type { Effort, Stretch } from '../measure/turns.ts';
import type { Options, Section, Verdict } from './part.ts';

/** Stretches of each contestant, by its name. One is called `raw`, one `direct`. */
export type Measured = ReadonlyMap<string, readonly Stretch[]>;

/** What one came to, beside the floor and beside asking the vendor directly. */
export interface Compared {
  readonly name: string;
  /** Server CPU per call, calls a second and 99th percentile of latency, divided by raw's. */
  readonly cpu: number;
  readonly rate: number;
  readonly p99: number;
  /** Calls a second divided by those of asking directly. */
  readonly ofDirect: number;
  /** Milliseconds of the median call beyond asking directly. */
  readonly over: number;
  /** Milliseconds that the event loop was late, 99th percentile. */
  readonly late: number;
}

/** How much is run for calls of a tool. */
export function effortFor({ quick }: Options): Effort {
  return quick ? { rounds: 5, seconds: 0.6, warmUp: 2 } : { rounds: 7, seconds: 2, warmUp: 4 };
}

/** A table of calls; `judge` says what is asked of Steward's rows. */
export function callSection(
  { title, about }: Pick<Section, 'title' | 'about'>,
  measured: Measured,
  judge: (one: Compared) => readonly Verdict[],
): Section {
  const all = [...measured].map(([name, own]) => ({ ...compared(name, own, measured), own }));
  const columns = [
    '',
    'calls/s',
    '/ raw',
    '/ direct',
    'CPU ms/call',
    '/ raw',
    'p50 ms',
    'over direct',
    'p99 ms',
    '/ raw',
    'loop late p99 ms',
  ];
  const rows = all.map(({ name, own, rate, ofDirect, cpu, over, p99, late }) => {
    const of = (pick: (stretch: Stretch) => number) => median(own.map(pick));
    return [
      name,
      of((one) => one.rate),
      rate,
      ofDirect,
      of((one) => one.cpu),
      cpu,
      of((one) => one.p50),
      over,
      of((one) => one.p99),
      p99,
      late,
    ];
  });
  return { title, about, columns, rows, verdicts: all.filter(({ name }) => name.startsWith('steward')).flatMap(judge) };
}

function compared(name: string, own: readonly Stretch[], measured: Measured): Compared {
  const [raw, direct] = [measured.get('raw') ?? [], measured.get('direct') ?? []];
  return {
    name,
    cpu: ratio(own, raw, ({ cpu }) => cpu),
    rate: ratio(own, raw, ({ rate }) => rate),
    p99: ratio(own, raw, ({ p99 }) => p99),
    ofDirect: ratio(own, direct, ({ rate }) => rate),
    over: median(own.map(({ p50 }, round) => p50 - (direct[round]?.p50 ?? Number.NaN))),
    late: median(own.map(({ late }) => late)),
  };
}

/** The median over the rounds of one's figure divided by the other's of the same round. */
export function ratio(own: readonly Stretch[], other: readonly Stretch[], pick: (stretch: Stretch) => number): number {
  return median(own.map((stretch, round) => pick(stretch) / (other[round] ? pick(other[round]) : Number.NaN)));
}
