#!/usr/bin/env node
import { CommanderError, InvalidArgumentError } from 'commander';
import { SettingsError } from '../config/index.ts';
import { StewardError } from '../operation/index.ts';
import { EXIT } from './exit.ts';
import { program } from './program.ts';

// Whoever reads a list may have seen enough of it (`| head`).
process.stdout.on('error', (thrown: Error & { code?: string }) => process.exit(thrown.code === 'EPIPE' ? EXIT.done : EXIT.error));

try {
  await program().parseAsync();
} catch (thrown) {
  process.exitCode = report(thrown);
}

/** Tells a person what went wrong, on stderr, and answers the exit code. */
function report(thrown: unknown): number {
  // Commander tells those of its parsers itself, under another class; one thrown later is still untold.
  if (thrown instanceof InvalidArgumentError) {
    process.stderr.write(`error: ${thrown.message}\n`);
    return EXIT.usage;
  }
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (thrown instanceof SettingsError) {
    process.stderr.write(`The settings are not right:\n${thrown.problems.map((problem) => `- ${problem}`).join('\n')}\n`);
    return EXIT.usage;
  }
  const text = thrown instanceof StewardError ? thrown.text : thrown instanceof Error ? thrown.message : 'Something went wrong.';
  process.stderr.write(`${text}\n`);
  return EXIT.error;
}
