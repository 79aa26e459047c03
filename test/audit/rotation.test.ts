import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAudit, verifyFiles } from '../../src/audit/index.ts';
import { file, filled, folder, written } from './files.ts';

/** Small enough that a few lines fill a file. */
const SMALL = { maxMegabytes: 0.001 };

const older = () =>
  readdirSync(folder())
    .filter((name) => /^audit\.ndjson\.\d{8}T\d{9}Z(-\d+)?$/.test(name))
    .map((name) => join(folder(), name))
    .toSorted((a, b) => firstSeq(a) - firstSeq(b));
const firstSeq = (path: string) => JSON.parse(readFileSync(path, 'utf8').split('\n')[0] ?? '').seq;
const all = () => [...older(), file()];

describe('a full audit file', () => {
  it('is set aside with the time in its name, and the chain goes on in a new one', () => {
    filled(12, SMALL);
    expect(all().length).toBeGreaterThan(2);
    expect(verifyFiles(all())).toMatchObject({ intact: true, recovered: [], continues: undefined });
    for (const path of all()) {
      expect(statSync(path).size).toBeLessThanOrEqual(1_000);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
    const [first] = written().split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({ event: 'rotated', file: older().at(-1)?.split('/').at(-1) });
  });

  it('is continued by the next start as well', () => {
    for (let n = 0; n < 8; n += 1) filled(1, SMALL);
    const verdict = verifyFiles(all());
    expect(verdict).toMatchObject({ intact: true, lines: 8 + older().length });
  });

  it('takes one line that is larger than the limit, rather than none', () => {
    const audit = openAudit(file(), SMALL);
    for (let n = 0; n < 3; n += 1) audit.append({ event: 'started', says: 'x'.repeat(3_000) });
    audit.close();
    expect(verifyFiles(all())).toMatchObject({ intact: true, lines: 3 + older().length });
    expect(older()).toHaveLength(2);
  });

  it('is continued although a crash came between setting it aside and the new one', () => {
    filled(3);
    const aside = `${file()}.20260101T000000000Z`;
    renameSync(file(), aside);
    filled(1);
    expect(JSON.parse(written().split('\n')[0] ?? '')).toMatchObject({
      seq: 4,
      event: 'rotated',
      file: 'audit.ndjson.20260101T000000000Z',
    });
    expect(verifyFiles([aside, file()])).toMatchObject({ intact: true, lines: 5 });
  });

  it('is not continued when its end was changed', () => {
    writeFileSync(`${file()}.20260101T000000000Z`, filled(2).replace('tool_2', 'tool_3'));
    rmSync(file());
    expect(() => openAudit(file())).toThrow(expect.objectContaining({ code: 'audit_unavailable' }));
  });
});

describe('checking several files', () => {
  it('accepts a continuation alone, and names what comes before it', () => {
    filled(12, SMALL);
    expect(verifyFiles([file()])).toMatchObject({ intact: true, continues: older().at(-1)?.split('/').at(-1) });
  });

  it('accepts a higher first number only in a line that says what it continues', () => {
    filled(12, SMALL);
    writeFileSync(file(), written().split('\n').slice(1).join('\n'));
    expect(verifyFiles([file()])).toMatchObject({ intact: false, line: 1, reason: expect.stringContaining('removed') });
  });

  it('finds a missing file, a wrong order, and another end of the file before', () => {
    filled(12, SMALL);
    const files = all();
    expect(verifyFiles(files.toSpliced(1, 1))).toMatchObject({ intact: false, file: files[2], line: 1 });
    expect(verifyFiles(files.toReversed())).toMatchObject({ intact: false });
    const [first = ''] = files;
    writeFileSync(first, `${readFileSync(first, 'utf8').trimEnd().split('\n').slice(0, -1).join('\n')}\n`);
    expect(verifyFiles(files)).toMatchObject({ intact: false, file: files[1], line: 1 });
  });

  it('reads a file that is larger than one piece', () => {
    const audit = openAudit(file());
    for (let n = 0; n < 40; n += 1) audit.append({ event: 'ended', says: 'ü'.repeat(50_000) });
    audit.close();
    expect(statSync(file()).size).toBeGreaterThan(3_000_000);
    expect(verifyFiles([file()])).toMatchObject({ intact: true, lines: 40 });
  });
});
