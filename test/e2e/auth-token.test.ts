import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTokens, removeToken } from '../../src/access/tokens-file.ts';
import { tokenAuth } from '../../src/http/index.ts';
import { isObject, member, type JsonObject } from '../../src/operation/index.ts';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { ask, INITIALIZE, rpc, type Heard } from '../http/asking.ts';
import { temporary } from '../temporary.ts';
import { KINDS, newest } from './clients.ts';
import { bearer, guarded, token, tokensFile, type Guarded } from './guarded.ts';

const file = tokensFile();
const audit = join(temporary, 'audit.ndjson');
const [reader, writer, admin, lightdash] = [
  token(file, 'reader', ['steward:read']),
  token(file, 'writer@example.com', ['steward:write']),
  token(file, 'admin', ['steward:destroy']),
  token(file, 'dashboards', ['lightdash:destroy', 'knowledgeowl:read']),
];
const script = token(file, 'script', ['lightdash:destroy'], { confirm: 'flag' });
const groupUuid = groupId('Contractors');
let server: Guarded;
beforeAll(async () => {
  server = await guarded({ STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file, STEWARD_AUDIT_FILE: audit });
});

const sent = (text: string, more: Readonly<Record<string, string>> = {}) =>
  ask(server.url, { headers: { ...(text === '' ? {} : bearer(text)), ...more }, body: INITIALIZE });

function expectChallenge({ status, headers, text }: Heard): void {
  expect(status).toBe(401);
  expect(headers['www-authenticate']).toMatch(/^Bearer error="invalid_token", .*scope="steward:read steward:write steward:destroy"/);
  expect(JSON.parse(text)).toEqual({ jsonrpc: '2.0', id: null, error: { code: -32600, message: expect.any(String) } });
}

describe('a caller', () => {
  it.each([
    ['no token', ''],
    ['an unknown token', `stw_${'A'.repeat(43)}`],
    ['a token that lacks its last letter', reader.slice(0, -1)],
    ['the hash of a token', readFileSync(file, 'utf8').match(/[0-9a-f]{64}/)?.[0] ?? ''],
  ])('with %s hears how to get one', async (_what, text) => {
    expectChallenge(await sent(text));
  });

  it.each(['Basic YTpi', `bearer`, `Token ${reader}`])('who says "%s" is nobody', async (authorization) => {
    expectChallenge(await sent('', { authorization }));
  });

  it('is not known by a token in the address', async () => {
    expectChallenge(await ask(server.url, { path: `/mcp?access_token=${reader}`, body: INITIALIZE }));
  });

  it('with a good token is served', async () => {
    expect(await sent(reader)).toMatchObject({ status: 200 });
  });

  it('with a token of no scope for this server is told which there are', async () => {
    const own = tokensFile();
    const text = token(own, 'approver', ['elsewhere:all']);
    const { url } = await guarded({ STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: own });
    const heard = await ask(url, { headers: bearer(text), body: INITIALIZE });
    expect(heard).toMatchObject({ status: 403 });
    expect(heard.headers['www-authenticate']).toContain('error="insufficient_scope"');
  });
});

describe('the tokens file', () => {
  it('is read again: a new token is good, a removed one is not, one that ended is over', async () => {
    const own = tokensFile();
    const clock = { now: Date.now() };
    token(own, 'first', ['steward:read']);
    const { url } = await guarded(
      {},
      {
        auth: tokenAuth(
          openTokens(own, () => clock.now),
          server.steward.log,
        ),
      },
    );
    const status = async (text: string) => (await ask(url, { headers: bearer(text), body: INITIALIZE })).status;
    const second = token(own, 'second', ['steward:read'], { expires: new Date(clock.now + 60_000).toISOString() });
    clock.now += 1_001;
    expect(await status(second)).toBe(200);
    clock.now += 60_000;
    expect(await status(second)).toBe(401);
    clock.now -= 60_000;
    removeToken(own, 'second');
    clock.now += 1_001;
    expect(await status(second)).toBe(401);
  });

  it('lets nobody in while it is broken, and says that it is not the token', async () => {
    const own = tokensFile();
    const clock = { now: Date.now() };
    const text = token(own, 'first', ['steward:read']);
    const { url } = await guarded(
      {},
      {
        auth: tokenAuth(
          openTokens(own, () => clock.now),
          server.steward.log,
        ),
      },
    );
    const good = readFileSync(own, 'utf8');
    writeFileSync(own, good.slice(0, -10));
    clock.now += 1_001;
    const heard = await ask(url, { headers: bearer(text), body: INITIALIZE });
    expect(heard).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    writeFileSync(own, good);
    clock.now += 1_001;
    expect(await ask(url, { headers: bearer(text), body: INITIALIZE })).toMatchObject({ status: 200 });
  });

  it('holds no token', () => {
    const text = readFileSync(file, 'utf8');
    for (const secret of [reader, writer, admin, script]) expect(text).not.toContain(secret.slice(4, 20));
  });
});

describe.each(KINDS)('through $name', ({ connect }) => {
  const seen = async (text: string) => {
    const client = await connect({ url: server.url, headers: bearer(text) });
    const tools = await client.tools();
    return { client, tools, names: tools.map(({ name }) => String(name)) };
  };

  it('each principal sees what its scopes allow', async () => {
    const all = (await seen(admin)).tools;
    const reads = (await seen(reader)).tools;
    const writes = (await seen(writer)).tools;
    expect(reads.length).toBeLessThan(writes.length);
    expect(writes.length).toBeLessThan(all.length);
    expect(reads.every((tool) => hint(tool, 'readOnlyHint'))).toBe(true);
    expect(writes.some((tool) => hint(tool, 'destructiveHint') && String(tool['name']).includes('_delete_'))).toBe(false);
    const { names } = await seen(lightdash);
    expect(names).toContain('lightdash_delete_group');
    expect(names).toContain('knowledgeowl_list_readers');
    expect(names).not.toContain('knowledgeowl_create_reader');
    expect(names.some((name) => name.startsWith('ciso_'))).toBe(false);
  });

  it('a call beyond the scopes is refused and names what it needs', async () => {
    const { client } = await seen(reader);
    const told = await client.call('lightdash_delete_group', { groupUuid, confirm: true });
    expect(told).toMatchObject({ isError: true, text: expect.stringContaining('steward:destroy steward:read') });
    expect(await client.call('lightdash_list_groups')).toMatchObject({ isError: false });
    const other = await (await seen(lightdash)).client.call('ciso_list_users');
    expect(other).toMatchObject({ isError: true, text: expect.stringContaining('ciso-assistant:read') });
  });

  it('a name that no tool has is answered with what is near and within the scopes', async () => {
    const guessed = (await seen(reader)).client.call('lightdash_remove_group');
    await expect(guessed).rejects.toThrow(/There is no tool "lightdash_remove_group"\. Nearest: (?!.*delete)lightdash_/);
  });
});

describe('a principal', () => {
  it('stands in the audit, and its token nowhere', async () => {
    const client = await newest({ url: server.url, headers: bearer(admin) });
    await client.call('lightdash_create_group', { name: 'Made by a token' });
    const lines = readFileSync(audit, 'utf8');
    expect(lines).toContain('"principal":"admin"');
    expect(lines).not.toContain(admin);
  });

  it('whose token says flag needs no person, others do', async () => {
    const [asked, free] = await Promise.all([admin, script].map((text) => newest({ url: server.url, headers: bearer(text) })));
    const made = await free?.call('lightdash_create_group', { name: 'For the script' });
    const target = { groupUuid: String(made?.structured?.['uuid']) };
    expect((await asked?.call('lightdash_delete_group', { ...target, confirm: true }))?.text).toContain('no person can be asked from here');
    expect(await free?.call('lightdash_delete_group', { ...target, confirm: true })).toMatchObject({
      isError: false,
      structured: { done: true },
    });
  });

  it("has sessions that are nobody else's", async () => {
    const initialize = rpc('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: { elicitation: {} },
      clientInfo: { name: 't', version: '1' },
    });
    const opened = await ask(server.url, { headers: bearer(admin), body: initialize });
    const session = { 'mcp-session-id': String(opened.headers['mcp-session-id']), 'mcp-protocol-version': '2025-11-25' };
    const list = (text: string) => ask(server.url, { headers: { ...bearer(text), ...session }, body: rpc('tools/list') });
    expect(await list(writer)).toMatchObject({ status: 404 });
    const ended = async (headers: Record<string, string>) => (await fetch(server.url, { method: 'DELETE', headers })).status;
    expect(await ended({ ...bearer(writer), ...session })).toBe(404);
    expect(await ended(session)).toBe(401);
    expect(await list(admin)).toMatchObject({ status: 200 });
    expect(await ended({ ...bearer(admin), ...session })).toBe(200);
    expect(await list(admin)).toMatchObject({ status: 404 });
  });

  it('cannot go on with the question that another one was asked', async () => {
    const asked = await modern(admin, { groupUuid: groupId('Marketing') });
    const requestState = member(member(asked, 'result'), 'requestState');
    expect(requestState).toEqual(expect.any(String));
    const more = { requestState, inputResponses: { confirm: { action: 'accept', content: { agree: true } } } };
    expect(member(member(await modern(lightdash, { groupUuid: groupId('Marketing') }, more), 'error'), 'code')).toBe(-32602);
    expect(member(member(await modern(admin, { groupUuid: groupId('Marketing') }, more), 'result'), 'isError')).not.toBe(true);
  });

  it.each(KINDS)('is asked through $name, in its own session where there are sessions', async ({ connect }) => {
    const forms: string[] = [];
    const place = { url: server.url, headers: bearer(admin) };
    const client = await connect(place, async ({ message }) => {
      forms.push(message);
      return { action: 'accept', content: { agree: true } };
    });
    const made = await client.call('lightdash_create_group', { name: 'To be removed' });
    expect(await client.call('lightdash_delete_group', { groupUuid: String(made.structured?.['uuid']) })).toMatchObject({ isError: false });
    expect(forms).toEqual([expect.stringContaining('To be removed')]);
  });

  it('cannot use the yes that another one got', async () => {
    const client = await newest({ url: server.url, headers: bearer(admin) });
    const other = await newest({ url: server.url, headers: bearer(lightdash) });
    server.steward.offerPage(async () => 'on the page');
    await client.call('lightdash_delete_group', { groupUuid });
    const [waiting] = await server.steward.confirmations.list();
    await server.steward.confirmations.decide(waiting?.id ?? '', { approve: true, approver: 'a-person', channel: 'page' });
    expect((await other.call('lightdash_delete_group', { groupUuid, confirm: true })).text).toContain('Nothing was done yet');
    expect(await client.call('lightdash_delete_group', { groupUuid, confirm: true })).toMatchObject({ isError: false });
  });
});

describe('beyond loopback', () => {
  it('the server wants its own name, and then refuses others', async () => {
    const settings = { STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file };
    await expect(guarded(settings, { host: '0.0.0.0' })).rejects.toThrow(/STEWARD_PUBLIC_URL/);
    const { url } = await guarded({ ...settings, STEWARD_PUBLIC_URL: 'https://steward.example.com' }, { host: '0.0.0.0' });
    const at = url.replace('0.0.0.0', '127.0.0.1');
    const status = async (headers: Record<string, string>) =>
      (await ask(at, { headers: { ...bearer(reader), ...headers }, body: INITIALIZE })).status;
    expect(await status({ host: 'steward.example.com' })).toBe(200);
    expect(await status({ host: 'steward.example.com:8443', origin: 'https://steward.example.com' })).toBe(200);
    expect(await status({ host: 'evil.example' })).toBe(403);
    expect(await status({ host: 'steward.example.com', origin: 'https://evil.example' })).toBe(403);
  });
});

/** One raw removal of the 2026 era by a client that shows forms. */
async function modern(text: string, args: JsonObject, more: JsonObject = {}): Promise<unknown> {
  const name = 'lightdash_delete_group';
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
  };
  const headers = { ...bearer(text), 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': name };
  const heard = await ask(server.url, { headers, body: rpc('tools/call', { name, arguments: args, ...more, _meta }) });
  return JSON.parse(heard.text.startsWith('{') ? heard.text : (/^data: (.*)$/m.exec(heard.text)?.[1] ?? '{}'));
}

function hint(tool: JsonObject, name: string): boolean {
  const annotations = tool['annotations'];
  return isObject(annotations) && annotations[name] === true;
}
