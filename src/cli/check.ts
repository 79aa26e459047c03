import { Command } from 'commander';
import { openSteward, type Steward } from '../app.ts';
import { harmlessRead, TOKEN_COSTS } from '../catalog/index.ts';
import { processEnvironment } from '../config/index.ts';
import { surfaceTools } from '../mcp/index.ts';
import { EXIT } from './exit.ts';
import { printJson, printLine } from './print.ts';

/** What `check` found out about one system. */
interface SystemReport {
  readonly system: string;
  /** `ok`, `not configured`, `hidden` when the settings leave all of it out, `not tried`, or what went wrong. */
  readonly signIn: string;
  readonly listed: number;
  /** Why operations are hidden, with how many. */
  readonly hidden: Readonly<Record<string, number>>;
}

/** `steward-mcp check`: exit 1 when a configured system does not answer. */
export function checkCommand(): Command {
  return new Command('check')
    .description('Check the settings, sign in to each system, and say what is listed and why the rest is not.')
    .option('--json', 'print JSON')
    .option('--sandbox', 'use emulated systems with made-up data; no credentials needed')
    .action(async ({ json, sandbox }: { json?: boolean; sandbox?: boolean }) => {
      const steward = await openSteward({ environment: processEnvironment(), sandbox: sandbox === true });
      try {
        const reports = await Promise.all(systemsOf(steward).map((id) => reportOn(steward, id)));
        const tokens = costOf(steward);
        if (json) printJson({ sandbox: steward.sandbox, systems: reports, tools: steward.visible.entries.length, tokens });
        else printReports(steward, reports, tokens);
        if (reports.some(isProblem) || reports.every(({ signIn }) => signIn === NOT_CONFIGURED)) process.exitCode = EXIT.error;
      } finally {
        await steward.close();
      }
    });
}

/** What the tools that clients list cost a model, in o200k tokens. */
function costOf({ visible, settings }: Steward): number {
  const compact = settings.STEWARD_TOOLS === 'compact';
  const names = compact ? surfaceTools(visible.entries).map(({ name }) => name) : [...visible.byName.keys()];
  return names.reduce((sum, name) => sum + (TOKEN_COSTS[name] ?? 0), 0);
}

const NOT_CONFIGURED = 'not configured';
const HIDDEN = 'hidden by the settings';
const NOT_TRIED = 'not tried: it has no read without arguments';

function isProblem({ signIn }: SystemReport): boolean {
  return ![NOT_CONFIGURED, HIDDEN, NOT_TRIED, 'ok'].includes(signIn);
}

function systemsOf({ catalog }: Steward): readonly string[] {
  return [...new Set<string>(catalog.entries.map(({ system }) => system.id))];
}

async function reportOn(steward: Steward, id: string): Promise<SystemReport> {
  const own = steward.catalog.entries.filter(({ system }) => system.id === id);
  const why = own.flatMap(({ operation }) => steward.visible.hidden.get(operation.name) ?? []);
  const hidden = Object.fromEntries([...new Set(why)].map((reason) => [reason, why.filter((other) => other === reason).length]));
  return { system: id, signIn: await signIn(steward, id), listed: own.length - why.length, hidden };
}

async function signIn(steward: Steward, id: string): Promise<string> {
  const visible = steward.visible.entries.filter(({ system }) => system.id === id);
  if (!steward.configured.has(id)) return NOT_CONFIGURED;
  if (visible.length === 0) return HIDDEN;
  const probe = visible.find(harmlessRead);
  if (!probe) return NOT_TRIED;
  const outcome = await steward.call({ tool: probe.operation.name, args: {}, caller: { principal: 'local', surface: 'cli' } });
  return 'error' in outcome ? outcome.error.message.replace(/\.$/, '') : 'ok';
}

function printReports(steward: Steward, reports: readonly SystemReport[], tokens: number): void {
  if (steward.sandbox) printLine('Sandbox: emulated systems with made-up data.');
  for (const { system, signIn: state, listed, hidden } of reports) {
    printLine(`${system}: ${state}, ${listed} tools listed`);
    for (const [reason, count] of Object.entries(hidden)) printLine(`  ${count} hidden: ${reason}`);
  }
  const how = steward.settings.STEWARD_TOOLS === 'compact' ? 'found through the compact surface' : 'listed';
  printLine(`In all ${steward.visible.entries.length} tools, ${how} for ${tokens} tokens (o200k). Confirmation: ${steward.settings.STEWARD_CONFIRM}.`);
}
