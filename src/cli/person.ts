import { userInfo } from 'node:os';
import { createInterface } from 'node:readline';
import { EXIT } from './exit.ts';
import { tell } from './print.ts';

/**
 * Whether a person sits at this process; if not, says so and sets the exit code.
 * An agent that can run commands has pipes: it must not approve for the person, nor read what is sealed from it.
 */
export function isAtTerminal(command: string): boolean {
  if (process.stdin.isTTY && process.stdout.isTTY) return true;
  tell(
    `steward-mcp ${command} works only on an interactive terminal, where a person types: neither input nor output may be a pipe or a file.`,
  );
  process.exitCode = EXIT.usage;
  return false;
}

/** One line that the person types; undefined when they end the input or interrupt. */
export async function askPerson(question: string): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await new Promise((resolve) => {
      lines.once('close', () => resolve(undefined));
      lines.question(question, resolve);
    });
  } finally {
    lines.close();
  }
}

/** The operating system's name of the account that runs this process. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
