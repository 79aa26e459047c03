import { Command, InvalidArgumentError } from 'commander';
import { openCatalog } from '../open-catalog.ts';
import { rowOf } from '../catalog/index.ts';
import { findIn } from '../catalog/search/index.ts';
import { printJson, printLine } from './print.ts';

/** `steward-mcp find`: ranked search over every operation. */
export function findCommand(): Command {
  return new Command('find')
    .description('Search the operations in plain words.')
    .argument('<words>', 'what should be done, for example "take Bob out of the group"')
    .option('--json', 'print JSON')
    .option('--limit <number>', 'how many at most', limit, 10)
    .action(async (words: string, { json, limit: most }: { json?: boolean; limit: number }) => {
      const hits = findIn(await openCatalog(), words, most).map(({ entry, score }) => ({ ...rowOf(entry), score }));
      if (json) return printJson(hits);
      if (hits.length === 0) return printLine('Nothing fits.');
      for (const hit of hits)
        printLine(`${hit.tool.padEnd(48)} ${hit.effect.padEnd(6)} ${hit.asks === 'never' ? '    ' : 'asks'} ${hit.title}`);
    });
}

function limit(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100) throw new InvalidArgumentError('must be a number from 1 to 100.');
  return value;
}
