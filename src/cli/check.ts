import { Command } from 'commander';
import { openSteward, type Steward } from '../app.ts';
import { TOKEN_COSTS } from '../catalog/token-costs.ts';
import { processEnvironment } from '../config/index.ts';
import { surfaceTools } from '../mcp/index.ts';
import { channelsOf, type Channels } from './check-channels.ts';
import { isLeftOut, isProblem, reportOn, type SystemReport } from './check-system.ts';
import { EXIT } from './exit.ts';
import { printJson, printLine } from './print.ts';

/** `steward-mcp check`: exit 1 when a configured system does not answer, one is set up by half, or none is. */
export function checkCommand(): Command {
  return new Command('check')
    .description('Check the settings, sign in to each system, and say what is listed and why the rest is not.')
    .option('--json', 'print JSON')
    .option('--sandbox', 'use emulated systems with made-up data; no credentials needed')
    .action(async ({ json, sandbox }: { json?: boolean; sandbox?: boolean }) => {
      const steward = await openSteward({ environment: processEnvironment(), sandbox: sandbox === true });
      try {
        const systems = await Promise.all(systemsOf(steward).map((id) => reportOn(steward, id)));
        const problems = problemsOf(systems);
        const [tokens, confirmation] = [costOf(steward), channelsOf(steward)];
        if (json) printJson({ sandbox: steward.sandbox, systems, tools: steward.visible.entries.length, tokens, confirmation, problems });
        else printReports(steward, systems, tokens, confirmation);
        if (problems.length > 0) process.exitCode = EXIT.error;
      } finally {
        await steward.close();
      }
    });
}

function problemsOf(systems: readonly SystemReport[]): readonly string[] {
  if (systems.every(isLeftOut)) return ['no system is configured'];
  return systems.filter(isProblem).map(({ system, signIn }) => `${system}: ${signIn}`);
}

/** What the tools that clients list cost a model, in o200k tokens. */
function costOf({ visible, settings }: Steward): number {
  const compact = settings.STEWARD_TOOLS === 'compact';
  const names = compact ? surfaceTools(visible.entries).map(({ name }) => name) : [...visible.byName.keys()];
  return names.reduce((sum, name) => sum + (TOKEN_COSTS[name] ?? 0), 0);
}

function systemsOf({ catalog }: Steward): readonly string[] {
  return [...new Set<string>(catalog.entries.map(({ system }) => system.id))];
}

function printReports(steward: Steward, reports: readonly SystemReport[], tokens: number, confirmation: Channels): void {
  if (steward.sandbox) printLine('Sandbox: emulated systems with made-up data.');
  for (const { system, signIn, version, listed, hidden, settings } of reports) {
    printLine(`${system}: ${signIn}, ${listed} tools listed`);
    if (version !== undefined) printLine(`  version ${version}`);
    printLine(
      `  ${Object.entries(settings)
        .map((pair) => pair.join(' '))
        .join(', ')}`,
    );
    for (const [reason, count] of Object.entries(hidden)) printLine(`  ${count} hidden: ${reason}`);
  }
  printLine('Removals, grants and publications wait for a yes, which comes through');
  printLine(`  client that shows forms: ${confirmation.form}`);
  printLine(`  stdio, client without forms: ${confirmation.stdio}`);
  printLine(`  HTTP, client without forms: ${confirmation.http}`);
  printLine(`  steward-mcp call: ${confirmation.script}`);
  const how = steward.settings.STEWARD_TOOLS === 'compact' ? 'found through the compact surface' : 'listed';
  printLine(
    `In all ${steward.visible.entries.length} tools, ${how} for ${tokens} tokens (o200k). Confirmation: ${steward.settings.STEWARD_CONFIRM}.`,
  );
}
