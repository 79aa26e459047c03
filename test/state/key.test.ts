import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyIn } from '../../src/state/key.ts';
import { temporary } from '../temporary.ts';

const newFolder = () => mkdtempSync(join(temporary, 'key-'));

describe('the key in a folder', () => {
  it('is made once, for this account alone, and is the same for all who read it', () => {
    const folder = join(newFolder(), 'state');
    const key = keyIn(folder)();
    expect(key).toHaveLength(32);
    expect(keyIn(folder)()).toEqual(key);
    expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
  });

  it('says which folder is at fault where there is none', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(keyIn(join(file, 'state'))).toThrow(
      expect.objectContaining({ code: 'state_unavailable', message: 'The state folder of this server cannot be used (ENOTDIR).' }),
    );
  });

  it('is not replaced where it is spoilt: handles and confirmations hang on it', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'key'), 'short');
    expect(keyIn(folder)).toThrow(
      expect.objectContaining({ code: 'state_unavailable', message: expect.stringContaining('no key of 32 bytes') }),
    );
    expect(readFileSync(join(folder, 'key'), 'utf8')).toBe('short');
  });
});
