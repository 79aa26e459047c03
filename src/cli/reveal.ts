import { Command } from 'commander';
import { EXIT } from './exit.ts';
import { isAtTerminal } from './person.ts';
import { printLine, tell } from './print.ts';
import { clock } from './request-lines.ts';
import { onState } from './requests.ts';
import { visibleJson, visibleLines } from './visible.ts';

/** `steward-mcp reveal`: a sealed secret for the person's eyes. Exit 1 when it does not open, 2 without an interactive terminal. */
export function revealCommand(): Command {
  return new Command('reveal')
    .description('Show the secret that a sealed_ handle stands for. Only on an interactive terminal.')
    .argument('<handle>', 'the handle, from an answer of a tool')
    .action(async (handle: string) => {
      if (isAtTerminal('reveal'))
        await onState(async ({ handles }) => {
          // Only what the servers of this account sealed for it: callers over HTTP have handles of their own.
          const result = handles.open(handle.trim(), { principal: 'local', system: undefined });
          if ('refused' in result) {
            tell(`It ${result.refused}.`);
            process.exitCode = EXIT.error;
            return;
          }
          const { value, tool, path, expires } = result.opened;
          tell(`${path === '' ? 'Answer' : path} of ${tool}; the handle is good until ${clock(expires)}:`);
          printLine(typeof value === 'string' ? visibleLines(value) : visibleJson(value));
        });
    });
}
