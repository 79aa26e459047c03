import { existsSync, mkdtempSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { handlesFor, HANDLE_TTL } from '../../src/call/index.ts';
import type { JsonObject } from '../../src/operation/index.ts';
import { groupId, SEED, spaceId } from '../../src/sandbox/lightdash/seed-access.ts';
import { openState } from '../../src/state/index.ts';
import { newest, type Connected } from '../e2e/clients.ts';
import { temporary } from '../temporary.ts';
import { run } from './run.ts';
import { onTerminal, type Typed } from './terminal.ts';

const folder = mkdtempSync(join(temporary, 'state-'));
const environment = { STEWARD_STATE_DIR: folder, STEWARD_BROWSER: 'none' };
const { store, key } = openState(folder, undefined);
const me = userInfo().username;
const SPACE = 'Campaigns';
let client: Connected;

beforeAll(async () => {
  client = await newest({ args: ['stdio', '--sandbox'], environment });
});

/** Previews a call; the id that the preview names for the terminal. */
async function asked(tool: string, args: JsonObject): Promise<string> {
  const told = await client.call(tool, args);
  expect(told.structured, told.text).toMatchObject({ status: 'confirmation_required' });
  const [, id] = /steward-mcp approve (\w+)/.exec(told.text) ?? [];
  return id ?? expect.fail(`no command in: ${told.text}`);
}

const approve = (id: string, ...typed: Typed) => onTerminal(['approve', id], typed, environment);
const cli = (...args: readonly string[]) => run(args, { environment, input: 'yes\n' });
const YES = /Type yes .*: /;

describe('steward-mcp approve', () => {
  it('shows all of it, takes a yes, and the call then works once', async () => {
    const args = { groupUuid: groupId('Contractors') };
    const id = await asked('lightdash_delete_group', args);
    const listed = await cli('approvals');
    const ended = await approve(id, [YES, 'yes']);
    expect(ended.code, ended.stdout).toBe(0);
    for (const text of [listed.stdout, ended.stdout]) {
      expect(text).toContain(`Request ${id}, open until`);
      expect(text).toMatch(/Delete .*"Contractors"/);
      expect(text).toContain('Undo: ');
      expect(text).toContain('Asks because it removes something.');
      expect(text).toContain('Asked at');
      expect(text).toContain('for local, with steward-mcp-test/1.0.0.');
      expect(text).toContain(`"groupUuid": "${args.groupUuid}"`);
    }
    expect(ended.stdout).toContain(`Approved by ${me}.`);
    const done = await client.call('lightdash_delete_group', { ...args, confirm: true });
    expect(done.isError, done.text).toBe(false);
    const again = await approve(id);
    expect(again).toMatchObject({ code: 1, stdout: expect.stringContaining('That request is approved and used already.') });
  });

  it('lets a yes be used once only', async () => {
    const args = { name: 'reporting' };
    await approve(await asked('ciso_create_access_token', args), [YES, ' YES ']);
    const first = await client.call('ciso_create_access_token', { ...args, confirm: true });
    expect(first.structured?.['token'], first.text).toMatch(/^sealed_/);
    const second = await client.call('ciso_create_access_token', { ...args, confirm: true });
    expect(second.structured).toMatchObject({ status: 'confirmation_required' });
  });

  const notYes: readonly (readonly [what: string, line: string | null])[] = [
    ['nothing', ''],
    ['y', 'y'],
    ['the end of the input', null],
    ['an interrupt', '\u0003'],
  ];
  it.each(notYes)('does not take %s for a yes', async (_, line) => {
    const args = { name: `not ${JSON.stringify(line)}` };
    const id = await asked('ciso_create_access_token', args);
    expect(await approve(id, [YES, line])).toMatchObject({ code: 1, stdout: expect.stringContaining('Not approved; it still waits.') });
    const { structured } = await client.call('ciso_create_access_token', { ...args, confirm: true });
    expect(structured).toMatchObject({ status: 'confirmation_required' });
  });

  it('wants the name typed for the worst class', async () => {
    const args = { projectUuid: SEED.marketing, spaceUuid: spaceId(SEED.marketing, SPACE) };
    const id = await asked('lightdash_delete_space', args);
    const name = /type the name .*: /;
    for (const wrong of ['yes', SPACE.toUpperCase()]) {
      expect(await approve(id, [name, wrong])).toMatchObject({
        code: 1,
        stdout: expect.stringContaining(`What was typed is not "${SPACE}".`),
      });
    }
    expect((await client.call('lightdash_delete_space', { ...args, confirm: true })).structured).toMatchObject({
      status: 'confirmation_required',
    });
    expect(await approve(id, [name, SPACE])).toMatchObject({ code: 0 });
    const done = await client.call('lightdash_delete_space', { ...args, confirm: true });
    expect(done.isError, done.text).toBe(false);
  });

  it('works only where a person types', async () => {
    const args = { name: 'by a pipe' };
    const id = await asked('ciso_create_access_token', args);
    const reason = 'works only on an interactive terminal';
    expect(await cli('approve', id)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(reason) });
    const redirected = (how: string) => onTerminal(['approve', id], [], environment, how);
    expect(await redirected('</dev/null')).toMatchObject({ code: 2, stdout: expect.stringContaining(reason) });
    expect(await redirected('>/dev/null')).toMatchObject({ code: 2, stdout: expect.stringContaining(reason) });
    const { structured } = await client.call('ciso_create_access_token', { ...args, confirm: true });
    expect(structured).toMatchObject({ status: 'confirmation_required' });
  });

  it('knows what is over and what never was', async () => {
    for (const id of ['abcdefghjkmn', '../key']) {
      expect(await approve(id)).toMatchObject({ code: 1, stdout: expect.stringContaining('There is no request') });
    }
    const id = await asked('ciso_create_access_token', { name: 'late' });
    await store.put('confirmation', id, { ...(await store.get('confirmation', id)), expires: Date.now() - 1 }, 60);
    for (const command of [approve(id), cli('deny', id)]) {
      const { code, stdout, stderr } = await command;
      expect({ code, text: stdout + stderr }).toEqual({ code: 1, text: expect.stringContaining('nobody answered within 10 minutes') });
    }
  });
});

describe('steward-mcp deny', () => {
  it('needs no terminal; the assistant hears the reason, and the request stays denied', async () => {
    const args = { groupUuid: groupId('Leadership') };
    const id = await asked('lightdash_delete_group', args);
    expect(await cli('deny', id, '--reason', 'still needed')).toMatchObject({ code: 0, stdout: expect.stringContaining('Denied.') });
    const told = await client.call('lightdash_delete_group', { ...args, confirm: true });
    expect(told.isError).toBe(true);
    expect(told.text).toContain('still needed');
    for (const ended of [await approve(id), await cli('deny', id)]) {
      expect({ ...ended, text: ended.stdout + ended.stderr }).toMatchObject({
        code: 1,
        text: expect.stringContaining('That request is denied already.'),
      });
    }
  });

  it('knows what never was', async () => {
    expect(await cli('deny', 'abcdefghjkmn')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no request') });
    expect(await cli('deny')).toMatchObject({ code: 2 });
  });
});

describe('steward-mcp approvals', () => {
  it('tells programs the same, without what a yes is bound to', async () => {
    const id = await asked('ciso_create_access_token', { name: 'for a list' });
    const { code, stdout } = await cli('approvals', '--json');
    expect(code).toBe(0);
    const { pending, recent }: { pending: JsonObject[]; recent: JsonObject[] } = JSON.parse(stdout);
    const found = pending.find((one) => one['id'] === id);
    expect(found).toMatchObject({ tool: 'ciso_create_access_token', status: 'pending', args: { name: 'for a list' }, principal: 'local' });
    expect(found?.['expires']).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(recent).toContainEqual(expect.objectContaining({ status: 'denied', approver: me, channel: 'terminal', reason: 'still needed' }));
    expect(stdout).not.toContain('binding');
  });

  it('lists what was decided, newest first', async () => {
    const { stdout } = await cli('approvals');
    const decided = stdout.slice(stdout.indexOf('Decided:'));
    expect(decided).toMatch(new RegExp(`denied by ${me} \\(terminal\\) because: still needed`));
    expect(decided).toMatch(new RegExp(`approved, used by ${me} \\(terminal\\)`));
    expect(decided.indexOf('denied by')).toBeLessThan(decided.indexOf('"Contractors"'));
  });

  it('says that nothing waits, and leaves no folder behind', async () => {
    const empty = join(temporary, 'nothing-here');
    const ended = await run(['approvals'], { environment: { STEWARD_STATE_DIR: empty } });
    expect(ended).toMatchObject({ code: 0, stdout: 'Nothing waits for a yes.\n' });
    expect(existsSync(empty)).toBe(false);
  });

  it('spells out what would disguise a request', async () => {
    await asked('ciso_create_access_token', { name: 'a\u001b[2J\u202eb\u009b1m' });
    const { stdout } = await cli('approvals');
    expect(stdout).toContain('"name": "a\\u001b[2J\\u202eb\\u009b1m"');
    expect(stdout).not.toMatch(/[\u001b\u202e\u009b]/);
  });
});

describe('steward-mcp reveal', () => {
  const origin = { principal: 'local', system: 'ciso-assistant', tool: 'ciso_create_access_token', path: 'token' };
  const reveal = (handle: string) => onTerminal(['reveal', handle], [], environment);

  it('shows the person what a handle of the server stands for', async () => {
    const args = { name: 'for a person' };
    await approve(await asked('ciso_create_access_token', args), [YES, 'yes']);
    const { structured } = await client.call('ciso_create_access_token', { ...args, confirm: true });
    const { code, stdout } = await reveal(String(structured?.['token']));
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/^token of ciso_create_access_token; the handle is good until .*:\n[0-9a-f]{64}\n$/);
  });

  it('shows what is no text as JSON, and nothing that a terminal would obey', async () => {
    const handles = handlesFor(key);
    expect((await reveal(handles.seal({ a: [1] }, origin))).stdout).toContain('{\n  "a": [\n    1\n  ]\n}');
    expect((await reveal(handles.seal('one\ntwo\u001b[0m', origin))).stdout).toContain('one\ntwo\\u001b[0m\n');
  });

  it('only on a terminal', async () => {
    const handle = handlesFor(key).seal('for your eyes', origin);
    const piped = await cli('reveal', handle);
    expect(piped).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('works only on an interactive terminal') });
    expect(await onTerminal(['reveal', handle], [], environment, '</dev/null')).toMatchObject({ code: 2 });
  });

  it('not for somebody else, not after its time, and not when it was changed', async () => {
    const yesterday = handlesFor(key, () => Date.now() - HANDLE_TTL * 1000);
    const refused: readonly (readonly [handle: string, why: string])[] = [
      [handlesFor(key).seal('secret-1', { ...origin, principal: 'ann' }), 'given to somebody else'],
      [yesterday.seal('secret-1', origin), 'ended after 24 hours'],
      [handlesFor(key).seal('secret-1', origin).slice(0, -3), 'cut, changed'],
      ['token', 'cut, changed'],
    ];
    for (const [handle, why] of refused) {
      const ended = await reveal(handle);
      expect(ended).toMatchObject({ code: 1, stdout: expect.stringContaining(why) });
      expect(ended.stdout).not.toContain('secret-1');
    }
  });
});
