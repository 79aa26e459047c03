import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/config/index.ts';
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
});
