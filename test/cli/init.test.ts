import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/config/index.ts';
import { withSettingsFile } from '../../src/config/settings-file.ts';
import { temporary } from '../temporary.ts';
import { run } from './run.ts';
import { onTerminal } from './terminal.ts';

const SECRET = `l'd"p#at $x`;

describe('steward-mcp init', () => {
  it('writes the settings of the named systems to fill in, all others as comments, for this account only', async () => {
    const out = join(temporary, 'named.env');
    const ended = await run(['init', '--system', 'lightdash', '--system', 'knowledgeowl', '--out', out]);
    expect(ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(`steward-mcp check --settings ${out}`) });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const text = readFileSync(out, 'utf8');
    expect(Object.keys(parseEnv(text)).toSorted()).toEqual([
      'KNOWLEDGEOWL_API_KEY',
      'LIGHTDASH_EMAIL',
      'LIGHTDASH_PASSWORD',
      'LIGHTDASH_TOKEN',
      'LIGHTDASH_URL',
    ]);
    expect(text).toMatch(/^# .*confirm.*\n(# .*\n)*# STEWARD_CONFIRM=human$/m);
    expect(readSettings(withSettingsFile({}, out)).STEWARD_CONFIRM).toBe('human');
    // What is commented out is right as it stands, too.
    const others = text.replace(/^# (STEWARD_\w+=.+)$/gm, '$1');
    writeFileSync(join(temporary, 'others.env'), others);
    expect(readSettings(withSettingsFile({}, join(temporary, 'others.env'))).STEWARD_ANSWER_TOKENS).toBe(8000);
  });

  it('never replaces a file', async () => {
    const out = join(temporary, 'there.env');
    writeFileSync(out, 'mine');
    const ended = await run(['init', '--system', 'lightdash', '--out', out]);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('is there already') });
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });

  it('wants a system where nobody can be asked, and one that exists', async () => {
    expect(await run(['init'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--system') });
    expect(await run(['init', '--system', 'jira'])).toMatchObject({ code: 2, stderr: expect.stringContaining('knowledgeowl') });
    const out = join(temporary, 'nope', 'x.env');
    expect(await run(['init', '--system', 'lightdash', '--out', out])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('ENOENT'),
    });
  });

  it('asks on a terminal, does not show secrets, and check finds what was typed', async () => {
    const out = join(temporary, 'typed.env');
    const { code, stdout } = await onTerminal(
      ['init', '--out', out],
      [
        [/Set up Lightdash\?.*$/, 'y'],
        [/LIGHTDASH_URL: .*$/, 'http://127.0.0.1:9'],
        [/LIGHTDASH_TOKEN: .*$/, SECRET],
        [/LIGHTDASH_EMAIL: .*$/, ''],
        [/LIGHTDASH_PASSWORD: .*$/, ''],
        [/Set up CISO Assistant\?.*$/, 'n'],
        [/Set up Knowi Management\?.*$/, ''],
        [/Set up Knowi SSO\?.*$/, ''],
        [/Set up KnowledgeOwl\?.*$/, 'no'],
      ],
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining('Wrote ')]);
    expect(stdout).not.toContain(SECRET);
    expect(parseEnv(readFileSync(out, 'utf8'))).toEqual({
      LIGHTDASH_URL: 'http://127.0.0.1:9',
      LIGHTDASH_TOKEN: SECRET,
      LIGHTDASH_EMAIL: '',
      LIGHTDASH_PASSWORD: '',
    });
    const check = await run(['check', '--settings', out]);
    expect(check).toMatchObject({ code: 1, stdout: expect.stringContaining('cannot be reached') });
  });

  it('writes nothing when the person breaks off', async () => {
    const out = join(temporary, 'broken-off.env');
    expect(await onTerminal(['init', '--out', out], [[/Set up Lightdash\?.*$/, null]])).toMatchObject({ code: 1 });
    expect(() => statSync(out)).toThrow('ENOENT');
  });
});
