#!/usr/bin/env node
import './engine.ts';
import { SettingsError } from '../config/index.ts';
import { StewardError } from '../operation/index.ts';
import { EXIT } from './exit.ts';

// Whoever reads a list may have seen enough of it (`| head`); what became of the command is known all the same.
process.stdout.on('error', (thrown: Error & { code?: string }) =>
  process.exit(thrown.code === 'EPIPE' ? (process.exitCode ?? EXIT.done) : EXIT.error),
);
process.stderr.on('error', () => undefined);

try {
  const [word, ...rest] = process.argv.slice(2);
  // Hosts start it like this, and wait: the rest of the command line is not loaded for them.
  if (rest.length === 0 && (word === undefined || word === 'stdio')) await (await import('./serve-stdio.ts')).serveStdio(false);
  else await (await import('./program.ts')).run(process.argv.slice(2));
} catch (thrown) {
  process.exitCode = report(thrown);
}

/** Tells a person what went wrong, on stderr, and answers the exit code. */
function report(thrown: unknown): number {
  if (thrown instanceof SettingsError) {
    process.stderr.write(`The settings are not right:\n${thrown.problems.map((problem) => `- ${problem}`).join('\n')}\n`);
    return EXIT.usage;
  }
  const text = thrown instanceof StewardError ? thrown.text : thrown instanceof Error ? thrown.message : 'Something went wrong.';
  process.stderr.write(`${text}\n`);
  return EXIT.error;
}
