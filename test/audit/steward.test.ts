import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSteward, type Steward } from '../../src/app.ts';
import { findPreImage, verifyFiles } from '../../src/audit/index.ts';
import type { Caller } from '../../src/call/index.ts';
import { sealGrant, type Grant } from '../../src/confirm/index.ts';
import { isObject, member, type JsonObject } from '../../src/operation/index.ts';
import { keyFromText } from '../../src/state/key.ts';
import { closing } from '../vendor/edges.ts';
import { file, folder } from './files.ts';

const KEY = 'made-up state key of more than 32 characters';
const LOCAL: Caller = { principal: 'local', surface: 'stdio', client: 'a client/1' };
const PAGE = { approver: 'ada', channel: 'page', reason: 'in use' } as const;
const DELETE = 'lightdash_delete_group';

/** A Steward on emulated systems with an audit, closed after the test. */
async function opened(environment: Readonly<Record<string, string>> = {}): Promise<Steward> {
  const state = { STEWARD_STATE_DIR: join(folder(), 'state'), STEWARD_STATE_KEY: KEY, STEWARD_AUDIT_FILE: file() };
  return closing(await openSteward({ environment: { STEWARD_LOG_LEVEL: 'silent', ...state, ...environment }, sandbox: true }));
}

async function read(steward: Steward, tool: string, args: JsonObject = {}): Promise<JsonObject> {
  const outcome = await steward.call({ tool, args, caller: LOCAL });
  if (outcome.kind !== 'done') throw new Error(`${tool}: ${outcome.kind}`);
  return outcome.answer.structured;
}

async function firstOf(steward: Steward, tool: string, args: JsonObject = {}): Promise<JsonObject> {
  const items = member(await read(steward, tool, args), 'items');
  const [first]: unknown[] = Array.isArray(items) ? items : [];
  if (!isObject(first)) throw new Error(`${tool} lists nothing`);
  return first;
}

const groupUuid = async (steward: Steward) => String((await firstOf(steward, 'lightdash_list_groups'))['uuid']);
const remove = (steward: Steward, uuid: string, more: JsonObject = {}, caller: Partial<Caller> = {}) =>
  steward.call({ tool: DELETE, args: { groupUuid: uuid, ...more }, caller: { ...LOCAL, ...caller } });
const entries = () =>
  readFileSync(file(), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line): JsonObject => JSON.parse(line));

describe('the audit of a removal', () => {
  it('tells who asked, who agreed to what, through which channel, and how it ended', async () => {
    const steward = await opened();
    const uuid = await groupUuid(steward);
    await remove(steward, uuid);
    const [waiting] = await steward.confirmations.list();
    await steward.confirmations.decide(waiting?.id ?? '', { approve: true, ...PAGE });
    expect((await remove(steward, uuid, { confirm: true })).kind).toBe('done');
    const [preview, approved, started, ended] = entries();
    const who = { principal: 'local', client: 'a client/1', surface: 'stdio', tool: DELETE, effect: 'delete', target: { groupUuid: uuid } };
    expect(preview).toMatchObject({ event: 'preview', ...who, says: waiting?.says });
    expect(approved).toMatchObject({ event: 'approved', confirmation: waiting?.id, approver: 'ada', channel: 'page', reason: 'in use' });
    expect(started).toMatchObject({ event: 'started', ...who, says: waiting?.says, approver: 'ada', channel: 'page' });
    expect(ended).toMatchObject({ event: 'ended', ...who, outcome: 'done', vendorStatus: 200, call: started?.['call'] });
    expect(ended?.['digest']).toBe(preview?.['digest']);
    expect(verifyFiles([file()])).toMatchObject({ intact: true, lines: 4 });
  });

  it('keeps what was removed, whole and encrypted, before it is sent', async () => {
    const steward = await opened({ STEWARD_CONFIRM: 'flag' });
    const uuid = await groupUuid(steward);
    const group = await read(steward, 'lightdash_get_group', { groupUuid: uuid, fields: ['*'] });
    await remove(steward, uuid, { confirm: true });
    const [started] = entries();
    expect(started).toMatchObject({ channel: 'flag', unattended: true, preImage: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(readFileSync(`${file()}.preimages`, 'utf8')).not.toContain(String(group['name']));
    const kept = findPreImage(file(), String(started?.['call']), keyFromText(KEY));
    expect(kept).toMatchObject({ tool: DELETE, reads: { group: { uuid, name: group['name'] } } });
  });

  it('does not remove what cannot be kept', async () => {
    const steward = await opened({ STEWARD_CONFIRM: 'flag' });
    const uuid = await groupUuid(steward);
    mkdirSync(`${file()}.preimages`);
    expect(await remove(steward, uuid, { confirm: true })).toMatchObject({ kind: 'failed', error: { code: 'audit_unavailable' } });
    rmSync(`${file()}.preimages`, { recursive: true });
    expect(await read(steward, 'lightdash_get_group', { groupUuid: uuid })).toMatchObject({ uuid });
  });

  it('removes nothing while another process writes the audit; reads go on', async () => {
    const other = await opened();
    const steward = await opened({ STEWARD_CONFIRM: 'flag' });
    const uuid = await groupUuid(steward);
    expect(await remove(steward, uuid, { confirm: true })).toMatchObject({
      kind: 'failed',
      error: { code: 'audit_unavailable', message: expect.stringContaining(`process ${process.pid}`) },
    });
    expect(await read(steward, 'lightdash_get_group', { groupUuid: uuid })).toMatchObject({ uuid });
    await other.close();
    expect((await remove(steward, uuid, { confirm: true })).kind).toBe('done');
  });
});

describe('the audit of what did not happen', () => {
  it('tells of a no on the page, although the call never came back', async () => {
    const steward = await opened();
    await remove(steward, await groupUuid(steward));
    const [waiting] = await steward.confirmations.list();
    await steward.confirmations.decide(waiting?.id ?? '', { approve: false, ...PAGE });
    expect(entries().at(-1)).toMatchObject({
      event: 'denied',
      confirmation: waiting?.id,
      approver: 'ada',
      reason: 'in use',
      says: waiting?.says,
    });
  });

  it('tells of a no in a terminal at the latest when the server ends', async () => {
    const steward = await opened();
    await remove(steward, await groupUuid(steward));
    const terminal = await opened({ STEWARD_AUDIT_FILE: '' });
    const [waiting] = await terminal.confirmations.list();
    await terminal.confirmations.decide(waiting?.id ?? '', { approve: false, approver: 'ben', channel: 'terminal' });
    await steward.close();
    expect(entries().at(-1)).toMatchObject({ event: 'denied', approver: 'ben', channel: 'terminal' });
  });

  it('tells of a no in the client, and of the refused call', async () => {
    const steward = await opened();
    const uuid = await groupUuid(steward);
    const asked = await remove(steward, uuid, {}, { elicits: true });
    const id = asked.kind === 'ask' ? asked.id : '';
    const answered = { id, accepted: false };
    await steward.call({ tool: DELETE, args: { groupUuid: uuid }, caller: { ...LOCAL, elicits: true }, answered });
    expect(entries().map(({ event, channel, code }) => [event, channel, code])).toEqual([
      ['preview', undefined, undefined],
      ['declined', 'elicitation', undefined],
      ['refused', undefined, 'confirmation_refused'],
    ]);
  });

  it.each([
    ['form', 'the client put no form before a person'],
    ['answer', 'nobody answered the form within 10 minutes'],
  ] as const)('says no of nobody where there was no %s: %s', async (without, why) => {
    const steward = await opened();
    const uuid = await groupUuid(steward);
    const asked = await remove(steward, uuid, {}, { elicits: true });
    const answered = { id: asked.kind === 'ask' ? asked.id : '', accepted: false, without };
    const outcome = await steward.call({ tool: DELETE, args: { groupUuid: uuid }, caller: { ...LOCAL, elicits: true }, answered });
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'confirmation_refused' } });
    expect(outcome.kind === 'failed' && outcome.error.message).toContain(`Nothing was done: ${why}.`);
    expect(outcome.kind === 'failed' && outcome.error.message.includes('a person can still approve')).toBe(without === 'form');
    expect(entries().map(({ event }) => event)).toEqual(['preview', 'refused']);
    expect(await steward.confirmations.list()).toMatchObject([{ status: 'pending' }]);
    expect((await steward.confirmations.list())[0]).not.toHaveProperty('declined');
  });

  it('tells equal arguments from others, but not so that they can be guessed without the state key', async () => {
    const steward = await opened();
    for (const name of ['same', 'same', 'other']) await steward.call({ tool: 'lightdash_create_group', args: { name }, caller: LOCAL });
    const digests = entries()
      .filter(({ event }) => event === 'started')
      .map(({ digest }) => digest);
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
    const plain = createHash('sha256').update('lightdash_create_group\n{"name":"same"}');
    expect([plain.copy().digest('hex'), plain.digest('base64url')]).not.toContain(digests[0]);
  });
});

describe('a grant for a script', () => {
  const grantFor = (uuid: string, change: Partial<Grant> = {}) =>
    sealGrant(
      {
        id: 'g1',
        name: 'nightly',
        tools: 'lightdash_delete_*',
        match: { groupUuid: uuid },
        max: 1,
        expires: Date.now() + 60_000,
        principal: 'local',
        ...change,
      },
      keyFromText(KEY),
    );
  /** The emulated systems begin with the same ids each time. */
  const withGrant = async (change: Partial<Grant> = {}) => {
    const first = await opened({ STEWARD_AUDIT_FILE: '' });
    const uuid = await groupUuid(first);
    return { uuid, steward: await opened({ STEWARD_GRANT: grantFor(uuid, change) }) };
  };

  it('lets the call through once, and the audit names it', async () => {
    const { uuid, steward } = await withGrant();
    expect((await remove(steward, uuid)).kind).toBe('preview');
    expect((await remove(steward, uuid, { confirm: true })).kind).toBe('done');
    expect(entries().find(({ event }) => event === 'started')).toMatchObject({ channel: 'grant', unattended: true, grant: 'nightly' });
  });

  it.each<readonly [string, Partial<Grant>, Partial<Caller>]>([
    ['is used up', { max: 1, id: 'spent' }, {}],
    ['is for other arguments', { match: { groupUuid: 'another' } }, {}],
    ['is over', { expires: 1 }, {}],
    ['is for another principal', { principal: 'ada' }, {}],
    ['came over HTTP', {}, { surface: 'http' }],
  ])('that %s changes nothing: a person is asked, and the model learns of no grant', async (why, change, caller) => {
    const { uuid, steward } = await withGrant(change);
    if (why === 'is used up') await steward.state.store.spend('grant-spent-1', 60);
    const outcome = await remove(steward, uuid, { confirm: true }, caller);
    expect(outcome.kind).toBe('preview');
    expect(JSON.stringify(outcome)).not.toMatch(/grant/i);
    expect(await read(steward, 'lightdash_get_group', { groupUuid: uuid })).toMatchObject({ uuid });
  });

  it('never covers the worst class', async () => {
    const { steward } = await withGrant({ tools: '*', match: {}, max: 100 });
    const { projectUuid } = await firstOf(steward, 'lightdash_list_projects');
    const { uuid } = await firstOf(steward, 'lightdash_list_spaces', { projectUuid });
    const outcome = await steward.call({
      tool: 'lightdash_delete_space',
      args: { projectUuid, spaceUuid: uuid, confirm: true },
      caller: LOCAL,
    });
    expect(outcome).toMatchObject({ kind: 'preview', preview: { typed: expect.any(String) } });
  });

  it('gives way to a person who said no', async () => {
    const { uuid, steward } = await withGrant();
    await remove(steward, uuid);
    const [waiting] = await steward.confirmations.list();
    await steward.confirmations.decide(waiting?.id ?? '', { approve: false, ...PAGE });
    expect(await remove(steward, uuid, { confirm: true })).toMatchObject({ kind: 'failed', error: { code: 'confirmation_refused' } });
  });

  it('of another state key is a wrong setting', async () => {
    const other = sealGrant(
      { id: 'g', name: 'n', tools: '*', match: {}, max: 1, expires: 9e15, principal: 'local' },
      keyFromText(`${KEY}!`),
    );
    await expect(opened({ STEWARD_GRANT: other })).rejects.toMatchObject({ problems: [expect.stringContaining('STEWARD_GRANT')] });
  });
});
