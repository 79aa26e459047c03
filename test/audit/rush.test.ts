import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { verifyFiles } from '../../src/audit/index.ts';
import { file, folder } from './files.ts';

const LINES = 20;

/** Opens the audit once it is told to, writes if it may, and says how many lines it wrote. */
const PROCESS = `
  const { openAudit } = await import(process.argv[1]);
  process.stdout.write('ready\\n');
  process.stdin.once('data', () => {
    const audit = openAudit(process.argv[2]);
    let lines = 0;
    try {
      for (; lines < ${LINES}; lines += 1) audit.append({ event: 'started' });
    } catch (thrown) {
      if (thrown.code !== 'audit_unavailable') throw thrown;
    }
    audit.close();
    process.stdout.write('wrote ' + lines + '\\n', () => process.exit());
  });
`;

const AUDIT = new URL('../../dist/src/audit/index.js', import.meta.url).href;

async function ready() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROCESS, AUDIT, file()], { stdio: ['pipe', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
  await once(child.stdout, 'data');
  const ended = once(child, 'close').then(() => Number(/wrote (\d+)/.exec(told)?.[1]));
  return { go: () => child.stdin.end('go'), ended };
}

describe('several processes that open an audit at the same moment', () => {
  it.each(['with', 'without'])('%s a lock that a dead one left, write one chain, one after the other', async (stale) => {
    const token = '00000000-0000-4000-8000-000000000000';
    if (stale === 'with') writeFileSync(`${file()}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), token }));
    const rush = await Promise.all(Array.from({ length: 6 }, ready));
    for (const { go } of rush) go();
    const wrote = await Promise.all(rush.map(({ ended }) => ended));
    const lines = wrote.reduce((sum, count) => sum + count, 0);
    expect(lines).toBeGreaterThanOrEqual(LINES);
    expect(verifyFiles([file()])).toMatchObject({ intact: true, lines, recovered: [] });
    expect(readdirSync(folder())).toEqual(['audit.ndjson']);
  });
});
