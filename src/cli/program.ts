import { Command } from 'commander';
import { useSettingsFile } from '../config/index.ts';
import { version } from '../version.ts';
import { approvalsCommand } from './approvals.ts';
import { approveCommand } from './approve.ts';
import { auditCommand } from './audit.ts';
import { callCommand } from './call.ts';
import { checkCommand } from './check.ts';
import { demoCommand } from './demo.ts';
import { denyCommand } from './deny.ts';
import { findCommand } from './find.ts';
import { grantCommand } from './grant.ts';
import { httpCommand } from './http.ts';
import { initCommand } from './init.ts';
import { revealCommand } from './reveal.ts';
import { sandboxCommand } from './sandbox.ts';
import { stdioCommand } from './stdio.ts';
import { tokenCommand } from './token.ts';
import { toolsCommand } from './tools.ts';

/** The whole command line. A usage error exits with 2. */
export function program(): Command {
  const root: Command = new Command('steward-mcp')
    .description('MCP server with which AI agents administer Knowi, Knowi SSO, CISO Assistant, Lightdash and KnowledgeOwl.')
    .version(version)
    .option('--settings <file>', 'settings from a file of NAME=value lines, as `steward-mcp init` writes it; the environment wins')
    .hook('preAction', () => useSettingsFile(settingsFile(root)))
    .showHelpAfterError('(see --help)');
  const commands = [
    stdioCommand(),
    httpCommand(),
    toolsCommand(),
    findCommand(),
    callCommand(),
    checkCommand(),
    initCommand(),
    sandboxCommand(),
    approvalsCommand(),
    approveCommand(),
    denyCommand(),
    revealCommand(),
    grantCommand(),
    tokenCommand(),
    auditCommand(),
    demoCommand(),
  ];
  for (const command of commands) root.addCommand(command, { isDefault: command.name() === 'stdio' });
  for (const command of [root, ...commands, ...commands.flatMap((parent) => parent.commands)]) command.exitOverride();
  return root;
}

function settingsFile(root: Command): string | undefined {
  const { settings }: { settings?: string } = root.opts();
  return settings;
}
