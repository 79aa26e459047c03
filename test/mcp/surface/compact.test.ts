import { beforeAll, describe, expect, it } from 'vitest';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { ERROR_META } from '../../../src/mcp/result.ts';
import { routeInto } from '../../../src/mcp/surface/index.ts';
import { asks, isObject, member, type JsonObject } from '../../../src/operation/index.ts';
import { groupId } from '../../../src/sandbox/lightdash/seed-access.ts';
import { KINDS, newest, type Connected } from '../../e2e/clients.ts';
import { sandboxed, servedOverHttp } from '../../e2e/opened.ts';

const human = sandboxed({ STEWARD_TOOLS: 'compact' });
const flag = sandboxed({ STEWARD_TOOLS: 'compact', STEWARD_CONFIRM: 'flag' });
const LISTED = ['steward_find', 'steward_describe', 'steward_read', 'steward_write', 'steward_destroy'];

const codeOf = ({ meta }: { meta: unknown }) => member(member(meta, ERROR_META), 'code');
const list = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

describe('the compact surface', () => {
  let client: Connected;
  beforeAll(async () => {
    client = await newest({ url: await servedOverHttp(await flag) });
  });

  it('lists five tools for at most 900 tokens, whose hints say what they may run', async () => {
    const tools = await client.tools();
    expect(tools.map(({ name }) => name)).toEqual(LISTED);
    const told = tools.map(({ name, title, description, inputSchema }) => JSON.stringify({ name, title, description, inputSchema }));
    expect(told.reduce((sum, text) => sum + countTokens(text), 0)).toBeLessThanOrEqual(900);
    const hints = new Map(tools.map(({ name, annotations }) => [name, annotations]));
    expect(hints.get('steward_read')).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    expect(hints.get('steward_write')).toMatchObject({ readOnlyHint: false, destructiveHint: false });
    expect(hints.get('steward_destroy')).toMatchObject({ readOnlyHint: false, destructiveHint: true });
  });

  it('leads from words to an answer: find, describe, run', async () => {
    const found = await client.call('steward_find', { words: 'which groups are there in lightdash' });
    const [first] = list(found.structured?.['found']);
    expect(first).toMatchObject({ tool: 'lightdash_list_groups', effect: 'read', asks: 'never', requires: [], call: 'steward_read' });
    expect(found.text).toMatch(/^lightdash_list_groups \(read, never asks, call through steward_read\): /);

    const { structured } = await client.call('steward_describe', { tool: 'lightdash_list_groups' });
    expect(structured).toMatchObject({ tool: 'lightdash_list_groups', inputSchema: { type: 'object' }, example: {}, call: 'steward_read' });

    const direct = await client.call('lightdash_list_groups', { fields: ['name'] });
    const read = await client.call('steward_read', { tool: 'lightdash_list_groups', arguments: { fields: ['name'] } });
    expect(read).toEqual(direct);
    expect(read.isError).toBe(false);
  });

  it('describes nested arguments in full, and what stands in no list', async () => {
    const { structured } = await client.call('steward_describe', { tool: 'lightdash_compile_query' });
    expect(JSON.stringify(structured)).not.toContain('As in lightdash_run_query');
    expect(JSON.stringify(structured)).toContain('inThePast');
    const { structured: removal } = await client.call('steward_describe', { tool: 'lightdash_delete_group' });
    expect(removal).toMatchObject({ asks: 'always', undo: expect.any(String), call: 'steward_destroy' });
  });

  it('says when nothing fits', async () => {
    const { structured, text, isError } = await client.call('steward_find', { words: 'xyzzy plugh' });
    expect({ structured, isError }).toMatchObject({ structured: { found: [] }, isError: false });
    expect(text).toMatch(/^Nothing fits/);
  });

  it('lets no dispatcher run what another one is for', async () => {
    const { catalog, visible } = await flag;
    const route = routeInto({ tools: 'compact', catalog, ...visible });
    const dispatchers = ['steward_read', 'steward_write', 'steward_destroy'];
    for (const { operation } of visible.entries) {
      const plain = asks(operation) === 'never' && operation.effect !== 'delete';
      const own = !plain ? 'steward_destroy' : operation.effect === 'read' ? 'steward_read' : 'steward_write';
      const given = { tool: operation.name, arguments: { any: 1 } };
      expect(await route(own, given)).toEqual({ tool: operation.name, args: { any: 1 } });
      for (const other of dispatchers.filter((name) => name !== own)) {
        const routed = await route(other, given);
        expect(JSON.stringify(routed), operation.name).toContain(`call it through ${own}`);
        expect(routed, operation.name).toMatchObject({ answer: { isError: true, _meta: { [ERROR_META]: { code: 'invalid_arguments' } } } });
      }
    }
  });

  it('validates as the tool itself does', async () => {
    const wrong = { groupUuid: 'no-uuid', extra: 1 };
    const direct = await client.call('lightdash_get_group', wrong);
    expect(await client.call('steward_read', { tool: 'lightdash_get_group', arguments: wrong })).toEqual(direct);
    expect(direct.isError).toBe(true);
    const beside = await client.call('steward_destroy', {
      tool: 'lightdash_delete_group',
      arguments: { groupUuid: groupId('Contractors') },
      confirm: true,
    });
    expect(beside).toMatchObject({ isError: true, text: expect.stringMatching(/^confirm: not an argument here/) });
    expect(codeOf(await client.call('steward_read', { tool: 'steward_read' }))).toBe('unknown_tool');
    expect(codeOf(await client.call('steward_describe', { tool: 'nothing' }))).toBe('unknown_tool');
    expect(codeOf(await client.call('steward_find', {}))).toBe('invalid_arguments');
    for (const tool of ['steward_read', 'steward_describe'])
      expect((await client.call(tool, { tool: 'knowi_find_user' })).text).toContain('Nearest: knowi_search_user');
  });

  it('confirms as the tool itself does: a preview, then the same with the flag', async () => {
    const args = { groupUuid: groupId('Contractors') };
    const direct = await client.call('lightdash_delete_group', args);
    const preview = await client.call('steward_destroy', { tool: 'lightdash_delete_group', arguments: args });
    expect(preview).toEqual(direct);
    expect(preview.structured).toMatchObject({ status: 'confirmation_required', tool: 'lightdash_delete_group' });
    const done = await client.call('steward_destroy', { tool: 'lightdash_delete_group', arguments: { ...args, confirm: true } });
    expect(done).toMatchObject({ isError: false });
    expect(codeOf(await client.call('steward_read', { tool: 'lightdash_get_group', arguments: args }))).toBe('not_found');
  });
});

describe.each(KINDS)('through $name', ({ connect }) => {
  it('a person is asked in the client about what a dispatcher would do', async () => {
    const forms: string[] = [];
    const client = await connect({ url: await servedOverHttp(await human) }, async ({ message }) => {
      forms.push(message);
      return { action: 'decline' };
    });
    const told = await client.call('steward_destroy', {
      tool: 'lightdash_delete_group',
      arguments: { groupUuid: groupId('Marketing analysts') },
    });
    expect(codeOf(told)).toBe('confirmation_refused');
    expect(forms).toHaveLength(1);
    expect(forms[0]).toMatch(/^Delete group/);
    expect(await client.call('lightdash_get_group', { groupUuid: groupId('Marketing analysts') })).toMatchObject({ isError: false });
  });
});

describe('what is not visible', () => {
  it('is not found, and it is said why', async () => {
    const steward = await sandboxed({ STEWARD_TOOLS: 'compact', STEWARD_READ_ONLY: 'true' });
    const client = await newest({ url: await servedOverHttp(steward) });
    expect((await client.tools()).map(({ name }) => name)).toEqual(['steward_find', 'steward_describe', 'steward_read']);
    const { structured } = await client.call('steward_find', { words: 'delete a lightdash group', limit: 20 });
    const tools = list(structured?.['found']).map(({ tool }) => tool);
    expect(tools).not.toContain('lightdash_delete_group');
    expect((await client.call('steward_describe', { tool: 'lightdash_delete_group' })).structured).toMatchObject({
      notOffered: 'STEWARD_READ_ONLY is on',
    });
    expect(
      codeOf(await client.call('steward_destroy', { tool: 'lightdash_delete_group', arguments: { groupUuid: groupId('Contractors') } })),
    ).toBe('not_allowed');
  });
});

describe('the full surface', () => {
  it('lists the operations only, and answers searches and dispatchers all the same', async () => {
    const client = await newest({ url: await servedOverHttp(await sandboxed()) });
    const names = (await client.tools()).map(({ name }) => String(name));
    expect(names).toHaveLength((await human).visible.entries.length);
    expect(names.filter((name) => name.startsWith('steward_'))).toEqual([]);
    expect((await client.call('steward_find', { words: 'list readers' })).text).toContain('knowledgeowl_list_readers');
  });
});
