import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noAudit, openAudit, verifyChain } from '../../src/audit/index.ts';
import { linkOf } from '../../src/audit/chain.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  file = join(folder, 'audit.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

const written = () => readFileSync(file, 'utf8');

/** An audit file with `count` lines. */
function filled(count: number): string {
  const audit = openAudit(file);
  for (let n = 1; n <= count; n += 1) audit.append({ event: 'started', tool: `tool_${n}` });
  audit.close();
  return written();
}

describe('an audit file', () => {
  it('holds one JSON line for each event, counted and chained', () => {
    const lines = filled(3)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ seq, event, tool }) => [seq, event, tool])).toEqual([
      [1, 'started', 'tool_1'],
      [2, 'started', 'tool_2'],
      [3, 'started', 'tool_3'],
    ]);
    expect(lines.map(({ prev }) => prev)).toEqual(['0'.repeat(64), lines[0].hash, lines[1].hash]);
    expect(verifyChain(written())).toEqual({ intact: true, lines: 3, last: lines[2].hash });
  });

  it('is readable by its owner only', () => {
    filled(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is continued when it is opened again', () => {
    filled(2);
    expect(verifyChain(filled(2))).toMatchObject({ intact: true, lines: 4 });
  });

  it('keeps one chain when two processes write to it', () => {
    const [one, two] = [openAudit(file), openAudit(file)];
    for (const audit of [one, two, two, one, two]) audit.append({ event: 'ended' });
    one.close();
    two.close();
    expect(verifyChain(written())).toMatchObject({ intact: true, lines: 5 });
  });

  it('keeps line breaks and look-alikes of its own members inside their texts', () => {
    const audit = openAudit(file);
    audit.append({ event: 'started', says: 'two\nlines\u2028and "hash":"x"}' });
    audit.append({ event: 'ended', says: `,"hash":"${'0'.repeat(64)}"}` });
    audit.close();
    expect(verifyChain(written())).toMatchObject({ intact: true, lines: 2 });
  });

  it('that is not intact is not written to any more', () => {
    const text = filled(2).replace('tool_1', 'tool_9');
    writeFileSync(file, text);
    expect(() => openAudit(file)).toThrow(
      expect.objectContaining({ code: 'audit_unavailable', message: expect.stringContaining('line 1') }),
    );
    expect(written()).toBe(text);
  });

  it('that is damaged while it is open takes nothing more', () => {
    filled(1);
    const audit = openAudit(file);
    appendFileSync(file, 'not ours');
    expect(() => audit.append({ event: 'started' })).toThrow(expect.objectContaining({ code: 'audit_unavailable' }));
    audit.close();
  });

  it('that cannot be opened is an error that says so', () => {
    expect(() => openAudit(folder)).toThrow(expect.objectContaining({ code: 'audit_unavailable' }));
    expect(() => openAudit(join(folder, 'none', 'a'))).toThrow(expect.objectContaining({ code: 'audit_unavailable' }));
  });

  it('that is closed takes nothing more', () => {
    const audit = openAudit(file);
    audit.close();
    expect(() => audit.append({ event: 'started' })).toThrow(
      expect.objectContaining({ code: 'audit_unavailable', message: 'The audit cannot be written.' }),
    );
  });

  it('need not be there', () => {
    expect(noAudit.append({ event: 'started' })).toBeUndefined();
    noAudit.close();
  });
});

describe('checking a chain', () => {
  const lines = () => filled(5).split('\n').slice(0, -1);
  const verdictOf = (changed: readonly string[]) => verifyChain(changed.map((line) => `${line}\n`).join(''));

  it('accepts no line at all', () => {
    expect(verifyChain('')).toEqual({ intact: true, lines: 0, last: '0'.repeat(64) });
  });

  it.each([1, 3, 5])('finds that line %i was changed', (number) => {
    const changed = lines().with(number - 1, (lines()[number - 1] ?? '').replace('tool', 'fool'));
    expect(verdictOf(changed)).toMatchObject({ intact: false, line: number, reason: expect.stringContaining('changed') });
  });

  it('finds a line that was changed and sealed anew', () => {
    const { hash: _, ...entry } = JSON.parse(lines()[2] ?? '');
    expect(verdictOf(lines().with(2, linkOf({ ...entry, tool: 'other' }).line))).toMatchObject({
      intact: false,
      line: 4,
      reason: expect.stringContaining('line 3'),
    });
  });

  it.each([1, 3])('finds that line %i was removed', (number) => {
    expect(verdictOf(lines().toSpliced(number - 1, 1))).toMatchObject({
      intact: false,
      line: number,
      reason: expect.stringContaining('removed'),
    });
  });

  it('finds an inserted line', () => {
    const all = lines();
    expect(verdictOf(all.toSpliced(2, 0, all[1] ?? ''))).toMatchObject({
      intact: false,
      line: 3,
      reason: expect.stringContaining('inserted'),
    });
    expect(verdictOf(all.toSpliced(2, 0, linkOf({ seq: 3, prev: '0'.repeat(64) }).line))).toMatchObject({
      intact: false,
      line: 3,
      reason: expect.stringContaining('does not follow line 2'),
    });
  });

  it('finds two lines that changed places', () => {
    const all = lines();
    expect(verdictOf(all.with(1, all[2] ?? '').with(2, all[1] ?? ''))).toMatchObject({ intact: false, line: 2 });
  });

  it('finds a torn last line', () => {
    expect(verifyChain(filled(3).slice(0, -20))).toEqual({ intact: false, line: 3, reason: 'the last line is torn: it has no end' });
  });

  it('finds a chain that does not begin at the beginning', () => {
    expect(verdictOf([linkOf({ seq: 1, prev: 'a'.repeat(64) }).line])).toMatchObject({
      intact: false,
      line: 1,
      reason: 'does not begin the chain',
    });
  });

  it.each(['', '[]', 'null', '{"seq":1', '{}'])('finds that %j is no line of a chain', (line) => {
    expect(verdictOf([line])).toMatchObject({ intact: false, line: 1 });
  });
});
