import { Command } from 'commander';
import { serveStdio } from './serve-stdio.ts';

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
        await serveStdio(sandbox === true);
      })
  );
}
