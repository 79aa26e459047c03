import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAudit, verifyFiles, type Verdict } from '../../src/audit/index.ts';
import { rotatedFrom } from '../../src/audit/rotation.ts';
import { file, folder } from './files.ts';

/** Appends without end, in lines of many lengths; says how many are on disk. */
const WRITER = `
  const { openAudit } = await import(process.argv[1]);
  const audit = openAudit(process.argv[2], { maxMegabytes: Number(process.argv[3]) });
  for (let n = 1; ; n += 1) {
    audit.append({ event: n % 5 === 0 ? 'started' : 'ended', n, says: 'x'.repeat((n * 7919) % 9000) });
    if (n % 5 === 0) process.stdout.write(n + '\\n');
  }
`;

const AUDIT = new URL('../../dist/src/audit/index.js', import.meta.url).href;

/** Kills a writer after it reported about `reports` durable lines; answers the last reported number. */
async function killedAfter(reports: number, megabytes: number): Promise<number> {
  const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER, AUDIT, file(), String(megabytes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (told.split('\n').length > reports) writer.kill('SIGKILL');
  });
  await once(writer, 'close');
  return Number(told.split('\n').at(-2));
}

// A kill between the two renames of a rotation leaves no current file.
const files = () => [...rotatedFrom(file()), file()].filter((path) => existsSync(path));
const isTorn = (verdict: Verdict) => !verdict.intact && verdict.reason.startsWith('the last line is torn');

describe('a process that is killed while it writes', () => {
  it.each([
    [3, 100],
    [25, 100],
    [40, 0.05],
    [90, 0.02],
  ])('leaves a chain that holds up to its last whole line, and that goes on (%i reports, files of %f MB)', async (reports, megabytes) => {
    const told = await killedAfter(reports, megabytes);
    const before = verifyFiles(files());
    expect(before.intact || isTorn(before)).toBe(true);
    const numbers = files()
      .flatMap((path) => readFileSync(path, 'utf8').split('\n').slice(0, -1))
      .flatMap((line) => JSON.parse(line).n ?? []);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThanOrEqual(told);

    const audit = openAudit(file());
    audit.append({ event: 'started' });
    audit.close();
    expect(verifyFiles(files())).toMatchObject({ intact: true, recovered: before.intact ? [] : [{ file: basename(file()) }] });
    expect(readdirSync(folder()).filter((name) => name.includes('.lock'))).toEqual([]);
    expect(readFileSync(join(folder(), 'audit.ndjson'), 'utf8').endsWith('\n')).toBe(true);
  });
});
