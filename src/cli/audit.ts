import { Command, InvalidArgumentError } from 'commander';
import { findPreImage, verifyFiles, type Verdict } from '../audit/index.ts';
import { defaultStateDir, processEnvironment, readSettings } from '../config/index.ts';
import { openState } from '../state/index.ts';
import { EXIT } from './exit.ts';
import { printJson, printLine, tell } from './print.ts';

/** `steward-mcp audit verify` and `steward-mcp audit show`. */
export function auditCommand(): Command {
  return new Command('audit').description('The audit file.').addCommand(verifyCommand()).addCommand(showCommand());
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('Check that no line of an audit file was changed, removed, inserted or moved.')
    .argument('<file...>', 'the audit file; those it was continued from before it, oldest first')
    .action((files: string[]) => {
      const verdict = readable(() => verifyFiles(files));
      if (verdict.intact) return printLine(intact(verdict, files));
      tell(`Not intact: ${files.length > 1 ? `${verdict.file} ` : ''}line ${verdict.line} ${verdict.reason}.`);
      process.exitCode = EXIT.error;
    });
}

function intact({ lines, last, recovered, continues }: Extract<Verdict, { intact: true }>, files: readonly string[]): string {
  const notes = [
    ...recovered.map(({ file, line }) => `Line ${line}${files.length > 1 ? ` of ${file}` : ''} was torn by a crash and recovered.`),
    ...(continues === undefined ? [] : [`It continues ${continues}; give that file first to check the link.`]),
  ];
  return [`${lines} lines, intact. Last hash ${last}`, ...notes].join('\n');
}

function showCommand(): Command {
  return new Command('show')
    .description('Show what a system held before a call removed or replaced it; needs the state key that the server had.')
    .argument('<file>', 'the audit file')
    .argument('<call>', 'id of the call, as in the audit')
    .option('--json', 'print JSON on stdout, also where that is no terminal')
    .action((file: string, call: string, { json }: { json?: boolean }, command: Command) => {
      // What the vendor held may be personal; nobody should collect it by accident.
      if (json !== true && !process.stdout.isTTY) command.error('error: stdout is no terminal; use --json to print there');
      const settings = readSettings(processEnvironment());
      const { key } = openState(settings.STEWARD_STATE_DIR ?? defaultStateDir(), settings.STEWARD_STATE_KEY);
      const found = readable(() => findPreImage(file, call, key));
      if (found?.reads !== undefined) return printJson(found);
      tell(
        found ? 'It cannot be decrypted: the state key is another one, or the line was changed.' : `Nothing was kept for the call ${call}.`,
      );
      process.exitCode = EXIT.error;
    });
}

/** Files that the person named and that cannot be read are a usage error. */
function readable<T>(action: () => T): T {
  try {
    return action();
  } catch (thrown) {
    // A folder is opened like a file, and only reading it fails: that error names no path.
    if (thrown instanceof Error && 'syscall' in thrown && 'code' in thrown)
      throw new InvalidArgumentError(`${'path' in thrown ? String(thrown.path) : 'A folder'} cannot be read (${String(thrown.code)}).`);
    throw thrown;
  }
}
