import type { Section, Verdict } from '../parts/part.ts';

/** A figure with three significant digits; nothing for NaN. */
export function shown(cell: string | number): string {
  if (typeof cell === 'string') return cell;
  if (Number.isNaN(cell)) return '';
  return Math.abs(cell) >= 100 ? Math.round(cell).toLocaleString('en') : String(Number(cell.toPrecision(3)));
}

/** What a verdict says. */
export function verdictLine({ what, figure, target, met }: Verdict): string {
  return `${met ? 'met' : 'NOT MET'}: ${what} ${shown(figure)} (target ${target})`;
}

/** A section for a terminal. */
export function plainSection({ title, about, columns, rows, verdicts }: Section): string {
  const cells = [columns, ...rows.map((row) => row.map(shown))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)));
  const lines = cells.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  return [`\n${title}`, about, '', ...lines, ...(verdicts.length > 0 ? ['', ...verdicts.map(verdictLine)] : []), ''].join('\n');
}
