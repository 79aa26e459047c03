import type { Found, Sample, ServerFound } from './run.ts';
import { slopeOf, type Slope } from './slope.ts';
import { total } from './tally.ts';

/** Something that must hold after a soak, and what was found. */
export interface Check {
  readonly what: string;
  readonly found: string;
  readonly good: boolean;
}

/** Seconds below which nothing is said about memory: most of what grows then is what the engine still compiles. */
const LONG = 300;

/** Readings that the second half must have. */
const ENOUGH = 10;

/** Sockets to systems that a server may keep open: 32 for each of the five. */
const MOST_OUTBOUND = 160;

/** Growth of the heap that counts as none, in bytes an hour. */
const NOTHING = 1e6;

/** Everything that must hold. `settled`: the servers had the time to close idle sockets to the systems. */
export function checksOf(found: Found, settled: boolean): readonly Check[] {
  const { servers, compared, open, faults } = found;
  return [
    {
      what: 'every write is in the system as often as its client was told',
      found: `${compared.toLocaleString('en')} names compared${open === 0 ? '' : `, ${open} not`}, ${listed(faults)}`,
      good: faults.length === 0 && compared > 0 && open === 0,
    },
    ...(found.seconds < LONG ? [] : servers.map(flatHeap)),
    ...servers.flatMap((server) => checksOfServer(server, settled)),
  ];
}

function checksOfServer(server: ServerFound, settled: boolean): readonly Check[] {
  const { name, samples, idle, tally, exit, lost, complaints, audit, counted } = server;
  const warnings = samples.at(-1)?.warnings ?? [];
  const outbound = settled ? 0 : MOST_OUTBOUND;
  const check = (what: string, good: boolean, found: string): Check => ({ what: `${name}: ${what}`, found, good });
  return [
    check(
      'no unhandled rejection or exception: it ran until it was told to end',
      !lost && exit === '0',
      lost ? `lost: ${exit}` : `exit ${exit}`,
    ),
    check('no warning of Node, no error in its log', warnings.length + complaints.length === 0, listed([...warnings, ...complaints])),
    check('every answer is one that a client can use', tally.wrong.length === 0, listed(tally.wrong)),
    check(
      'the audit is intact',
      audit.intact,
      `${audit.files} files, ${audit.lines.toLocaleString('en')} lines: ${audit.says.split('\n')[0]}`,
    ),
    check(
      'every write that was told as done is in the audit',
      within(audit.done, tally.writesDone, tally.abandoned) && tally.writesDone > 0,
      `${audit.done} there, ${tally.writesDone} told, ${tally.abandoned} calls given up`,
    ),
    check('every write that began has an end in the audit', audit.unended === 0, `${audit.unended} without`),
    check(
      'sockets are closed afterwards',
      idle !== undefined && idle.inbound === 0 && idle.outbound <= outbound,
      `${idle?.inbound ?? '?'} accepted, ${idle?.outbound ?? '?'} to systems${settled ? '' : ` (at most ${outbound}: not waited for)`}`,
    ),
    ...(counted
      ? [
          check('/metrics: calls by outcome are what the clients saw', ...agree(counted.calls, tally.calls, tally.abandoned)),
          check('/metrics: refused requests are what the clients saw', ...agree(counted.refused, tally.refused, tally.abandoned)),
          check(
            '/metrics: writes that were done are those in the audit',
            counted.writesDone === audit.done,
            `${counted.writesDone}, ${audit.done}`,
          ),
          check('/metrics: nothing is under way afterwards', counted.inFlight === 0, `${counted.inFlight} calls`),
        ]
      : name === 'http'
        ? [check('/metrics: can be read', false, 'no answer')]
        : []),
  ];
}

/** How the heap of the second half rises, in bytes an hour. NaN with too few readings. */
export function heapOf(samples: readonly Sample[], of: 'heap' | 'code' | 'rss' = 'heap'): Slope {
  const half = (samples.at(-1)?.at ?? 0) / 2;
  const later = samples.filter(({ at }) => at >= half);
  return slopeOf(later.length < ENOUGH ? [] : later.map((sample) => [sample.at / 3_600, sample[of]]));
}

function flatHeap({ name, samples }: ServerFound): Check {
  const { rise, error } = heapOf(samples);
  const mb = (bytes: number) => (bytes / 1e6).toFixed(2);
  return {
    what: `${name}: heap after a collection is flat in the second half`,
    found: `${mb(rise)} MB an hour, standard error ${mb(error)}, ${samples.length} readings`,
    good: Math.abs(rise) < 2 * error || rise < NOTHING,
  };
}

/** Whether one side counted what the other one saw, but for calls whose end the clients did not wait for. */
function agree(counted: ReadonlyMap<string, number>, seen: ReadonlyMap<string, number>, abandoned: number): [boolean, string] {
  const kinds = [...new Set([...counted.keys(), ...seen.keys()])];
  const more = kinds.map((kind) => (counted.get(kind) ?? 0) - (seen.get(kind) ?? 0));
  const sum = more.reduce((all, one) => all + one, 0);
  const off = kinds
    .filter((_, at) => (more[at] ?? 0) < 0)
    .map((kind) => `${kind}: ${counted.get(kind) ?? 0} counted, ${seen.get(kind)} seen`);
  const text = `${total(counted).toLocaleString('en')} counted, ${total(seen).toLocaleString('en')} seen, ${abandoned} given up`;
  return [off.length === 0 && sum <= abandoned, off.length === 0 ? text : `${text}; ${off.join('; ')}`];
}

function within(value: number, least: number, more: number): boolean {
  return value >= least && value <= least + more;
}

/** How many, and the first of them. */
function listed(texts: readonly string[]): string {
  if (texts.length === 0) return 'none wrong';
  return `${texts.length}: ${texts
    .slice(0, 3)
    .map((text) => text.slice(0, 160))
    .join(' | ')}`;
}
