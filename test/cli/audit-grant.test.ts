import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAudit } from '../../src/audit/index.ts';
import { keyFromText } from '../../src/state/key.ts';
import { file, filled, folder } from '../audit/files.ts';
import { run } from './run.ts';
import { onTerminal } from './terminal.ts';

const KEY = 'made-up state key of more than 32 characters';
const state = () => ({ STEWARD_STATE_DIR: join(folder(), 'state'), STEWARD_STATE_KEY: KEY });

describe('steward-mcp audit verify', () => {
  it('says how many lines are intact, and the last hash', async () => {
    filled(3);
    const { code, stdout } = await run(['audit', 'verify', file()]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^3 lines, intact\. Last hash [0-9a-f]{64}\n$/);
  });

  it('names the line that was changed, with exit code 1', async () => {
    writeFileSync(file(), filled(3).replace('tool_2', 'tool_9'));
    expect(await run(['audit', 'verify', file()])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Not intact: line 2 was changed: its hash is not that of its text.\n',
    });
  });

  it('tells of a torn line that was recovered', async () => {
    writeFileSync(file(), filled(3).slice(0, -20));
    filled(1);
    const { code, stdout } = await run(['audit', 'verify', file()]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Line 3 was torn by a crash and recovered.')]);
  });

  it('checks several files as one chain, and names the file at fault', async () => {
    filled(6, { maxMegabytes: 0.001 });
    const older = JSON.parse(readFileSync(file(), 'utf8').split('\n')[0] ?? '').file;
    const alone = await run(['audit', 'verify', file()]);
    expect([alone.code, alone.stdout]).toEqual([0, expect.stringContaining(`It continues ${older}`)]);
    const both = await run(['audit', 'verify', join(folder(), older), file()]);
    expect([both.code, both.stdout]).toEqual([0, expect.stringMatching(/^\d+ lines, intact\. Last hash [0-9a-f]{64}\n$/)]);
    const wrong = await run(['audit', 'verify', file(), join(folder(), older)]);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining(`${older} line 1`)]);
  });

  it('of a file that is not there is a usage error', async () => {
    const { code, stderr } = await run(['audit', 'verify', join(folder(), 'none')]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('none cannot be read (ENOENT)')]);
  });
});

describe('steward-mcp audit show', () => {
  const kept = () => {
    const audit = openAudit(file(), { key: keyFromText(KEY) });
    audit.keep({ call: 'call-1', tool: 'lightdash_delete_group', reads: { group: { name: 'Sales' } } });
    audit.close();
  };

  it('prints what a call removed', async () => {
    kept();
    const { code, stdout } = await run(['audit', 'show', file(), 'call-1', '--json'], { environment: state() });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ call: 'call-1', tool: 'lightdash_delete_group', reads: { group: { name: 'Sales' } } });
    expect((await onTerminal(['audit', 'show', file(), 'call-1'], [], state())).stdout).toContain('"name": "Sales"');
  });

  it('prints nothing into a pipe unless it is told to', async () => {
    kept();
    const { code, stdout, stderr } = await run(['audit', 'show', file(), 'call-1'], { environment: state() });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--json');
  });

  it('says that the key is another one, or that nothing was kept', async () => {
    kept();
    const other = { ...state(), STEWARD_STATE_KEY: `${KEY}!` };
    const closed = await run(['audit', 'show', file(), 'call-1', '--json'], { environment: other });
    expect([closed.code, closed.stdout, closed.stderr]).toEqual([1, '', expect.stringContaining('state key is another one')]);
    const none = await run(['audit', 'show', file(), 'call-2', '--json'], { environment: state() });
    expect([none.code, none.stderr]).toEqual([1, 'Nothing was kept for the call call-2.\n']);
  });
});

describe('steward-mcp grant', () => {
  const ARGS = { tool: 'lightdash_delete_group', match: '{}', max: '1', ttl: '30m', name: 'nightly' };
  const grant = (change: Partial<Record<keyof typeof ARGS | 'principal', string>> = {}) => [
    'grant',
    ...Object.entries({ ...ARGS, ...change }).flatMap(([name, value]) => [`--${name}`, value]),
  ];
  const environment = () => ({ ...state(), STEWARD_AUDIT_FILE: file(), STEWARD_LOG_LEVEL: 'silent' });

  it('prints a grant that lets a script make its call, once', async () => {
    const groups = await run(['call', 'lightdash_list_groups', '--sandbox', '--json'], { environment: environment() });
    const groupUuid = JSON.parse(groups.stdout).items[0].uuid;
    const printed = await onTerminal(grant({ match: JSON.stringify({ groupUuid }) }), [], state());
    expect(printed.code).toBe(0);
    expect(printed.stdout).toContain('Lets nightly call lightdash_delete_group once');
    const [text = ''] = /grant_[\w-]+/.exec(printed.stdout) ?? [];
    const call = (more: readonly string[]) =>
      run(['call', 'lightdash_delete_group', JSON.stringify({ groupUuid }), '--sandbox', '--json', ...more], {
        environment: { ...environment(), STEWARD_GRANT: text },
      });
    expect((await call([])).code).toBe(3);
    expect((await call(['--confirm'])).code).toBe(0);
    const again = await call(['--confirm']);
    expect(again.code).toBe(3);
    expect(again.stdout).not.toMatch(/grant/i);
    expect(readFileSync(file(), 'utf8')).toContain('"channel":"grant","unattended":true,"grant":"nightly"');
  });

  it('is given on a terminal only: whoever has a pipe is no person', async () => {
    const piped = await run(grant(), { environment: state() });
    expect([piped.code, piped.stdout]).toEqual([2, '']);
    expect((await onTerminal(grant(), [], state(), '| cat')).stdout).not.toMatch(/grant_/);
  });

  it.each([
    [{ max: '0' }, 'from 1 to 1000'],
    [{ max: '1001' }, 'from 1 to 1000'],
    [{ ttl: '31d' }, 'at most 30d'],
    [{ ttl: '0m' }, 'at most 30d'],
    [{ ttl: '5' }, 'at most 30d'],
    [{ match: '[]' }, 'must be a JSON object'],
    [{ match: '{"other":1}' }, 'no call of lightdash_delete_group can have'],
    [{ match: '{"groupUuid":5}' }, 'no call of lightdash_delete_group can have'],
    [{ match: '{"__proto__":5}' }, 'no call of lightdash_delete_group can have'],
    [{ tool: 'lightdash_nothing_*' }, 'no tool is called'],
    [{ tool: 'lightdash_list_groups' }, 'asks nobody'],
    [{ name: 'two\nlines' }, 'one line'],
  ])('does not make one of %j', async (change, problem) => {
    const { code, stdout } = await onTerminal(grant(change), [], state());
    expect([code, stdout]).toEqual([2, expect.stringContaining(problem)]);
    expect(stdout).not.toContain('grant_');
  });

  it('of another state key is a wrong setting', async () => {
    const { stdout } = await onTerminal(grant(), [], { ...state(), STEWARD_STATE_KEY: `${KEY}!` });
    const [text = ''] = /grant_[\w-]+/.exec(stdout) ?? [];
    const { code, stderr } = await run(['call', 'lightdash_list_groups', '--sandbox'], {
      environment: { ...environment(), STEWARD_GRANT: text },
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('STEWARD_GRANT')]);
    expect(stderr).not.toContain(text);
  });
});
