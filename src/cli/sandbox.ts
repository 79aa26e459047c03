import { Command } from 'commander';
import { portNumber } from './http.ts';
import { printLine } from './print.ts';
import { onStop } from './serve.ts';

/** `steward-mcp sandbox`: the emulated systems alone. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('Serve the five emulated systems over HTTP on loopback and print their addresses and credentials.')
    .option('--port <number>', 'port; 0 takes a free one', portNumber, 0)
    .action(async ({ port }: { port: number }) => {
      const { openSandbox } = await import('../sandbox/index.ts');
      const sandbox = await openSandbox({ port });
      for (const [name, value] of Object.entries(sandbox.settings)) printLine(`${name}=${value}`);
      onStop(sandbox.close);
    });
}
