import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, settingFacts, SettingsError, type Environment } from '../../src/config/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
  const path = join(folder, 'value');
  writeFileSync(path, text);
  return path;
}

function problemsOf(environment: Environment): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof SettingsError)) throw thrown;
    expect(thrown.message).toBe(thrown.problems.join('\n'));
    return thrown.problems;
  }
}

describe('settings', () => {
  it('have defaults that ask a person and show no secret', () => {
    expect(readSettings({ PATH: '/bin', HOME: '/' })).toMatchObject({
      STEWARD_CONFIRM: 'human',
      STEWARD_REVEAL_SECRETS: false,
      STEWARD_READ_ONLY: false,
      STEWARD_AUTH: 'none',
    });
  });

  it.each([
    ['STEWARD_READ_ONLY', 'yes', true],
    ['STEWARD_READ_ONLY', 'FALSE', false],
    ['STEWARD_SYSTEMS', ' lightdash, knowi-sso ,', ['lightdash', 'knowi-sso']],
    ['STEWARD_ANSWER_TOKENS', '500', 500],
    ['LIGHTDASH_URL', 'https://lightdash.example.com/base', 'https://lightdash.example.com/base'],
    ['LIGHTDASH_PASSWORD', 'pa$$ "wörd" ', 'pa$$ "wörd" '],
  ])('%s=%s is read', (name, value, expected) => {
    expect(readSettings({ [name]: value })).toHaveProperty(name, expected);
  });

  it.each(['', '${user_config.lightdash_token}'])('given as %j are unset', (value) => {
    expect(readSettings({ LIGHTDASH_TOKEN: value, LIGHTDASH_URL: value, STEWARD_CONFIRM: value, STEWARD_READ_ONLY: value })).toMatchObject({
      STEWARD_CONFIRM: 'human',
    });
    expect(readSettings({ LIGHTDASH_TOKEN: value }).LIGHTDASH_TOKEN).toBeUndefined();
    expect(readSettings({ LIGHTDASH_TOKEN_FILE: value }).LIGHTDASH_TOKEN).toBeUndefined();
  });

  it('take an address in any spelling of it, and networks of either kind', () => {
    for (const spelling of ['https://steward.example.com', 'https://Steward.Example.com/', 'https://steward.example.com:443'])
      expect(readSettings({ STEWARD_PUBLIC_URL: spelling }).STEWARD_PUBLIC_URL).toBe('https://steward.example.com');
    const networks = 'loopback, 10.0.0.0/8,::1,fd00::/8';
    expect(readSettings({ STEWARD_TRUST_PROXY: networks }).STEWARD_TRUST_PROXY).toEqual(['loopback', '10.0.0.0/8', '::1', 'fd00::/8']);
  });

  it.each([
    ['STEWARD_CONFIRM', 'never', ['human', 'flag']],
    ['STEWARD_READ_ONLY', 'maybe', ['true or false']],
    ['LIGHTDASH_URL', 'lightdash.example.com', ['http or https']],
    ['LIGHTDASH_URL', 'file:///etc/passwd', ['http or https']],
    ['STEWARD_ANSWER_TOKENS', 'many', ['number']],
    ['STEWARD_ANSWER_TOKENS', '7', ['500']],
    ['STEWARD_VENDOR_TIMEOUT', '1.5', ['whole number']],
    ['STEWARD_RATE_LIMIT', ' ', ['whole number']],
    ['STEWARD_MAX_CALLS', '1e3', ['whole number']],
    ['STEWARD_TRUST_PROXY', 'proxy.example.com', ['10.0.0.0/8']],
    ['STEWARD_TRUST_PROXY', '10.0.0.0/33', ['10.0.0.0/8']],
    ['STEWARD_TRUST_PROXY', '0.0.0.0/0', ['10.0.0.0/8']],
    ['STEWARD_PUBLIC_URL', 'https://steward.example.com/mcp', ['without a path']],
    ['STEWARD_PUBLIC_URL', 'https://ada@steward.example.com', ['without a path']],
    ['STEWARD_LOG_LEVEL', 'loud', ['silent', 'debug']],
    ['LIGHTDASH_TOKEN', 'secret-value\nx-other: 1', ['one line']],
  ])('%s=%j is a problem that names the setting and what it accepts', (name, value, accepted) => {
    const [problem = '', ...more] = problemsOf({ [name]: value });
    expect(more).toEqual([]);
    expect(problem.startsWith(`${name}: `)).toBe(true);
    for (const words of accepted) expect(problem).toContain(words);
    expect(problem).not.toContain('secret-value');
  });

  it('of replicas need a key that they share', () => {
    const redis = 'rediss://:not-a-real-password@redis.example.com:6379/0';
    expect(() => readSettings({ STEWARD_REDIS_URL: redis })).toThrow(
      /^STEWARD_REDIS_URL needs STEWARD_STATE_KEY, the same in every replica/,
    );
    expect(readSettings({ STEWARD_REDIS_URL: redis, STEWARD_STATE_KEY: 'k'.repeat(32) })).toMatchObject({ STEWARD_REDIS_URL: redis });
    expect(() => readSettings({ STEWARD_REDIS_URL: 'https://redis.example.com' })).toThrow('must be a redis or rediss address');
  });

  it('are all checked at once', () => {
    expect(problemsOf({ STEWARD_CONFIRM: 'x', STEWARD_READ_ONLY: 'x', STEWARD_NOPE: 'x' })).toHaveLength(3);
  });
});

describe('a setting in a file', () => {
  it('is read without its last line end', () => {
    expect(readSettings({ LIGHTDASH_TOKEN_FILE: fileWith('abc \r\n') }).LIGHTDASH_TOKEN).toBe('abc ');
    expect(readSettings({ STEWARD_CONFIRM_FILE: fileWith('flag\n') }).STEWARD_CONFIRM).toBe('flag');
  });

  it('is unset where the file is empty', () => {
    expect(readSettings({ LIGHTDASH_TOKEN_FILE: fileWith('\n') }).LIGHTDASH_TOKEN).toBeUndefined();
  });

  it('must not be set directly as well', () => {
    const [problem = '', ...more] = problemsOf({ LIGHTDASH_TOKEN: 'secret-one', LIGHTDASH_TOKEN_FILE: fileWith('secret-two') });
    expect(more).toEqual([]);
    expect(problem).toContain('LIGHTDASH_TOKEN and LIGHTDASH_TOKEN_FILE');
    expect(problem).not.toContain('secret');
  });

  it('that cannot be read is a problem', () => {
    expect(problemsOf({ LIGHTDASH_TOKEN_FILE: join(folder, 'none') })).toEqual(['LIGHTDASH_TOKEN_FILE: the file cannot be read.']);
    expect(problemsOf({ LIGHTDASH_TOKEN_FILE: folder })).toEqual(['LIGHTDASH_TOKEN_FILE: the file cannot be read.']);
  });

  it('of more than one line is no credential, and stays unsaid', () => {
    const problems = problemsOf({ LIGHTDASH_TOKEN_FILE: fileWith('-----BEGIN KEY-----\nhush-hush\n') });
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('hush');
  });
});

describe('an unknown name', () => {
  it.each([
    ['STEWARD_READONLY', 'STEWARD_READ_ONLY'],
    ['STEWARD_CONFRIM', 'STEWARD_CONFIRM'],
    ['STEWARD_AUDIT', 'STEWARD_AUTH'],
    ['STEWARD_SYSTEM_FILE', 'STEWARD_SYSTEMS'],
  ])('%s is a problem that suggests %s', (name, near) => {
    expect(problemsOf({ [name]: 'hush' })).toEqual([`${name} is not a setting. Did you mean ${near}?`]);
  });

  it('of another program is not our business', () => {
    expect(problemsOf({ LIGHTDASH_DEBUG: '1', KNOWI_HOME: '/', AWS_REGION: 'x' })).toEqual([]);
  });
});

describe('what is told about settings', () => {
  it('says something of every one, and marks every credential', () => {
    for (const [name, { about, sensitive }] of settingFacts) {
      expect(about, name).toMatch(/\.$/);
      expect(sensitive, name).toBe(/(TOKEN|SECRET|PASSWORD|API_KEY|CLIENT_ID|STATE_KEY|REDIS_URL|GRANT)$/.test(name));
    }
  });
});
