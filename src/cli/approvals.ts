import { Command } from 'commander';
import { printLine } from './print.ts';
import { historyLine, requestFacts, requestLines } from './request-lines.ts';
import { isOpen, onState } from './requests.ts';
import { visibleJson } from './visible.ts';

/** How many decided requests are listed for a person. */
const RECENT = 20;

/** `steward-mcp approvals`: what waits for a person, and what was decided within a day. */
export function approvalsCommand(): Command {
  return new Command('approvals')
    .description('List what waits for a yes, in full, and what was decided lately.')
    .option('--json', 'print JSON: {pending, recent}')
    .action(({ json }: { json?: boolean }) =>
      onState(async ({ confirmations }) => {
        const all = await confirmations.list();
        const pending = all.filter(isOpen);
        const recent = all.filter((request) => !isOpen(request)).toReversed();
        if (json) return printLine(visibleJson({ pending: pending.map(requestFacts), recent: recent.map(requestFacts) }));
        if (pending.length === 0) printLine('Nothing waits for a yes.');
        for (const request of pending) {
          for (const line of requestLines(request)) printLine(line);
          printLine(`  Answer with: steward-mcp approve ${request.id}, or steward-mcp deny ${request.id}\n`);
        }
        if (recent.length > 0) printLine('Decided:');
        for (const request of recent.slice(0, RECENT)) printLine(historyLine(request));
      }),
    );
}
