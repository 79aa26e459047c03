import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { verifyChain } from '../audit/index.ts';
import { EXIT } from './exit.ts';
import { printLine, tell } from './print.ts';

/** `steward-mcp audit verify`. */
export function auditCommand(): Command {
  const verify = new Command('verify')
    .description('Check that no line of an audit file was changed, removed, inserted or moved.')
    .argument('<file>', 'the audit file')
    .action((file: string) => {
      const verdict = verifyChain(readFileSync(file, 'utf8'));
      if (verdict.intact) return printLine(`${verdict.lines} lines, intact. Last hash ${verdict.last}`);
      tell(`Not intact: line ${verdict.line} ${verdict.reason}.`);
      process.exitCode = EXIT.error;
    });
  return new Command('audit').description('The audit file.').addCommand(verify);
}
