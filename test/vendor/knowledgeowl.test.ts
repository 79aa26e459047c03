import { describe, expect, test } from 'vitest';
import { checkInput } from '../../src/operation/index.ts';
import { knowledgeBases, openKnowledgeOwl, readerGroups } from '../../src/sandbox/knowledgeowl/index.ts';
import { knowledgeOwlAdapter } from '../../src/vendor/knowledgeowl/adapter.ts';
import { createReader, getReader, listReaders, updateReader } from '../../tools/knowledgeowl/readers.ts';
import { call, emulated, using, vendor, type Said } from './vendor-server.ts';

const ONE = { valid: true, data: { id: 'r1', username: 'ada@example.com' } };
const LIST = { valid: true, page_stats: { total_records: 3, total_pages: 2, next_page: 2 }, data: [{ id: 'r1' }, { id: 'r2' }] };

async function owl(said: Said, root = '') {
  const { url, asked } = await vendor(() => said);
  return { adapter: using(knowledgeOwlAdapter({ url: `${url}${root}`, apiKey: 'key-1' })), asked, last: () => asked.at(-1) };
}

describe('requests', () => {
  test('the key is the user name of Basic; a bare host gets the documented root', async () => {
    const { adapter, last } = await owl([200, ONE]);
    expect((await call(adapter, getReader, { id: 'r1' })).data).toEqual(ONE.data);
    expect(last()).toMatchObject({
      method: 'GET',
      url: '/api/head/reader/r1.json',
      headers: { authorization: `Basic ${btoa('key-1:X')}` },
    });
  });

  test('a URL with a path is taken as it is', async () => {
    const { adapter, last } = await owl([200, LIST], '/api/head');
    await call(adapter, listReaders);
    expect(last()).toMatchObject({ url: '/api/head/reader.json', body: '' });
  });

  test('plain filters and paging stand in the query', async () => {
    const { adapter, last } = await owl([200, LIST]);
    await call(adapter, listReaders, {
      status: 'active',
      username: 'a+b@example.com',
      '<reader field>': { last_name: 'O’Hara' },
      page: 1,
      limit: 50,
    });
    expect(last()?.body).toBe('');
    expect(Object.fromEntries(new URL(last()?.url ?? '', 'http://x.example').searchParams)).toEqual({
      status: 'active',
      username: 'a+b@example.com',
      last_name: 'O’Hara',
      page: '1',
      limit: '50',
    });
  });

  test.each([[{ $in: ['g1', 'g2'] }], [['g1', 'g2']]])(
    'a list of values makes all filters a JSON body of the GET: %j',
    async (reader_roles) => {
      const { adapter, last } = await owl([200, LIST]);
      await call(adapter, listReaders, { status: 'active', reader_roles, limit: 10 });
      expect(last()).toMatchObject({ method: 'GET', url: '/api/head/reader.json', headers: { 'content-type': 'application/json' } });
      expect(JSON.parse(last()?.body ?? '')).toEqual({ status: 'active', reader_roles: { $in: ['g1', 'g2'] }, limit: 10 });
    },
  );

  test('a number keeps its type', async () => {
    const { adapter, last } = await owl([200, LIST]);
    await call(adapter, listReaders, { filter: { custom1: 7 } });
    expect(last()?.body).toBe('{"custom1":7}');
  });

  test.each(['_method', '_authbykey', '_fields', 'password', 'page', 'status', 'constructor'])('%s is no filter', (name) => {
    expect(checkInput(listReaders, { filter: JSON.parse(`{"${name}":"x"}`) })).toHaveProperty('problems');
    expect(checkInput(listReaders, JSON.parse(`{"<reader field>":{"${name}":"x"}}`))).toHaveProperty('problems');
  });

  test('a new reader is active unless said otherwise', async () => {
    const { adapter, last } = await owl([200, ONE]);
    const given = { username: 'ada@example.com', projects: ['kb1'], 'pw-type': 'temp', 'temp-pass': 'made-up-1', custom1: { team: 7 } };
    await call(adapter, createReader, given);
    expect(last()).toMatchObject({ method: 'POST', url: '/api/head/reader.json' });
    expect(JSON.parse(last()?.body ?? '')).toEqual({ ...given, status: 'active' });
  });

  test.each([{ 'pw-type': 'temp' }, { 'temp-pass': 'x' }, { 'pw-type': 'email', 'temp-pass': 'x' }])(
    'password members that do not go together: %j',
    async (more) => {
      const { adapter, asked } = await owl([200, ONE]);
      const given = { username: 'ada@example.com', projects: ['kb1'], ...more };
      await expect(call(adapter, createReader, given)).rejects.toMatchObject({ code: 'invalid_arguments' });
      expect(asked).toEqual([]);
    },
  );

  test('only what changes is sent', async () => {
    const { adapter, last } = await owl([200, ONE]);
    await call(adapter, updateReader, { id: 'r1', status: 'deleted' });
    expect(last()).toMatchObject({ method: 'PUT', url: '/api/head/reader/r1.json', body: '{"status":"deleted"}' });
  });
});

describe('answers', () => {
  test('a list tells its total and the next page', async () => {
    const { adapter } = await owl([200, LIST]);
    expect(await call(adapter, listReaders, { limit: 2 })).toMatchObject({
      data: LIST.data,
      page: { total: 3, next: { page: 2, limit: 2 }, start: 0 },
    });
  });

  test('the last page, and a page that does not advance, have no next', async () => {
    const last = await owl([200, { ...LIST, data: [{ id: 'r3' }], page_stats: { total_records: 3, total_pages: 2, next_page: null } }]);
    expect((await call(last.adapter, listReaders, { page: 2 })).page).toEqual({ total: 3, next: undefined, start: 2 });
    const stuck = await owl([200, LIST]);
    const { page, notes } = await call(stuck.adapter, listReaders, { page: 2 });
    expect(page).toMatchObject({ next: undefined, start: undefined });
    expect(notes?.[0]).toContain('did not go on to page 2');
  });

  test('a single record and a missing page_stats are a list too', async () => {
    const { adapter } = await owl([200, ONE]);
    expect(await call(adapter, listReaders)).toEqual({ data: [ONE.data], status: 200 });
    const asked = await call(adapter, listReaders, { page: 3, limit: 20 });
    expect(asked.page).toEqual({ total: undefined, next: undefined, start: 40 });
    expect((await call(adapter, listReaders, { page: 3 })).page).toHaveProperty('start', undefined);
  });

  test.each<readonly [Said, string, string]>([
    [[200, { valid: false, message: 'username is taken' }], 'rejected', 'username is taken.'],
    [[200, { valid: false, error: 'bad' }], 'rejected', 'bad.'],
    [[200, { valid: false, reason: 'worse' }], 'rejected', 'worse.'],
    [[200, { ok: 1 }], 'outcome_unknown', 'not in readable JSON'],
    [[200, '<html>Sign in</html>', 'text/html'], 'unexpected_answer', 'text/html'],
    [[400, { message: 'bad' }], 'rejected', 'bad'],
    [[401, { valid: false, message: 'no key-1' }], 'sign_in_failed', 'no [hidden by steward]'],
    [[401, 'Unauthorized'], 'sign_in_failed', 'API key'],
    [[403, { message: 'not PUT' }], 'forbidden', 'not PUT'],
    [[404, { message: 'Reader not found' }], 'not_found', 'Reader not found'],
    [[404, '<html></html>', 'text/html'], 'unexpected_answer', 'text/html'],
    [[409, { message: 'exists' }], 'conflict', 'exists'],
    [[500, '<html>trace</html>', 'text/html'], 'vendor_error', 'read-only'],
    [[503, ''], 'outcome_unknown', '503'],
  ])('%j is %s', async (said, code, words) => {
    const { adapter, asked } = await owl(said);
    const failure = await call(adapter, updateReader, { id: 'r1', first_name: 'Ada' }).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code });
    expect(String(failure)).toContain(words);
    expect(asked).toHaveLength(1);
  });
});

describe('against the emulated KnowledgeOwl', () => {
  const sandboxed = async (apiKey?: string) => {
    const emulation = openKnowledgeOwl();
    return using(
      knowledgeOwlAdapter({ url: await emulated(emulation), apiKey: apiKey ?? emulation.credentials['KNOWLEDGEOWL_API_KEY'] ?? '' }),
    );
  };
  const total = async (adapter: Awaited<ReturnType<typeof sandboxed>>, filter: object) =>
    (await call(adapter, listReaders, filter)).page?.total ?? 0;

  test('a reader comes, is deleted and restored with the same access', async () => {
    const adapter = await sandboxed();
    const created = await call(adapter, createReader, {
      username: 'nova@example.com',
      projects: [knowledgeBases.help],
      'pw-type': 'email',
      reader_roles: [readerGroups.clients],
    });
    const id = String(Object(created.data).id);
    const found = await call(adapter, listReaders, { username: 'nova@example.com' });
    expect(found.data).toMatchObject([{ id, status: 'active' }]);
    await call(adapter, updateReader, { id, status: 'deleted' });
    expect(await total(adapter, { username: 'nova@example.com', status: 'active' })).toBe(0);
    await call(adapter, updateReader, { id, status: 'active' });
    expect((await call(adapter, getReader, { id })).data).toMatchObject({
      status: 'active',
      projects: [knowledgeBases.help],
      reader_roles: [readerGroups.clients],
    });
  });

  test('filters in the query and in a body find the same, and pages add up', async () => {
    const adapter = await sandboxed();
    const one = await total(adapter, { reader_roles: readerGroups.clients });
    expect(one).toBeGreaterThan(0);
    expect(await total(adapter, { reader_roles: [readerGroups.clients] })).toBe(one);
    const seen: unknown[] = [];
    for (let next: object | undefined = { limit: 50 }; next;) {
      const answer: Awaited<ReturnType<typeof call>> = await call(adapter, listReaders, { ...next, status: 'active' });
      seen.push(...[answer.data].flat());
      next = answer.page?.next;
    }
    expect(new Set(seen.map((reader) => Object(reader).id)).size).toBe(await total(adapter, { status: 'active' }));
  });

  test('refusals: a taken name, an unknown id, a key that may only read', async () => {
    const adapter = await sandboxed();
    const [first] = [(await call(adapter, listReaders, { limit: 1 })).data].flat();
    const taken = { username: Object(first).username, projects: [], 'pw-type': 'email' };
    await expect(call(adapter, createReader, taken)).rejects.toMatchObject({ code: 'rejected' });
    await expect(call(adapter, getReader, { id: 'unknown' })).rejects.toMatchObject({ code: 'not_found' });
    const reading = await sandboxed('sandbox-knowledgeowl-read-only-key');
    await expect(call(reading, updateReader, { id: Object(first).id, first_name: 'A' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(call(await sandboxed('other'), listReaders)).rejects.toMatchObject({ code: 'sign_in_failed' });
  });
});
