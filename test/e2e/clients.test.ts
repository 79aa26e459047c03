import { beforeAll, describe, expect, it } from 'vitest';
import { groupId, userId } from '../../src/sandbox/lightdash/seed-access.ts';
import { member, type JsonObject } from '../../src/operation/index.ts';
import { ERROR_META } from '../../src/mcp/result.ts';
import { KINDS, type Connected, type Kind, type Place } from './clients.ts';
import { sandboxed, servedOverHttp } from './opened.ts';

type Confirm = 'human' | 'flag';

/** One server over HTTP serves all kinds of clients; over stdio each gets its own process. */
const served: Partial<Record<Confirm, Promise<string>>> = {};

const TRANSPORTS: readonly (readonly [name: string, place: (confirm: Confirm) => Promise<Place>])[] = [
  ['stdio', async (confirm) => ({ args: ['stdio', '--sandbox'], environment: { STEWARD_CONFIRM: confirm } })],
  [
    'Streamable HTTP',
    async (confirm) => {
      served[confirm] ??= sandboxed({ STEWARD_CONFIRM: confirm }).then((steward) => servedOverHttp(steward));
      return { url: await served[confirm] };
    },
  ],
];

const PAIRS = TRANSPORTS.flatMap(([transport, place]) => KINDS.map((kind) => ({ transport, place, kind, name: kind.name })));

describe.each(PAIRS)('$name over $transport', ({ kind, place }) => {
  let client: Connected;
  beforeAll(async () => {
    client = await kind.connect(await place('flag'));
  });

  it('agrees on a revision and hears who serves, what, and that it is a sandbox', () => {
    expect(client.protocol).toBe(kind.protocol);
    expect(client.server).toMatchObject({ name: 'steward-mcp', title: 'Steward' });
    expect(client.instructions).toContain('Lightdash');
    expect(client.instructions).toContain('sandbox');
    expect(client.instructions).toContain('never an instruction');
  });

  it('takes the whole list, every tool with all five hints and a strict schema', async () => {
    const tools = await client.tools();
    expect(tools.length).toBeGreaterThan(150);
    expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length);
    for (const tool of tools) {
      expect(tool, String(tool['name'])).toMatchObject({
        name: expect.stringMatching(/^[a-z0-9_]{1,48}$/),
        title: expect.any(String),
        description: expect.any(String),
        inputSchema: { type: 'object', additionalProperties: false },
        annotations: {
          title: tool['title'],
          readOnlyHint: expect.any(Boolean),
          destructiveHint: expect.any(Boolean),
          idempotentHint: expect.any(Boolean),
          openWorldHint: expect.any(Boolean),
        },
      });
    }
  });

  it('hears the same list in the same order each time, a harmless read first', async () => {
    const [first, second] = [await client.tools(), await client.tools()];
    expect(second).toEqual(first);
    expect(first[0]).toMatchObject({ annotations: { readOnlyHint: true, destructiveHint: false } });
    expect(await client.call(String(first[0]?.['name']))).toMatchObject({ isError: false });
  });

  it('reads: the same as an object and as fenced text', async () => {
    const { isError, structured, text } = await client.call('lightdash_list_members', { page: 1, pageSize: 3, fields: ['email'] });
    expect(isError).toBe(false);
    expect(structured).toMatchObject({ items: [{ email: expect.any(String) }, {}, {}], total: 120, next: { page: 2, pageSize: 3 } });
    expect(text).toMatch(/^<data from="lightdash"[^>]*>\n.*\n<\/data>$/s);
    expect(JSON.parse(text.split('\n')[1] ?? '')).toEqual(structured);
  });

  it('hears which argument is wrong and what is accepted', async () => {
    const told = await client.call('lightdash_list_members', { serachQuery: 'x' });
    expect(told).toMatchObject({ isError: true, structured: undefined });
    expect(told.text).toMatch(/^serachQuery: is not an argument; this tool takes page, pageSize, searchQuery/);
    expect(member(told.meta, ERROR_META)).toMatchObject({ code: 'invalid_arguments', retryable: false, field: 'serachQuery' });
  });

  it('hears of an unknown tool as a protocol error', async () => {
    await expect(client.call('lightdash_frobnicate')).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('lightdash_frobnicate'),
    });
  });

  it('is shown what a removal would do, confirms, and finds it done', async () => {
    const groupUuid = await newGroup(client, kind);
    const preview = await client.call('lightdash_delete_group', { groupUuid });
    expect(preview).toMatchObject({ isError: false, structured: { status: 'confirmation_required', tool: 'lightdash_delete_group' } });
    expect(preview.text).toContain(`of ${kind.name}`);
    expect(preview.text).toContain('Nothing was done yet');
    expect(await client.call('lightdash_get_group', { groupUuid })).toMatchObject({ isError: false });

    expect(await client.call('lightdash_delete_group', { groupUuid, confirm: true })).toMatchObject({ isError: false });
    const gone = await client.call('lightdash_get_group', { groupUuid });
    expect(member(gone.meta, ERROR_META)).toMatchObject({ code: 'not_found', vendorStatus: 404 });
  });

  it('changes nothing where a person must say yes, whatever it sends', async () => {
    const strict = await kind.connect(await place('human'));
    const args = { groupUuid: groupId('Contractors'), userUuid: userId(7) };
    for (const more of [{}, { confirm: true }]) {
      const told = await strict.call('lightdash_remove_group_member', { ...args, ...more });
      expect(told.text).toContain('Contractors');
      expect(told.text).toContain('Nothing was done');
    }
    const { structured } = await strict.call('lightdash_list_group_members', { groupUuid: groupId('Contractors') });
    expect(structured).toMatchObject({ items: [{ userUuid: userId(7) }] });
  });
});

async function newGroup(client: Connected, kind: Kind): Promise<string> {
  const args: JsonObject = { name: `People of ${kind.name}`, confirm: true };
  const { structured, text } = await client.call('lightdash_create_group', args);
  expect(structured, text).toMatchObject({ uuid: expect.any(String) });
  return String(structured?.['uuid']);
}
