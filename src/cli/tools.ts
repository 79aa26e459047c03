import { Command } from 'commander';
import { openCatalog } from '../open-catalog.ts';
import { rowOf } from '../catalog/index.ts';
import { printJson, printLine } from './print.ts';

/** `steward-mcp tools`: every operation, whatever the settings say. */
export function toolsCommand(): Command {
  return new Command('tools')
    .description('List every operation; needs no credentials.')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const rows = (await openCatalog()).entries.map(rowOf);
      if (json) return printJson(rows);
      for (const row of rows)
        printLine(`${row.tool.padEnd(48)} ${row.effect.padEnd(6)} ${row.asks === 'never' ? '    ' : 'asks'} ${row.title}`);
    });
}
