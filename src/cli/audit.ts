import { Command } from 'commander';
import { verifyChain } from '../audit/index.ts';
import { EXIT } from './exit.ts';
import { printLine, tell } from './print.ts';
import { readText } from './read-text.ts';

/** `steward-mcp audit verify`. */
export function auditCommand(): Command {
  const verify = new Command('verify')
    .description('Check that no line of an audit file was changed, removed, inserted or moved.')
    .argument('<file>', 'the audit file', readText)
    .action((lines: string) => {
      const verdict = verifyChain(lines);
      if (verdict.intact) return printLine(`${verdict.lines} lines, intact. Last hash ${verdict.last}`);
      tell(`Not intact: line ${verdict.line} ${verdict.reason}.`);
      process.exitCode = EXIT.error;
    });
  return new Command('audit').description('The audit file.').addCommand(verify);
}
