import { Command } from 'commander';
import { openSteward, type Steward } from '../app.ts';
import { begunFor, missingFor, processEnvironment, readSettings, requirements, SettingsError } from '../config/index.ts';
import { serveOverStdio, serveSetupOverStdio } from '../mcp/index.ts';
import { StewardError } from '../operation/index.ts';
import { version } from '../version.ts';
import { pageOverStdio } from './approval-page.ts';
import { EXIT } from './exit.ts';
import { tell } from './print.ts';
import { mcpParts, onStop } from './serve.ts';

/** `steward-mcp stdio`, and `steward-mcp` alone. */
export function stdioCommand(): Command {
  return (
    new Command('stdio')
      .description('Serve one MCP client over stdin and stdout.')
      .option('--sandbox', 'use emulated systems with made-up data; no credentials needed')
      // The default command gets every word that is no command.
      .allowExcessArguments()
      .action(async ({ sandbox }: { sandbox?: boolean }, command: Command) => {
        if (command.args.length > 0) command.error(`error: there is no command ${command.args.join(' ').slice(0, 100)}`);
        const steward = await openOrExplain(sandbox === true);
        if (steward === undefined) return;
        if (steward.visible.entries.length === 0) {
          explain(nothingVisible(steward), steward.close);
          return;
        }
        const page = pageOverStdio(steward);
        steward.offerPage(page.offer);
        const served = serveOverStdio(mcpParts(steward, version, 'stdio'));
        untilClosed(async () => {
          await served.close();
          await page.close();
          await steward.close();
        });
      })
  );
}

/** Undefined where it cannot be opened: the client is told why, since a host shows nothing of a server that ends. */
async function openOrExplain(sandbox: boolean): Promise<Steward | undefined> {
  try {
    return await openSteward({ environment: processEnvironment(), sandbox });
  } catch (thrown) {
    // A person at a terminal sees stderr.
    if (process.stdin.isTTY) throw thrown;
    process.exitCode = thrown instanceof SettingsError ? EXIT.usage : EXIT.error;
    explain(problemsOf(thrown));
    return undefined;
  }
}

function problemsOf(thrown: unknown): readonly string[] {
  if (thrown instanceof SettingsError) return thrown.problems;
  return [thrown instanceof StewardError ? thrown.text : thrown instanceof Error ? thrown.message : 'Something went wrong.'];
}

function explain(problems: readonly string[], close?: () => Promise<void>): void {
  tell(`Nothing can be administered yet:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  const served = serveSetupOverStdio({ version, problems });
  untilClosed(async () => {
    await served.close();
    await close?.();
  });
}

/** Why no operation is visible, one line for each system. */
function nothingVisible({ settings, configured, catalog }: Steward): readonly string[] {
  if (configured.size > 0)
    return ['The settings hide every operation: STEWARD_SYSTEMS, STEWARD_GROUPS, STEWARD_ALLOW, STEWARD_DENY, STEWARD_READ_ONLY.'];
  const titles = new Map<string, string>(catalog.entries.map(({ system }) => [system.id, system.title]));
  const defaults = readSettings({});
  const all = [...requirements].map(([id, requirement]) => ({
    begun: begunFor(requirement, settings, defaults),
    line: `${titles.get(id) ?? id}: set ${missingFor(requirement, settings)}.`,
  }));
  const begun = all.filter((one) => one.begun);
  return [
    ...(begun.length > 0 ? begun : all).map(({ line }) => line),
    ...(begun.length > 0 ? [] : ['One system is enough. To look around without any, set STEWARD_SANDBOX to true.']),
  ];
}

function untilClosed(close: () => Promise<void>): void {
  const stop = onStop(close);
  // A client that goes away closes our stdin; the sandbox's sockets must not keep the process alive then.
  process.stdin.once('close', stop).once('end', stop);
}
