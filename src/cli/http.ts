import { Command, InvalidArgumentError } from 'commander';
import { openSteward } from '../app.ts';
import { processEnvironment } from '../config/index.ts';
import { version } from '../version.ts';
import { tell } from './print.ts';
import { approvalsParts } from './approval-page.ts';
import { httpOptions } from './http-options.ts';
import { listening } from './listening.ts';
import { mcpParts, onStop } from './serve.ts';

interface Options {
  readonly host: string;
  readonly port: number;
  readonly sandbox?: boolean;
}

/** `steward-mcp http`: prints one line with the URL to stderr when ready. */
export function httpCommand(): Command {
  return new Command('http')
    .description('Serve MCP clients over Streamable HTTP at /mcp; beyond loopback with authentication only.')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port; 0 takes a free one', portNumber, 3333)
    .option('--sandbox', 'use emulated systems with made-up data; no credentials needed')
    .action(async ({ host, port, sandbox }: Options) => {
      const { serveHttp } = await import('../http/index.ts');
      const steward = await openSteward({ environment: processEnvironment(), sandbox: sandbox === true });
      let close = steward.close;
      try {
        // Not when the first caller waits for it.
        await steward.visible.entries[0]?.load();
        const options = { host, port, ...(await httpOptions(steward)) };
        const serving = serveHttp(mcpParts(steward, version, 'http'), options, steward.log, approvalsParts(steward));
        const server = await listening(serving, host, port);
        close = async () => {
          await server.close();
          await steward.close();
        };
        const publicUrl = steward.settings.STEWARD_PUBLIC_URL;
        const page = new URL('/approvals', publicUrl ?? server.url).href;
        steward.offerPage(async () => `on the approvals page (${page})`);
        process.stderr.write(
          `steward-mcp serves ${steward.visible.entries.length} tools at ${server.url}${steward.sandbox ? ' (sandbox)' : ''}\n`,
        );
        process.stderr.write(
          `connect: claude mcp add --transport http steward ${publicUrl === undefined ? server.url : new URL('/mcp', publicUrl).href}\n`,
        );
        const { origin } = new URL(page);
        const link = `sign in with a link of steward-mcp approvals --link ${origin}, on a terminal with the same STEWARD_STATE_KEY`;
        const instead = steward.state.shared ? 'answer in a terminal with steward-mcp approve, or ' : '';
        const how = steward.settings.STEWARD_STATE_KEY === undefined ? `${instead}set STEWARD_STATE_KEY and ${link}` : link;
        // Everybody who can reach this server is the same caller, so whoever approves is too. A file or a pipe may be read by an agent.
        if (server.approvalsLink && steward.settings.STEWARD_AUTH === 'none')
          process.stderr.write(
            process.stderr.isTTY ? `approvals: ${server.approvalsLink('local')} (signs in once)\n` : `approvals: ${page} (${how})\n`,
          );
        onStop(async () => {
          tell('steward-mcp is ending: calls under way may finish. A second signal ends it at once.');
          await close();
        });
      } catch (thrown) {
        await close();
        throw thrown;
      }
    });
}

/** A TCP port, or a usage error. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('must be a number from 0 to 65535.');
  return port;
}
