import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { openCatalog } from '../open-catalog.ts';
import { requirements, settingFacts } from '../config/index.ts';
import { askSecret } from './ask-secret.ts';
import { EXIT } from './exit.ts';
import { askPerson } from './person.ts';
import { printLine, tell } from './print.ts';
import { settingsText, type Chosen } from './settings-text.ts';

interface Options {
  readonly system?: readonly string[];
  readonly out: string;
}

/** `steward-mcp init`: exit 1 when the person breaks off, 2 where the file is there already. */
export function initCommand(): Command {
  return new Command('init')
    .description('Write a settings file with comments: asks on a terminal, or leaves the values open with --system.')
    .option('--system <id>', 'a system to prepare; may be given again', systemId)
    .option('--out <file>', 'the file; one that is there is never replaced', 'steward.env')
    .action(async ({ system, out }: Options, command: Command) => {
      const isAsking = system === undefined;
      if (isAsking && !(process.stdin.isTTY && process.stdout.isTTY))
        command.error('error: without a terminal, say which systems: --system lightdash (see --help)');
      const titles = new Map<string, string>((await openCatalog()).entries.map(({ system: { id, title } }) => [id, title]));
      const chosen = isAsking ? await ask(titles) : { systems: system, values: new Map<string, string>() };
      if (chosen === undefined) {
        tell('Nothing was written.');
        process.exitCode = EXIT.error;
        return;
      }
      write(out, settingsText(chosen, titles));
      printLine(`Wrote ${resolve(out)}, readable for your account only.`);
      printLine(`Next: ${isAsking ? '' : 'fill it in, then '}steward-mcp check --settings ${out}`);
      printLine(`For a host that starts programs: command steward-mcp, arguments --settings ${resolve(out)}`);
    });
}

/** Undefined when the person breaks off. An empty answer leaves a value as it is. */
async function ask(titles: ReadonlyMap<string, string>): Promise<Chosen | undefined> {
  const [systems, values]: [string[], Map<string, string>] = [[], new Map()];
  for (const [id, { settings }] of requirements) {
    const answer = await askPerson(`Set up ${titles.get(id) ?? id}? [y/N] `);
    if (answer === undefined) return undefined;
    if (!/^y(es)?$/i.test(answer.trim())) continue;
    systems.push(id);
    for (const name of settings) {
      const facts = settingFacts.get(name);
      const question = `  ${name}: ${facts?.about ?? ''}${facts?.fallback === undefined ? '' : ` [${facts.fallback}]`} `;
      const value = await (facts?.sensitive ? askSecret(question) : askPerson(question));
      if (value === undefined) return undefined;
      if (value.trim() !== '') values.set(name, value.trim());
    }
  }
  return { systems, values };
}

function systemId(id: string, before: readonly string[] = []): readonly string[] {
  if (!requirements.has(id)) throw new InvalidArgumentError(`must be one of ${[...requirements.keys()].join(', ')}.`);
  return [...before, id];
}

/** Throws a usage error where the file exists or cannot be written. */
function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'EEXIST') throw new InvalidArgumentError(`${path} is there already; it was not touched. Name another with --out.`);
    throw new InvalidArgumentError(`${path} cannot be written (${String(code)}).`);
  }
}
