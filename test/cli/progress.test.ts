import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporary } from '../temporary.ts';
import { run, start } from './run.ts';
import { onTerminal } from './terminal.ts';

const CALL = ['call', 'lightdash_list_members', '{"all":true,"pageSize":50,"fields":["email"]}', '--json'];

/** The command on a terminal, with its answer in a file: what was shown of it, and the answer. */
async function shown(...place: readonly string[]): Promise<readonly [screen: string, answer: unknown]> {
  const file = join(temporary, 'members.json');
  const { code, stdout } = await onTerminal([...CALL, ...place], [], {}, `> '${file}'`);
  expect(code, stdout).toBe(0);
  return [stdout, JSON.parse(readFileSync(file, 'utf8'))];
}

function expectBar(screen: string): void {
  const steps = screen.split('\r').map((step) => step.replaceAll('\u001b[K', ''));
  expect(steps).toContain('[##########              ] 50 of 120 items');
  expect(steps.at(-1)).toBe('');
}

describe('steward-mcp call', () => {
  it('draws on a terminal how far it is, and leaves the answer alone', async () => {
    const [screen, answer] = await shown('--sandbox');
    expectBar(screen);
    expect(screen).toContain('[####################    ] 100 of 120 items');
    expect(answer).toMatchObject({ items: expect.arrayContaining([{ email: 'robin.steward@example.com' }]) });
  });

  it('draws the same of a call that another server makes', async () => {
    const url = await start(['http', '--port', '0', '--sandbox']).printed(/http:\S+\/mcp/);
    expectBar((await shown('--url', url))[0]);
  });

  it('draws nothing where nobody looks', async () => {
    expect(await run([...CALL, '--sandbox'])).toMatchObject({ code: 0, stderr: '' });
  });
});
