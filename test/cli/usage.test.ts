import { describe, expect, it } from 'vitest';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { run, start } from './run.ts';

describe('the command line', () => {
  it.each([[], ['stdio'], ['http'], ['tools'], ['find'], ['call'], ['check'], ['sandbox'], ['audit'], ['audit', 'verify']])(
    'explains itself: %s %s --help',
    async (...command: readonly string[]) => {
      const { code, stdout, stderr } = await run([...command, '--help']);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(new RegExp(`^Usage: steward-mcp ?${command.join(' ')}`));
    },
  );

  it('names its version', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it.each([
    [['frobnicate'], 'there is no command frobnicate'],
    [['tools', '--colour'], "unknown option '--colour'"],
    [['http', '--port', 'x'], 'from 0 to 65535'],
    [['sandbox', '--fault', 'lightdash'], 'must be system=fault:share, as in lightdash=429:0.1'],
    [['sandbox', '--fault', 'lightdash=418:0.1'], 'there is no fault 418; there are 429,'],
    [['sandbox', '--fault', 'lightdash=429:2'], 'the share 2 must be a number from 0 to 1'],
    [['sandbox', '--fault', 'lightdsh=429:0.1'], 'there is no system lightdsh; there are knowi-management,'],
    [['sandbox', '--seed', 'x'], 'must be a whole number'],
    [['call', 'lightdash_list_groups', '--sandbox', '--url', 'http://127.0.0.1:9/mcp'], '--sandbox does not go with --url'],
    [['call'], "missing required argument 'tool'"],
    [['find'], "missing required argument 'words'"],
  ])('exits with 2 and one readable error for %j', async (args, text) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    [0, ['tools']],
    [2, ['call', 'nosuch', '--json', '--sandbox']],
    [2, ['tools', '--colour']],
    [3, ['call', 'lightdash_delete_group', JSON.stringify({ groupUuid: groupId('Contractors') }), '--json', '--sandbox']],
  ])('exits with %i although nobody reads what it prints: %j', async (code, args) => {
    const { child, ended } = start(args);
    child.stdout?.destroy();
    child.stderr?.destroy();
    expect(await ended).toMatchObject({ code, stdout: '', stderr: '' });
  });

  it('refuses a setting that does not exist, and says which was meant', async () => {
    const { code, stdout, stderr } = await run(['check'], { environment: { STEWARD_CONFRIM: 'flag' } });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('STEWARD_CONFRIM is not a setting. Did you mean STEWARD_CONFIRM?');
  });

  it('says every wrong setting at once, without the values of secrets', async () => {
    const environment = {
      STEWARD_CONFIRM: 'maybe',
      STEWARD_VENDOR_TIMEOUT: '0',
      LIGHTDASH_URL: 'lightdash',
      LIGHTDASH_TOKEN_FILE: '/nope/ldpat_secret',
    };
    const { code, stderr } = await run(['stdio'], { environment });
    expect(code).toBe(2);
    for (const name of ['STEWARD_CONFIRM', 'STEWARD_VENDOR_TIMEOUT', 'LIGHTDASH_URL', 'LIGHTDASH_TOKEN_FILE'])
      expect(stderr).toContain(`- ${name}`);
    expect(stderr).not.toContain('ldpat_secret');
  });

  it('refuses to serve HTTP beyond this machine', async () => {
    const { code, stderr } = await run(['http', '--host', '0.0.0.0', '--port', '0', '--sandbox']);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/--host 0\.0\.0\.0: .*127\.0\.0\.1/);
  });
});
