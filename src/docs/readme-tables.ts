import { asks } from '../operation/index.ts';
import type { Entry } from '../catalog/index.ts';

const START = '<!-- generated: systems -->';
const END = '<!-- end generated -->';

/** The README with its generated table replaced. Throws when the markers are gone. */
export function withSystemsTable(readme: string, entries: readonly Entry[]): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`README.md has no ${START} … ${END}`);
  return `${readme.slice(0, start + START.length)}\n${systemsTable(entries)}\n${readme.slice(end)}`;
}

function systemsTable(entries: readonly Entry[]): string {
  const ids = [...new Set(entries.map(({ system }) => system.id))];
  const rows = ids.map((id) => {
    const own = entries.filter(({ system }) => system.id === id);
    const reads = own.filter(({ operation }) => operation.effect === 'read').length;
    const asking = own.filter(({ operation }) => asks(operation) !== 'never').length;
    return `| [${own[0]?.system.title}](docs/tools/${id}.md) | \`${id}\` | ${own.length} | ${reads} | ${asking} |`;
  });
  return ['| system | id | operations | read | may ask a person |', '| --- | --- | ---: | ---: | ---: |', ...rows].join('\n');
}
