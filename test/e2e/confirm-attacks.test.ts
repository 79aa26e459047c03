import { beforeAll, describe, expect, it } from 'vitest';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { member, type JsonObject } from '../../src/operation/index.ts';
import type { Steward } from '../../src/app.ts';
import { sandboxed, servedOverHttp } from './opened.ts';

const args = { groupUuid: groupId('Contractors') };
const YES = { confirm: { action: 'accept', content: { agree: true } } };

let steward: Steward;
let url: string;

beforeAll(async () => {
  steward = await sandboxed();
  url = await servedOverHttp(steward);
});

/** One raw request of the 2026 era. */
async function modern(tool: string, given: JsonObject, more: JsonObject = {}, to = url): Promise<JsonObject> {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
  };
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': tool };
  return post(to, headers, { name: tool, arguments: given, ...more, _meta: meta });
}

/** One raw request of the 2025 era, without a session. */
function legacy(tool: string, given: JsonObject, more: JsonObject = {}): Promise<JsonObject> {
  return post(url, { 'mcp-protocol-version': '2025-11-25' }, { name: tool, arguments: given, ...more });
}

async function post(to: string, headers: Record<string, string>, params: JsonObject): Promise<JsonObject> {
  const response = await fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  });
  const text = await response.text();
  const json = text.startsWith('{') ? text : (/^data: (.*)$/m.exec(text)?.[1] ?? '{}');
  return JSON.parse(json);
}

const resultOf = (answer: JsonObject) => answer['result'];
const codeOf = (answer: JsonObject) => member(member(member(resultOf(answer), '_meta'), 'steward-mcp/error'), 'code');

async function stateFor(given: JsonObject, to = url): Promise<string> {
  const state = member(resultOf(await modern('lightdash_delete_group', given, {}, to)), 'requestState');
  expect(state).toEqual(expect.any(String));
  return String(state);
}

async function exists(uuid = args.groupUuid): Promise<boolean> {
  return member(resultOf(await modern('lightdash_get_group', { groupUuid: uuid })), 'isError') !== true;
}

describe('a yes that no person gave', () => {
  it.each([
    ['2026', modern],
    ['2025', legacy],
  ])('is worth nothing in a first call of the %s era, with and without state', async (_era, send) => {
    const forged = Buffer.from(JSON.stringify({ p: { confirmation: 'x' }, exp: 9_999_999_999 })).toString('base64url');
    for (const more of [
      { inputResponses: YES },
      { inputResponses: YES, requestState: 'x' },
      { inputResponses: YES, requestState: `v1.${forged}.AAAA` },
    ]) {
      await send('lightdash_delete_group', args, more);
      await send('lightdash_delete_group', { ...args, confirm: true }, more);
      expect(await exists()).toBe(true);
    }
  });

  it('is refused with a state that was tampered with', async () => {
    const state = await stateFor(args);
    for (const bad of [`${state}x`, state.slice(0, -2), state.replace(/\.(.)/, (_, first: string) => `.${first === 'e' ? 'f' : 'e'}`)]) {
      const answer = await modern('lightdash_delete_group', args, { requestState: bad, inputResponses: YES });
      expect(member(answer['error'], 'code')).toBe(-32602);
    }
    expect(await exists()).toBe(true);
  });

  it('is refused for other arguments and for another tool', async () => {
    const state = await stateFor(args);
    const other = groupId('Finance');
    const answer = await modern('lightdash_delete_group', { groupUuid: other }, { requestState: state, inputResponses: YES });
    expect(codeOf(answer)).toBe('confirmation_refused');
    expect(JSON.stringify(answer)).toContain('another call');
    const space = await modern(
      'lightdash_update_group',
      { groupUuid: other, name: 'X', members: [] },
      { requestState: state, inputResponses: YES },
    );
    expect(codeOf(space)).toBe('confirmation_refused');
    expect(await exists(other)).toBe(true);
  });

  it('is refused by a server that does not share the key and the state', async () => {
    const elsewhere = await servedOverHttp(await sandboxed());
    const answer = await modern('lightdash_delete_group', args, { requestState: await stateFor(args, elsewhere), inputResponses: YES });
    expect(member(answer['error'], 'code')).toBe(-32602);
    expect(await exists()).toBe(true);
  });

  it('works once: the replay is refused, also when the target is back', async () => {
    const made = resultOf(await modern('lightdash_list_groups', { fields: ['uuid', 'name'] }));
    expect(JSON.stringify(made)).toContain('Sales');
    const target = { groupUuid: groupId('Sales') };
    const state = await stateFor(target);
    const [first, second] = await Promise.all(
      [1, 2].map(() => modern('lightdash_delete_group', target, { requestState: state, inputResponses: YES })),
    );
    const done = [first, second].filter((answer) => answer && member(resultOf(answer), 'isError') !== true);
    expect(done).toHaveLength(1);
    const again = await modern('lightdash_delete_group', target, { requestState: state, inputResponses: YES });
    expect(member(resultOf(again), 'isError')).toBe(true);
    expect(await exists(target.groupUuid)).toBe(false);
  });
});

describe('the worst class', () => {
  it('wants the name typed, and a wrong one is a no', async () => {
    const spaces = member(resultOf(await modern('lightdash_list_projects', { fields: ['projectUuid', 'name'] })), 'structuredContent');
    const projectUuid = member(at(member(spaces, 'items'), 0), 'projectUuid');
    const listed = member(resultOf(await modern('lightdash_list_spaces', { projectUuid, fields: ['uuid', 'name'] })), 'structuredContent');
    const { uuid: spaceUuid, name } = record(at(member(listed, 'items'), 0));
    const target = { projectUuid, spaceUuid };
    const first = resultOf(await modern('lightdash_delete_space', target));
    expect(JSON.stringify(member(first, 'inputRequests'))).toContain(`To agree, type: ${String(name)}`);
    const answerWith = (content: JsonObject) =>
      modern('lightdash_delete_space', target, {
        requestState: member(first, 'requestState'),
        inputResponses: { confirm: { action: 'accept', content } },
      });
    for (const content of [{ agree: true }, { name: 'wrong' }, { name: '' }])
      expect(codeOf(await answerWith(content))).toBe('confirmation_refused');
    expect(member(resultOf(await answerWith({ name: ` ${String(name)} ` })), 'isError')).not.toBe(true);
  });
});

function at(value: unknown, index: number): unknown {
  return Array.isArray(value) ? value[index] : undefined;
}

function record(value: unknown): JsonObject {
  return { uuid: member(value, 'uuid'), name: member(value, 'name') };
}
