import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { promptOn } from './print.ts';

/** One line that the person types and the screen does not show; undefined when they end the input or interrupt. */
export async function askSecret(question: string): Promise<string | undefined> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  // Asked only now that the terminal echoes nothing.
  promptOn(question);
  try {
    return await new Promise((resolve) => {
      lines.once('close', () => resolve(undefined));
      lines.once('line', resolve);
    });
  } finally {
    lines.close();
    promptOn('\n');
  }
}
