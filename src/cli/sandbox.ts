import { Command, InvalidArgumentError } from 'commander';
import { FAULTS, type FaultName } from '../sandbox/core/fault-table.ts';
import { portNumber } from './http.ts';
import { listening } from './listening.ts';
import { printLine } from './print.ts';
import { onStop } from './serve.ts';

interface Options {
  readonly port: number;
  readonly fault?: readonly Wanted[];
  readonly seed: number;
  readonly skew: number;
}

interface Wanted {
  /** Undefined for all systems. */
  readonly system: string | undefined;
  readonly fault: FaultName;
  readonly share: number;
}

const NAMES = Object.entries(FAULTS).map(([name, { about }]) => `  ${name.padEnd(16)} ${about}`);

/** `steward-mcp sandbox`: the emulated systems alone, and what goes wrong in them. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('Serve the five emulated systems over HTTP on loopback and print their addresses and credentials.')
    .option('--port <number>', 'port; 0 takes a free one', portNumber, 0)
    .option(
      '--fault <system=fault:share>',
      'have a share (0 to 1) of the requests to a system, or to `all`, go wrong; may be repeated: --fault lightdash=429:0.1',
      (text: string, before: readonly Wanted[] | undefined): readonly Wanted[] | undefined => [...(before ?? []), wanted(text)],
    )
    .option('--seed <number>', 'which requests the faults meet; the same seed, the same ones', wholeNumber, 1)
    .option('--skew <seconds>', 'set the clock of the systems off', wholeNumber, 0)
    .addHelpText('after', `\nFaults:\n${NAMES.join('\n')}`)
    .action(async ({ port, fault: rules = [], seed, skew }: Options) => {
      const { openFaults, openSandbox } = await import('../sandbox/index.ts');
      const faults = openFaults({ seed });
      faults.skew(skew * 1000);
      const sandbox = await listening(openSandbox({ port, faults }), '127.0.0.1', port);
      const unknown = rules.find(({ system }) => system !== undefined && !(system in sandbox.urls));
      if (unknown) {
        await sandbox.close();
        throw new InvalidArgumentError(`--fault: there is no system ${unknown.system}; there are ${Object.keys(sandbox.urls).join(', ')}.`);
      }
      for (const { system, ...rule } of rules) faults.add({ ...rule, ...(system === undefined ? {} : { system }) });
      for (const [name, value] of Object.entries(sandbox.settings)) printLine(`${name}=${value}`);
      onStop(sandbox.close);
    });
}

function wanted(text: string): Wanted {
  const [, system = '', fault = '', share = ''] = /^([^=]*)=([^:]*):(.*)$/.exec(text) ?? [];
  if (system === '') throw new InvalidArgumentError('must be system=fault:share, as in lightdash=429:0.1.');
  if (!isFault(fault)) throw new InvalidArgumentError(`there is no fault ${fault}; there are ${Object.keys(FAULTS).join(', ')}.`);
  if (!/^\d*\.?\d+$/.test(share) || Number(share) > 1) throw new InvalidArgumentError(`the share ${share} must be a number from 0 to 1.`);
  return { system: system === 'all' ? undefined : system, fault, share: Number(share) };
}

function isFault(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value)) throw new InvalidArgumentError('must be a whole number.');
  return value;
}
