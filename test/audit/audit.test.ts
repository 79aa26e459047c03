import { appendFileSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noAudit, openAudit, verifyChain } from '../../src/audit/index.ts';
import { file, filled, folder, written } from './files.ts';

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
    expect(verifyChain(written())).toMatchObject({ intact: true, lines: 3, last: lines[2].hash });
  });

  it('is readable by its owner only', () => {
    filled(1);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('is continued when it is opened again', () => {
    filled(2);
    expect(verifyChain(filled(2))).toMatchObject({ intact: true, lines: 4 });
  });

  it('is continued by its end alone: what a million lines before it say is not read', () => {
    filled(2);
    const text = written();
    writeFileSync(file(), `${'x'.repeat(300_000)}\n${text}`);
    expect(filled(1)).toBe(`${'x'.repeat(300_000)}\n${text}${written().split('\n').at(-2)}\n`);
    expect(JSON.parse(written().split('\n').at(-2) ?? '')).toMatchObject({ seq: 3 });
  });

  it('keeps line breaks and look-alikes of its own members inside their texts', () => {
    const audit = openAudit(file());
    audit.append({ event: 'started', says: 'two\nlines\u2028and "hash":"x"}' });
    audit.append({ event: 'ended', says: `,"hash":"${'0'.repeat(64)}"}` });
    audit.close();
    expect(verifyChain(written())).toMatchObject({ intact: true, lines: 2 });
  });

  it('whose end was changed is not written to any more', () => {
    const text = filled(2).replace('tool_2', 'tool_9');
    writeFileSync(file(), text);
    expect(() => openAudit(file())).toThrow(
      expect.objectContaining({ code: 'audit_unavailable', message: expect.stringContaining('audit verify') }),
    );
    expect(written()).toBe(text);
    expect(readdirSync(folder())).toEqual(['audit.ndjson']);
  });

  it('that something else writes to while it is open takes nothing more', () => {
    filled(1);
    const audit = openAudit(file());
    appendFileSync(file(), 'not ours');
    expect(() => audit.append({ event: 'started' })).toThrow(expect.objectContaining({ code: 'audit_unavailable' }));
    audit.close();
  });

  it('that is taken away while it is open is continued in a new one', () => {
    const audit = openAudit(file());
    audit.append({ event: 'started' });
    renameSync(file(), join(folder(), 'elsewhere'));
    audit.append({ event: 'ended' });
    audit.close();
    const lines = written()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ seq, event }) => [seq, event])).toEqual([
      [2, 'rotated'],
      [3, 'ended'],
    ]);
  });

  it('that cannot be opened is an error that says so', () => {
    expect(() => openAudit(folder())).toThrow(expect.objectContaining({ code: 'audit_unavailable' }));
    expect(() => openAudit(join(folder(), 'none', 'a'))).toThrow(expect.objectContaining({ code: 'audit_unavailable' }));
    rmSync(`${folder()}.lock`, { force: true });
  });

  it('that is closed takes nothing more', () => {
    const audit = openAudit(file());
    audit.close();
    expect(() => audit.append({ event: 'started' })).toThrow(
      expect.objectContaining({ code: 'audit_unavailable', message: 'The audit cannot be written.' }),
    );
    // The number of the closed file may be another file's by now.
    expect(() => audit.close()).not.toThrow();
  });

  it('need not be there', () => {
    expect(noAudit.append({ event: 'started' })).toBeUndefined();
    expect(noAudit.keep({ call: 'a', tool: 't', reads: {} })).toBeUndefined();
    expect(noAudit.writable()).toBe(false);
    noAudit.close();
  });
});

describe('a line that a crash tore', () => {
  const torn = (from: number, cut: number) => writeFileSync(file(), filled(from).slice(0, -cut));

  it('is kept and marked by the next start', () => {
    torn(3, 20);
    const before = written();
    filled(1);
    expect(written().startsWith(`${before}\n`)).toBe(true);
    expect(verifyChain(written())).toMatchObject({ intact: true, lines: 5, recovered: [{ line: 3 }] });
    expect(readFileSync(file(), 'utf8').split('\n').map(nameOf)).toEqual([
      'started',
      'started',
      undefined,
      'recovered',
      'started',
      undefined,
    ]);
  });

  it('may be the first one', () => {
    torn(1, 100);
    expect(verifyChain(filled(1))).toMatchObject({ intact: true, recovered: [{ line: 1 }] });
  });

  it('and lacks nothing but its end is just ended', () => {
    torn(2, 1);
    expect(verifyChain(filled(1))).toMatchObject({ intact: true, lines: 3, recovered: [] });
  });

  it('may be torn again while it is recovered', () => {
    torn(2, 9);
    filled(1);
    writeFileSync(file(), written().split('\n').slice(0, 3).join('\n').slice(0, -9));
    expect(verifyChain(filled(1))).toMatchObject({ intact: true, recovered: [{ line: 2 }] });
  });
});

function nameOf(line: string): unknown {
  try {
    return JSON.parse(line).event;
  } catch {
    return undefined;
  }
}
