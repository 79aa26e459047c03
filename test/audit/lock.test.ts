import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { openAudit, verifyFiles } from '../../src/audit/index.ts';
import { file, folder } from './files.ts';

const lock = () => `${file()}.lock`;
const held = (pid: number, more: object = {}) =>
  writeFileSync(lock(), JSON.stringify({ pid, host: hostname(), token: '00000000-0000-4000-8000-000000000000', ...more }));

/** The number of a process that is over. */
const gone = () => spawnSync(process.execPath, ['-e', '']).pid;

describe('the lock of an audit file', () => {
  it('names this process, and goes when the file is closed', () => {
    const audit = openAudit(file());
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() });
    audit.close();
    expect(readdirSync(folder())).toEqual(['audit.ndjson']);
  });

  it('keeps a second writer out, which takes over when the first is done', () => {
    const warnings: string[] = [];
    const [one, two] = [openAudit(file()), openAudit(file(), { warn: (message) => warnings.push(message) })];
    one.append({ event: 'started' });
    expect([one.writable(), two.writable()]).toEqual([true, false]);
    const refusal = { code: 'audit_unavailable', message: expect.stringContaining(`process ${process.pid};`) };
    expect(() => two.append({ event: 'started' })).toThrow(expect.objectContaining(refusal));
    expect(() => two.keep({ call: 'a', tool: 't', reads: {} })).toThrow(expect.objectContaining(refusal));
    expect(warnings).toEqual([expect.stringContaining(`delete ${lock()}`)]);
    expect(() => two.append({ event: 'started' })).not.toThrow(lock());
    one.close();
    two.append({ event: 'ended' });
    two.close();
    expect(verifyFiles([file()])).toMatchObject({ intact: true, lines: 2 });
    expect(existsSync(lock())).toBe(false);
  });

  it('that a live process holds is left alone', async () => {
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    held(other.pid ?? 0);
    const audit = openAudit(file());
    expect(() => audit.append({ event: 'started' })).toThrow(
      expect.objectContaining({ message: expect.stringContaining(`process ${other.pid};`) }),
    );
    other.stdin.end();
    await once(other, 'close');
    audit.append({ event: 'started' });
    audit.close();
  });

  it.each([
    ['a dead process', () => held(gone())],
    ['a process whose number is used again', () => held(process.pid, { began: 'another boot 12' })],
    ['an earlier life of this container', () => held(process.pid)],
  ])('that %s left is taken over', (_, leave) => {
    leave();
    const audit = openAudit(file());
    audit.append({ event: 'started' });
    audit.close();
    expect(readdirSync(folder())).toEqual(['audit.ndjson']);
  });

  it('is taken over although another one died while it took it over', () => {
    held(gone());
    const right = `${lock()}.00000000-0000-4000-8000-000000000000`;
    writeFileSync(right, JSON.stringify({ pid: gone(), host: hostname(), token: '00000000-0000-4000-8000-000000000001' }));
    openAudit(file()).close();
    expect(readdirSync(folder())).toEqual(['audit.ndjson']);
  });

  it.each([
    ['another machine', () => held(1, { host: 'elsewhere.example.com' })],
    ['nobody that can be told', () => writeFileSync(lock(), 'what?')],
  ])('of %s counts as held', (_, leave) => {
    leave();
    const audit = openAudit(file());
    expect(() => audit.append({ event: 'started' })).toThrow(expect.objectContaining({ code: 'audit_unavailable' }));
    audit.close();
    expect(existsSync(lock())).toBe(true);
  });
});
