import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { describe, expect, it } from 'vitest';
import type { CallRequest, Outcome } from '../../src/call/index.ts';
import { mcpParts } from '../../src/cli/serve.ts';
import { MODERN, openServers, serveOverStdio, type McpParts } from '../../src/mcp/index.ts';
import { isObject, member } from '../../src/operation/index.ts';
import { atEnd, sandboxed } from '../e2e/opened.ts';

const steward = sandboxed({ STEWARD_SYSTEMS: 'lightdash' });
const META = 'io.modelcontextprotocol/';
const GROUPS = 'lightdash_list_groups';
const UUID = '3f6c1b1e-0f5e-4b7a-9c1d-2a4e6f8b0c1d';
const ENVELOPE = { [`${META}protocolVersion`]: MODERN, [`${META}clientCapabilities`]: {} };

/** One end of a connection: what is said into it, and what has come out of it. */
interface Talk {
  readonly say: (...messages: readonly object[]) => void;
  /** The next message that comes out. */
  readonly next: () => Promise<unknown>;
}

function talk(serve: (pipes: { stdin: PassThrough; stdout: PassThrough }) => { close: () => Promise<void> }): Talk {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  atEnd(serve({ stdin, stdout }).close);
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    say: (...messages) => void stdin.write(messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('')),
    next: async () => {
      const { value }: { value?: unknown } = await lines.next();
      return JSON.parse(String(value));
    },
  };
}

async function ours(change: Partial<McpParts> = {}): Promise<Talk> {
  const parts = { ...mcpParts(await steward, '0.0.0', 'stdio'), ...change };
  return talk((pipes) => serveOverStdio(parts, pipes));
}

/** The SDK's entry alone. */
async function plain(): Promise<Talk> {
  const { whole } = openServers(mcpParts(await steward, '0.0.0', 'stdio'));
  return talk(({ stdin, stdout }) => serveStdio(whole, { transport: new StdioServerTransport(stdin, stdout) }));
}

const call = (params: object, id: unknown = 1) => ({ id, method: 'tools/call', params });
const modern = (params: object) => call({ ...params, _meta: ENVELOPE });
const groups = { name: GROUPS, arguments: {} };
const greet = (capabilities: object) => ({
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities, clientInfo: { name: 't', version: '1' } },
});

const legacyOpening = [greet({}), { method: 'notifications/initialized' }, call(groups, 'first')];
const modernOpening = [
  { id: 0, method: 'server/discover', params: { _meta: ENVELOPE } },
  { ...modern(groups), id: 'first' },
];

describe('over stdio every message is answered as by the SDK alone', () => {
  it.each([
    ['a call', legacyOpening, call(groups)],
    ['a call with a number of its own', legacyOpening, call(groups, 17)],
    ['arguments that are wrong', legacyOpening, call({ name: GROUPS, arguments: { nope: 1 } })],
    ['a tool that does not exist', legacyOpening, call({ name: 'nope', arguments: {} })],
    ['a call without a name', legacyOpening, call({})],
    ['a name that is no text', legacyOpening, call({ name: 5 })],
    ['something that is not there', legacyOpening, call({ name: 'lightdash_get_group', arguments: { groupUuid: UUID } })],
    ['a preview', legacyOpening, call({ name: 'lightdash_delete_group', arguments: { groupUuid: UUID } })],
    ['a ping', legacyOpening, { id: 1, method: 'ping' }],
    ['the list', legacyOpening, { id: 1, method: 'tools/list' }],
    ['a second greeting', legacyOpening, greet({})],
    ['a method that nobody knows', legacyOpening, { id: 1, method: 'tools/frobnicate' }],
    ['a call of the newer era', modernOpening, modern(groups)],
    ['a call without its envelope', modernOpening, call(groups)],
    [
      'an envelope of another revision',
      modernOpening,
      call({ ...groups, _meta: { ...ENVELOPE, [`${META}protocolVersion`]: '2031-01-01' } }),
    ],
    ['an envelope that is none', modernOpening, call({ ...groups, _meta: { [`${META}protocolVersion`]: MODERN } })],
    ['a state that is not ours', modernOpening, modern({ ...groups, requestState: 'v1.x.y' })],
    ['the greeting of the older era', modernOpening, greet({})],
    ['a tool that does not exist, in the newer era', modernOpening, modern({ name: 'nope', arguments: {} })],
  ])('%s', async (_, opening, message) => {
    const heard = await Promise.all(
      [await ours(), await plain()].map(async ({ say, next }) => {
        const answers: unknown[] = [];
        for (const said of [...opening, message]) {
          say(said);
          if ('id' in said) answers.push(await next());
        }
        return answers;
      }),
    );
    expect(heard[0]).toEqual(heard[1]);
    expect(heard[0]?.at(-1)).toMatchObject({ jsonrpc: '2.0', id: member(message, 'id') });
  });

  it('a question in the middle of a call', async () => {
    const name = { id: 1, method: 'tools/call', params: { name: 'lightdash_delete_group', arguments: { groupUuid: UUID } } };
    const asked = await Promise.all(
      [await ours(), await plain()].map(async ({ say, next }) => {
        say(greet({ elicitation: {} }), { method: 'notifications/initialized' }, call(groups, 'first'));
        await next();
        await next();
        say(name);
        const question = await next();
        if (member(question, 'method') !== 'elicitation/create') return [question];
        say({ id: member(question, 'id'), result: { action: 'decline' } });
        return [member(question, 'params'), await next()];
      }),
    );
    expect(asked[0]).toEqual(asked[1]);
  });
});

describe('calls over stdio', () => {
  it('that come at once are each answered once', async () => {
    const { say, next } = await ours();
    const ids = Array.from({ length: 40 }, (_, at) => `at-once-${at}`);
    say(...legacyOpening.slice(0, 2), ...ids.map((id) => call(groups, id)));
    const answers: unknown[] = [];
    for (let left = ids.length + 1; left > 0; left -= 1) answers.push(await next());
    expect(answers.map((answer) => member(answer, 'id')).toSorted()).toEqual([0, ...ids].toSorted());
    say({ id: 'last', method: 'ping' });
    expect(await next()).toMatchObject({ id: 'last' });
  });

  it('that are cancelled end, and are not answered', async () => {
    const seen: CallRequest[] = [];
    const done: Outcome = { kind: 'done', answer: { structured: { ok: true }, text: 'ok' } };
    const { say, next } = await ours({
      call: async (request) => {
        seen.push(request);
        if (seen.length === 2) await new Promise((resolve) => request.signal?.addEventListener('abort', resolve));
        return done;
      },
    });
    say(...legacyOpening);
    expect([await next(), await next()]).toMatchObject([{ id: 0 }, { id: 'first' }]);
    say(
      call(groups, 'slow'),
      { method: 'notifications/cancelled', params: { requestId: 'slow', reason: 'enough' } },
      call(groups, 'after'),
    );
    expect(await next()).toMatchObject({ id: 'after', result: { structuredContent: { ok: true } } });
    expect(seen.map(({ signal }) => signal?.aborted)).toEqual([false, true, false]);
    say({ id: 'last', method: 'ping' });
    expect(await next()).toMatchObject({ id: 'last' });
  });

  it('tell how far they are before their answer', async () => {
    const { say, next } = await ours();
    say(...legacyOpening);
    await next();
    await next();
    say(call({ name: 'lightdash_list_members', arguments: { all: true, pageSize: 50 }, _meta: { progressToken: 7 } }));
    const heard = [await next()];
    while (isObject(heard.at(-1)) && member(heard.at(-1), 'id') === undefined) heard.push(await next());
    expect(heard.slice(0, -1).map((message) => member(message, 'method'))).toContain('notifications/progress');
    expect(heard.at(-1)).toMatchObject({ id: 1, result: { structuredContent: { items: expect.any(Array) } } });
  });
});
