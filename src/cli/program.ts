import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { useSettingsFile } from '../config/index.ts';
import { version } from '../version.ts';
import { EXIT } from './exit.ts';

/** The commands by name, in the order of the help. Each is loaded when its name is among the words. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  stdio: async () => (await import('./stdio.ts')).stdioCommand(),
  http: async () => (await import('./http.ts')).httpCommand(),
  tools: async () => (await import('./tools.ts')).toolsCommand(),
  find: async () => (await import('./find.ts')).findCommand(),
  call: async () => (await import('./call.ts')).callCommand(),
  check: async () => (await import('./check.ts')).checkCommand(),
  init: async () => (await import('./init.ts')).initCommand(),
  sandbox: async () => (await import('./sandbox.ts')).sandboxCommand(),
  approvals: async () => (await import('./approvals.ts')).approvalsCommand(),
  approve: async () => (await import('./approve.ts')).approveCommand(),
  deny: async () => (await import('./deny.ts')).denyCommand(),
  reveal: async () => (await import('./reveal.ts')).revealCommand(),
  grant: async () => (await import('./grant.ts')).grantCommand(),
  token: async () => (await import('./token.ts')).tokenCommand(),
  audit: async () => (await import('./audit.ts')).auditCommand(),
  demo: async () => (await import('./demo.ts')).demoCommand(),
};

/** Runs a command line. A usage error is told, and the process exits with 2. */
export async function run(words: readonly string[]): Promise<void> {
  try {
    await (await program(words)).parseAsync(words, { from: 'user' });
  } catch (thrown) {
    // Commander tells those of its parsers itself, under another class; one thrown later is still untold.
    if (thrown instanceof InvalidArgumentError) process.stderr.write(`error: ${thrown.message}\n`);
    else if (!(thrown instanceof CommanderError)) throw thrown;
    process.exitCode = thrown.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
}

/** The command line, as far as these words can mean it: every command for help, else those that are named, and the default one. */
async function program(words: readonly string[]): Promise<Command> {
  const root: Command = new Command('steward-mcp')
    .description('MCP server with which AI agents administer Knowi, Knowi SSO, CISO Assistant, Lightdash and KnowledgeOwl.')
    .version(version)
    .option('--settings <file>', 'settings from a file of NAME=value lines, as `steward-mcp init` writes it; the environment wins')
    .hook('preAction', () => useSettingsFile(settingsFile(root)))
    .showHelpAfterError('(see --help)');
  const isHelp = words.some((word) => ['help', '-h', '--help'].includes(word));
  const meant = Object.entries(COMMANDS).filter(([name]) => isHelp || name === 'stdio' || words.includes(name));
  const commands = await Promise.all(meant.map(([, load]) => load()));
  for (const command of commands) root.addCommand(command, { isDefault: command.name() === 'stdio' });
  for (const command of [root, ...commands, ...commands.flatMap((parent) => parent.commands)]) command.exitOverride();
  return root;
}

function settingsFile(root: Command): string | undefined {
  const { settings }: { settings?: string } = root.opts();
  return settings;
}
