import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from '../../src/config/index.ts';
import { withSettingsFile } from '../../src/config/settings-file.ts';
import { temporary } from '../temporary.ts';

const path = join(temporary, 'steward.env');

function given(text: string, environment: Readonly<Record<string, string>> = {}) {
  writeFileSync(path, text);
  return readSettings(withSettingsFile(environment, path));
}

describe('a settings file', () => {
  it('gives settings, with comments and quotes', () => {
    expect(given("# mine\nLIGHTDASH_TOKEN='a b#c' # and why\nLIGHTDASH_URL=https://lightdash.example.com\n")).toMatchObject({
      LIGHTDASH_TOKEN: 'a b#c',
      LIGHTDASH_URL: 'https://lightdash.example.com',
    });
  });

  it('gives way to the environment, also where one of them names a file', () => {
    expect(given('LIGHTDASH_TOKEN=file\nSTEWARD_CONFIRM=flag', { LIGHTDASH_TOKEN: 'environment' })).toMatchObject({
      LIGHTDASH_TOKEN: 'environment',
      STEWARD_CONFIRM: 'flag',
    });
    expect(given('LIGHTDASH_TOKEN_FILE=/nope', { LIGHTDASH_TOKEN: 'environment' }).LIGHTDASH_TOKEN).toBe('environment');
    const held = join(temporary, 'token');
    writeFileSync(held, 'held\n');
    expect(given('LIGHTDASH_TOKEN=file', { LIGHTDASH_TOKEN_FILE: held }).LIGHTDASH_TOKEN).toBe('held');
    expect(given('STEWARD_AUDIT_FILE=/file', { STEWARD_AUDIT_FILE: '/environment' }).STEWARD_AUDIT_FILE).toBe('/environment');
  });

  it('fills what a desktop host leaves open', () => {
    expect(given('LIGHTDASH_TOKEN=file', { LIGHTDASH_TOKEN: '', LIGHTDASH_EMAIL: '${user_config.lightdash_email}' }).LIGHTDASH_TOKEN).toBe(
      'file',
    );
    expect(given('LIGHTDASH_TOKEN=file', { LIGHTDASH_TOKEN: '${user_config.lightdash_token}' }).LIGHTDASH_TOKEN).toBe('file');
  });

  it('cannot change anything else: what is no setting is an error', () => {
    expect(() => given('NODE_OPTIONS=--import=/tmp/evil.mjs')).toThrow('NODE_OPTIONS in the settings file is not a setting.');
    expect(() => given('STEWARD_CONFRIM=flag')).toThrow('STEWARD_CONFRIM is not a setting. Did you mean STEWARD_CONFIRM?');
  });

  it.each([
    ['STEWARD_READ_ONLY: true', ['Line 1 of the settings file is not NAME=value with the name of a setting.']],
    ['# mine\n\nLIGHTDASH_URL=x\nLIGHTDASH_TOKEN ldpat_hidden', [expect.stringContaining('Line 4 ')]],
    ['aGlkZGVuX3NlY3JldA==', [expect.stringContaining('Line 1 ')]],
    ['STEWARD_READ_ONLY=true\nSTEWARD_READ_ONLY=false', ['STEWARD_READ_ONLY is in the settings file twice, in lines 1 and 2; keep one.']],
    ['LIGHTDASH_TOKEN=hid#den', [expect.stringMatching(/^LIGHTDASH_TOKEN in line 1 .* holds a #: put the value in quotes/)]],
    ['LIGHTDASH_TOKEN=hidden # mine', [expect.stringContaining('the comment on a line of its own')]],
    ["LIGHTDASH_TOKEN='hid'den'", ['LIGHTDASH_TOKEN in line 1 of the settings file has something after its closing quote.']],
    ['LIGHTDASH_TOKEN="hidden\nSTEWARD_READ_ONLY=true\n#"', [expect.stringContaining('LIGHTDASH_TOKEN in line 1'), expect.anything()]],
  ])('says which line is wrong, and shows nothing that may be a secret: %j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems.length === 1 ? problems : expect.arrayContaining(problems));
    expect(problemsOf(text).join()).not.toMatch(/hid|aGlk/);
  });

  it('tells of a file that is no text, and of thousands of wrong lines, in short', () => {
    expect(problemsOf(Buffer.from([0x7f, 0x45, 0xff, 0xfe]))).toEqual(['The settings file is not a text in UTF-8.']);
    expect(problemsOf('STEWARD_READ_ONLY=true'.split('').join('\0'))).toEqual(['The settings file is not a text in UTF-8.']);
    expect(problemsOf('{\n'.repeat(2000))).toEqual([
      ...Array(10).fill(expect.any(String)),
      '1990 more lines of the settings file are wrong.',
    ]);
  });
});

function problemsOf(text: string | Uint8Array): readonly string[] {
  writeFileSync(path, text);
  try {
    withSettingsFile({}, path);
  } catch (thrown) {
    if (thrown instanceof SettingsError) return thrown.problems;
    throw thrown;
  }
  return [];
}
