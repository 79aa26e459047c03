import { beforeAll, expect, it } from 'vitest';
import { isObject, member, type JsonObject } from '../../src/operation/index.ts';
import { newest, type Connected } from './clients.ts';
import { sandboxed, servedOverHttp } from './opened.ts';

let client: Connected;

beforeAll(async () => {
  client = await newest({ url: await servedOverHttp(await sandboxed({ STEWARD_CONFIRM: 'flag' })) });
});

async function ask(tool: string, args: JsonObject = {}): Promise<JsonObject> {
  const { isError, text, structured } = await client.call(tool, args);
  expect(isError, text).toBe(false);
  return structured ?? {};
}

async function items(tool: string, args: JsonObject = {}): Promise<JsonObject[]> {
  const list = (await ask(tool, args))['items'];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

it('Knowi: a group is created, found, shown before it goes, deleted, and gone', async () => {
  await ask('knowi_create_group', { groupName: 'Auditors' });
  const groupId = (await items('knowi_list_groups')).find((group) => group['groupName'] === 'Auditors')?.['id'];
  const preview = await ask('knowi_delete_group', { groupId });
  expect(preview).toMatchObject({ status: 'confirmation_required', says: expect.stringContaining('Auditors') });
  expect(await items('knowi_list_groups')).toContainEqual(expect.objectContaining({ groupName: 'Auditors' }));
  await ask('knowi_delete_group', { groupId, confirm: true });
  expect(await items('knowi_list_groups')).not.toContainEqual(expect.objectContaining({ groupName: 'Auditors' }));
});

it('CISO Assistant: a team is created after a yes, read, shown before it goes, deleted, and gone', async () => {
  const team = await ask('ciso_create_team', { name: 'Auditors', confirm: true });
  const { id } = team;
  expect(await ask('ciso_get_team', { id })).toMatchObject({ name: 'Auditors' });
  expect(await ask('ciso_delete_team', { id })).toMatchObject({
    status: 'confirmation_required',
    says: expect.stringContaining('Auditors'),
  });
  await ask('ciso_delete_team', { id, confirm: true });
  const gone = await client.call('ciso_get_team', { id });
  expect(member(member(gone.meta, 'steward-mcp/error'), 'code')).toBe('not_found');
});

it('KnowledgeOwl: a reader is taken away after a yes, and comes back after another', async () => {
  const [reader] = await items('knowledgeowl_list_readers', { status: 'active', limit: 1 });
  const id = reader?.['id'];
  expect(await ask('knowledgeowl_update_reader', { id, status: 'deleted' })).toMatchObject({ status: 'confirmation_required' });
  expect(await ask('knowledgeowl_get_reader', { id })).toMatchObject({ status: 'active' });
  await ask('knowledgeowl_update_reader', { id, status: 'deleted', confirm: true });
  expect(await ask('knowledgeowl_get_reader', { id })).toMatchObject({ status: 'deleted' });
  const back = await ask('knowledgeowl_update_reader', { id, status: 'active' });
  expect(back).toMatchObject({ status: 'confirmation_required' });
  await ask('knowledgeowl_update_reader', { id, status: 'active', confirm: true });
  expect(await ask('knowledgeowl_get_reader', { id })).toMatchObject({ status: 'active' });
});
