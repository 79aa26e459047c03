import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../src/audit/index.ts';
import { linkOf } from '../../src/audit/chain.ts';
import { file, filled, written } from './files.ts';

const lines = () => filled(5).split('\n').slice(0, -1);
const verdictOf = (changed: readonly string[]) => verifyChain(changed.map((line) => `${line}\n`).join(''));

describe('checking a chain', () => {
  it('accepts no line at all', () => {
    expect(verifyChain('')).toEqual({ intact: true, lines: 0, last: '0'.repeat(64), recovered: [], continues: undefined });
  });

  it.each([1, 3, 5])('finds that line %i was changed', (number) => {
    const all = lines();
    const changed = all.with(number - 1, (all[number - 1] ?? '').replace('tool', 'fool'));
    expect(verdictOf(changed)).toMatchObject({ intact: false, line: number, reason: expect.stringContaining('changed') });
  });

  it('finds a line that was changed and sealed anew', () => {
    const all = lines();
    const { hash: _, ...entry } = JSON.parse(all[2] ?? '');
    expect(verdictOf(all.with(2, linkOf({ ...entry, tool: 'other' }).line))).toMatchObject({
      intact: false,
      line: 4,
      reason: expect.stringContaining('line 3'),
    });
  });

  it.each([
    [1, 1, 'a line was removed'],
    [3, 1, 'a line was removed'],
    [2, 3, '3 lines were removed'],
  ])('finds that from line %i on %i lines were removed', (number, count, reason) => {
    expect(verdictOf(lines().toSpliced(number - 1, count))).toMatchObject({
      intact: false,
      line: number,
      reason: expect.stringContaining(reason),
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
    expect(verdictOf(all.with(1, all[2] ?? '').with(2, all[1] ?? ''))).toMatchObject({
      intact: false,
      line: 2,
      reason: expect.stringContaining('reordered'),
    });
  });

  it('finds a torn last line', () => {
    expect(verifyChain(filled(3).slice(0, -20))).toEqual({
      intact: false,
      file: '',
      line: 3,
      reason: 'the last line is torn: it has no end',
    });
  });

  it('finds a line that somebody shortened, although no crash did', () => {
    const all = lines();
    const short = (all[2] ?? '').slice(0, -20);
    expect(verdictOf(all.with(2, short))).toMatchObject({ intact: false, line: 3 });
    const { seq, prev } = JSON.parse(all[2] ?? '');
    const forged = linkOf({ seq, event: 'recovered', torn: '0'.repeat(64), prev }).line;
    expect(verdictOf(all.with(2, short).toSpliced(3, 0, forged))).toMatchObject({ intact: false, line: 3 });
  });

  it('finds that a torn line which was recovered is changed or gone', () => {
    writeFileSync(file(), filled(3).slice(0, -20));
    filled(1);
    const all = written().split('\n').slice(0, -1);
    expect(verdictOf(all)).toMatchObject({ intact: true });
    expect(verdictOf(all.with(2, (all[2] ?? '').slice(0, -1)))).toMatchObject({ intact: false, line: 3 });
    expect(verdictOf(all.toSpliced(2, 1))).toMatchObject({ intact: false, line: 3, reason: expect.stringContaining('removed') });
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
