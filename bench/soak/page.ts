import type { Machine } from '../report/machine.ts';
import { heapOf, type Check } from './checks.ts';
import type { Found } from './run.ts';
import { total } from './tally.ts';

/** A soak, as it is kept. */
export interface Run {
  readonly machine: Machine;
  readonly seed: number;
  readonly found: Found;
  readonly checks: readonly Check[];
}

type Row = readonly (string | number)[];

/** The page of the documentation. */
export function soakPage({ machine, seed, found, checks }: Run): string {
  const { date, cpu, cores, memory, node, load } = machine;
  const calls = found.servers.reduce((sum, { tally }) => sum + total(tally.calls), 0);
  return `${[
    '# Soak',
    'Written by `npm run soak -- --write`. [What it does](../bench/README.md#soak).',
    `${date}, ${cpu}, ${cores} cores, ${memory} GB, Node ${node.slice(1)}, load average ${load.toFixed(1)} before the run. ` +
      `${(found.seconds / 60).toFixed(1)} minutes of mixed load, ${calls.toLocaleString('en')} calls answered, seed ${seed}.`,
    '## What must hold',
    table(
      ['', 'found', ''],
      checks.map(({ what, found, good }) => [what, found.replaceAll('|', '/'), good ? 'holds' : '**does not hold**']),
    ),
    '## Memory',
    'MB after a forced collection; growth is that of the second half, by least squares, with its standard error. The heap is that of objects: ' +
      'compiled code is told apart, which grows as rare things happen often enough to be compiled.',
    table(
      [
        '',
        'heap first',
        'at half time',
        'last',
        'growth an hour',
        '±',
        'code last',
        'growth an hour',
        '±',
        'RSS last',
        'growth an hour',
        '±',
      ],
      memoryRows(found),
    ),
    '## How calls ended',
    table(['', ...found.servers.map(({ name }) => name)], outcomeRows(found)),
    '## What the clients did',
    table(
      ['', ...found.servers.map(({ name }) => name)],
      countRows(found, ({ tally }) => tally.acts),
    ),
  ].join('\n\n')}\n`;
}

/** The same for a terminal. */
export function soakText({ found, checks }: Run): string {
  const rows = memoryRows(found).map((row) => row.join('  '));
  const lines = checks.map(({ what, found, good }) => `${good ? 'holds' : 'DOES NOT HOLD'}: ${what} (${found})`);
  return [
    ...lines,
    '',
    'MB: heap first, at half time, last, growth an hour, its error, and for code and RSS: last, growth, error',
    ...rows,
    '',
  ].join('\n');
}

function memoryRows({ servers }: Found): readonly Row[] {
  const mb = (bytes: number | undefined) => (bytes === undefined || Number.isNaN(bytes) ? '' : (bytes / 1e6).toFixed(2));
  return servers.map(({ name, samples }) => {
    const [last, half] = [samples.at(-1), samples[Math.floor(samples.length / 2)]];
    const [heap, code, rss] = [heapOf(samples), heapOf(samples, 'code'), heapOf(samples, 'rss')];
    const ends = [samples[0]?.heap, half?.heap, last?.heap].map(mb);
    return [
      name,
      ...ends,
      mb(heap.rise),
      mb(heap.error),
      mb(last?.code),
      mb(code.rise),
      mb(code.error),
      mb(last?.rss),
      mb(rss.rise),
      mb(rss.error),
    ];
  });
}

function outcomeRows(found: Found): readonly Row[] {
  const refused = countRows(found, ({ tally }) => tally.refused).map(([status, ...counts]) => [`HTTP ${status}`, ...counts]);
  return [
    ...countRows(found, ({ tally }) => tally.calls),
    ...refused,
    ['given up by the client', ...found.servers.map(({ tally }) => tally.abandoned)],
  ];
}

function countRows({ servers }: Found, of: (server: Found['servers'][number]) => ReadonlyMap<string, number>): readonly Row[] {
  const names = [...new Set(servers.flatMap((server) => [...of(server).keys()]))].toSorted();
  return names.map((name) => [name, ...servers.map((server) => of(server).get(name) ?? 0)]);
}

function table(columns: readonly string[], rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)).join(' | ')} |`;
  return [line(columns), line(columns.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
