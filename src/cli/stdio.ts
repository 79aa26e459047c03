import { Command } from 'commander';
import { openSteward } from '../app.ts';
import { processEnvironment } from '../config/index.ts';
import { serveOverStdio } from '../mcp/index.ts';
import { version } from '../version.ts';
import { pageOverStdio } from './approval-page.ts';
import { mcpParts, onStop } from './serve.ts';

/** `steward-mcp stdio`, and `steward-mcp` alone. */
export function stdioCommand(): Command {
  return new Command('stdio')
    .description('Serve one MCP client over stdin and stdout.')
    .option('--sandbox', 'use emulated systems with made-up data; no credentials needed')
    // The default command gets every word that is no command.
    .allowExcessArguments()
    .action(async ({ sandbox }: { sandbox?: boolean }, command: Command) => {
      if (command.args.length > 0) command.error(`error: there is no command ${command.args.join(' ').slice(0, 100)}`);
      const steward = await openSteward({ environment: processEnvironment(), sandbox: sandbox === true });
      const page = pageOverStdio(steward);
      steward.offerPage(page.offer);
      const served = serveOverStdio(mcpParts(steward, version, 'stdio'));
      const stop = onStop(async () => {
        await served.close();
        await page.close();
        await steward.close();
      });
      // A client that goes away closes our stdin; the sandbox's sockets must not keep the process alive then.
      process.stdin.once('close', stop).once('end', stop);
    });
}
