import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { groupId, userId } from '../../src/sandbox/lightdash/seed-access.ts';
import { temporary as folder } from '../temporary.ts';
import { run } from './run.ts';

const leave = JSON.stringify({ groupUuid: groupId('Contractors'), userUuid: userId(7) });
const flag = { STEWARD_CONFIRM: 'flag' };

describe('steward-mcp tools', () => {
  it('prints every operation as JSON, with no environment at all', async () => {
    const { code, stdout, stderr } = await run(['tools', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const rows: unknown = JSON.parse(stdout);
    expect(rows).toHaveLength(224);
    expect(rows).toContainEqual(
      expect.objectContaining({
        tool: 'lightdash_delete_group',
        system: 'lightdash',
        id: 'deleteGroup',
        group: 'User Groups',
        method: 'DELETE',
        path: '/api/v1/groups/{groupUuid}',
        effect: 'delete',
        asks: 'always',
        needs: 'token',
        title: 'Delete group',
        description: expect.any(String),
        inputSchema: expect.objectContaining({ type: 'object', required: ['groupUuid'] }),
      }),
    );
  });

  it('prints one line for each to a person', async () => {
    const { stdout } = await run(['tools']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(224);
    expect(stdout).toMatch(/^lightdash_delete_group +delete asks Delete group$/m);
  });
});

describe('steward-mcp find', () => {
  it('ranks what fits plain words, at most as many as wanted', async () => {
    const { code, stdout } = await run(['find', 'kick somebody out of a group', '--json', '--limit', '3']);
    expect(code).toBe(0);
    const hits: unknown = JSON.parse(stdout);
    expect(hits).toHaveLength(3);
    expect(hits).toContainEqual(expect.objectContaining({ tool: 'lightdash_remove_group_member', score: expect.any(Number) }));
  });

  it('says when nothing fits, and refuses a limit that is none', async () => {
    expect(await run(['find', 'xyzzyplugh'])).toMatchObject({ code: 0, stdout: 'Nothing fits.\n' });
    expect(await run(['find', 'xyzzyplugh', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' });
    expect(await run(['find', 'group', '--limit', 'many'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('from 1 to 100'),
    });
  });
});

describe('steward-mcp call', () => {
  it('prints the answer as JSON and exits with 0', async () => {
    const { code, stdout, stderr } = await run(['call', 'lightdash_list_members', '{"page":1,"pageSize":1}', '--sandbox', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ items: [{ email: 'robin.steward@example.com' }], total: 120 });
  });

  it('takes the arguments from a file and from stdin', async () => {
    const file = join(folder, 'arguments.json');
    // As editors of some machines begin a file.
    writeFileSync(file, '\uFEFF{"fields":["name"]}');
    const [fromFile, fromStdin] = [
      await run(['call', 'lightdash_list_groups', `@${file}`, '--sandbox', '--json']),
      await run(['call', 'lightdash_list_groups', '-', '--sandbox', '--json'], { input: '{"fields":["name"]}' }),
    ];
    expect(fromFile.code).toBe(0);
    expect(fromStdin).toEqual(fromFile);
    expect(JSON.parse(fromFile.stdout)).toMatchObject({ items: expect.arrayContaining([{ name: 'Marketing' }]) });
  });

  it.each([
    ['a file that is not there', '@nope.json', /nope\.json cannot be read \(ENOENT\)/],
    ['no JSON', 'groupUuid=1', /must be a JSON object/],
    ['a list', '[1]', /must be a JSON object/],
    ['an undeclared argument', '{"colour":"red"}', /colour: is not an argument/],
  ])('exits with 2 for %s', async (_what, json, text) => {
    const { code, stdout, stderr } = await run(['call', 'lightdash_list_groups', json, '--sandbox']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(text);
    expect(stderr).not.toContain('    at ');
  });

  it('exits with 2 for a tool that does not exist, the error as JSON where that is wanted', async () => {
    const { code, stdout } = await run(['call', 'lightdash_list_users', '--sandbox', '--json']);
    expect(code).toBe(2);
    const message = expect.stringMatching(/^There is no tool "lightdash_list_users". Nearest: lightdash_list_members, /);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'unknown_tool', message } });
  });

  it('exits with 1 when the system refuses, or has no credentials', async () => {
    const missing = await run(['call', 'lightdash_get_group', JSON.stringify({ groupUuid: userId(1) }), '--sandbox']);
    expect(missing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('No group found') });
    const unset = await run(['call', 'lightdash_list_groups']);
    expect(unset).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('no credentials') });
  });

  it('exits with 3 where a person must say yes, and does it with --confirm where a flag suffices', async () => {
    const asked = await run(['call', 'lightdash_remove_group_member', leave, '--sandbox', '--json'], { environment: flag });
    expect(asked.code).toBe(3);
    expect(JSON.parse(asked.stdout)).toMatchObject({
      error: { code: 'confirmation_required', message: expect.stringContaining('Pat Doyle') },
      preview: { tool: 'lightdash_remove_group_member', says: expect.stringContaining('"Contractors"') },
    });
    expect(await run(['call', 'lightdash_remove_group_member', leave, '--sandbox', '--confirm'], { environment: flag })).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await run(['call', 'lightdash_remove_group_member', leave, '--sandbox', '--confirm'])).toMatchObject({ code: 3, stdout: '' });
  });

  it('says when no server answers, and what an address is', async () => {
    const nobody = await run(['call', 'lightdash_list_groups', '--url', 'http://127.0.0.1:9/mcp']);
    expect(nobody).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^No MCP server answers at http:\/\/127\.0\.0\.1:9\/mcp\..*\n$/),
    });
    expect(await run(['call', 'lightdash_list_groups', '--url', 'ftp://x'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('http or https'),
    });
  });
});

describe('steward-mcp audit verify', () => {
  const file = join(folder, 'audit.ndjson');

  it('finds what calls have left intact, and an altered line not', async () => {
    const environment = { ...flag, STEWARD_AUDIT_FILE: file };
    await run(['call', 'lightdash_remove_group_member', leave, '--sandbox'], { environment });
    await run(['call', 'lightdash_remove_group_member', leave, '--sandbox', '--confirm'], { environment });
    const intact = await run(['audit', 'verify', file]);
    expect(intact).toMatchObject({ code: 0, stdout: expect.stringMatching(/^3 lines, intact/) });

    const altered = join(folder, 'altered.ndjson');
    writeFileSync(altered, '{"seq":1,"prev":"0"}\n');
    expect(await run(['audit', 'verify', altered])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Not intact: line 1 .*\n$/),
    });
  });

  it('exits with 2 for a file that cannot be read', async () => {
    for (const path of [join(folder, 'nope'), folder]) {
      const { code, stdout, stderr } = await run(['audit', 'verify', path]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/cannot be read \(E[A-Z]+\)/);
    }
  });
});
