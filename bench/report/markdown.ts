import type { Section, Verdict } from '../parts/part.ts';
import type { Machine } from './machine.ts';
import { shown } from './table.ts';

/** A run, as it is kept. */
export interface Run {
  readonly machine: Machine;
  readonly quick: boolean;
  /** What each contestant is, by its name, and the versions of their packages. */
  readonly contestants: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly sections: readonly Section[];
}

/** The page of the documentation. */
export function performancePage({ machine, quick, contestants, versions, sections }: Run): string {
  const { date, cpu, cores, memory, node, load } = machine;
  const verdicts = sections.flatMap(({ title, verdicts }) => verdicts.map((verdict) => [title, ...verdictRow(verdict)]));
  return `${[
    '# Performance',
    `Written by \`npm run bench -- --write\`${quick ? ' with `--quick`: a rough look' : ''}. [How it is measured](../bench/README.md). For hours of use: [soak](soak.md).`,
    `${date}, ${cpu}, ${cores} cores, ${memory} GB, Node ${node.slice(1)}, load average ${shown(load)} before the run.`,
    'All figures of a table come from one run on one machine, in which the contestants took turns. Compare within a table: the ratios carry over to other ' +
      'machines, the absolute figures do not.',
    '## Targets',
    table(['where', 'what', 'figure', 'asked', ''], verdicts),
    '## Contestants',
    table(['', ''], Object.entries(contestants)),
    `Versions: ${Object.entries(versions)
      .map(([name, version]) => `\`${name}\` ${version}`)
      .join(', ')}.`,
    ...sections.flatMap(({ title, about, columns, rows }) => [`## ${title}`, about, ...(rows.length > 0 ? [table(columns, rows)] : [])]),
  ].join('\n\n')}\n`;
}

function verdictRow({ what, figure, target, met }: Verdict): readonly string[] {
  return [what, shown(figure), target, met ? 'met' : '**not met**'];
}

function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const right = (at: number) => rows.some((row) => typeof row[at] === 'number');
  return [line(columns), line(columns.map((_, at) => (right(at) ? '---:' : '---'))), ...rows.map((row) => line(row.map(shown)))].join('\n');
}
