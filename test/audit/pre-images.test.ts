import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findPreImage, openAudit } from '../../src/audit/index.ts';
import { newKey } from '../../src/state/index.ts';
import { file, folder } from './files.ts';

const IMAGE = { call: 'call-1', tool: 'lightdash_delete_group', reads: { group: { name: 'Sales', members: ['ada@example.com'] } } };
const side = () => `${file()}.preimages`;

describe('a pre-image', () => {
  it('is kept encrypted, beside the audit, for its owner only', () => {
    const key = newKey();
    const audit = openAudit(file(), { key });
    const hash = audit.keep(IMAGE);
    audit.close();
    const text = readFileSync(side(), 'utf8');
    expect(Object.keys(JSON.parse(text))).toEqual(['call', 'at', 'tool', 'sealed']);
    expect(text).not.toContain('ada@');
    expect(hash).toBe(createHash('sha256').update(text.trimEnd()).digest('hex'));
    expect(statSync(side()).mode & 0o777).toBe(0o600);
    expect(findPreImage(file(), 'call-1', key)).toMatchObject(IMAGE);
  });

  it('cannot be read with another key, nor under another call', () => {
    const key = newKey();
    const audit = openAudit(file(), { key });
    audit.keep(IMAGE);
    audit.close();
    expect(findPreImage(file(), 'call-1', newKey())).toMatchObject({ reads: undefined });
    expect(findPreImage(file(), 'call-2', key)).toBeUndefined();
    writeFileSync(side(), readFileSync(side(), 'utf8').replace('call-1', 'call-2'));
    expect(findPreImage(file(), 'call-2', key)).toMatchObject({ reads: undefined });
  });

  it('is found after half a line that a crash left', () => {
    const key = newKey();
    openAudit(file()).close();
    appendFileSync(side(), '{"call":"call-1","at":"x');
    const audit = openAudit(file(), { key });
    audit.keep(IMAGE);
    audit.close();
    expect(findPreImage(file(), 'call-1', key)).toMatchObject(IMAGE);
  });

  it('is set aside with the audit file, and found there', () => {
    const key = newKey();
    const audit = openAudit(file(), { key, maxMegabytes: 0.001 });
    audit.keep(IMAGE);
    for (let n = 0; n < 6; n += 1) audit.append({ event: 'started' });
    audit.close();
    expect(readdirSync(folder()).filter((name) => name.endsWith('Z.preimages'))).toHaveLength(1);
    expect(findPreImage(file(), 'call-1', key)).toMatchObject(IMAGE);
  });
});
