import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it } from 'vitest';
import { isObject, member } from '../../src/operation/index.ts';
import { start } from '../cli/run.ts';
import { sandboxed, servedOverHttp } from '../e2e/opened.ts';
import { ask, INITIALIZE, rpc } from '../http/asking.ts';
import { fc, times } from '../property.ts';
import { frames } from './frames.ts';

/** Nothing of the inside. */
const INSIDE = /node_modules|\.[jt]s:\d|\bat \S+ \(|FST_|ZodError|Cannot read prop/;

function expectMessage(value: unknown, about: string): void {
  for (const message of Array.isArray(value) ? value : [value]) {
    expect(isObject(message) && message['jsonrpc'] === '2.0', about).toBe(true);
    const parts = ['result', 'error', 'method'].filter((name) => isObject(message) && name in message);
    expect(parts, about).toHaveLength(1);
    const error = member(message, 'error');
    if (error !== undefined) expect([typeof member(error, 'code'), typeof member(error, 'message')], about).toEqual(['number', 'string']);
  }
}

describe('messages over HTTP', () => {
  let url = '';
  beforeAll(async () => {
    url = await servedOverHttp(await sandboxed({ STEWARD_SYSTEMS: 'knowledgeowl' }));
  });

  it('get an answer of JSON-RPC or none, whatever they hold, and the server goes on', async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(frames, async ({ text, headers }) => {
        const heard = await ask(url, { headers, body: text });
        const about = `${JSON.stringify(headers)} ${text.slice(0, 800)}\n→ ${heard.status} ${heard.text.slice(0, 400)}`;
        statuses.set(heard.status, (statuses.get(heard.status) ?? 0) + 1);
        expect(heard.status, about).toBeLessThan(500);
        expect(heard.text, about).not.toMatch(INSIDE);
        if (heard.text === '') expect([202, 204, 406], about).toContain(heard.status);
        else if (heard.headers['content-type']?.startsWith('text/event-stream'))
          for (const [, data = ''] of heard.text.matchAll(/^data: (.+)$/gm)) expectMessage(JSON.parse(data), about);
        else expectMessage(JSON.parse(heard.text), about);
      }),
      times(400),
    );
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 202, 400]));
    const last = await ask(url, { body: rpc('tools/list') });
    expect([last.status, JSON.parse(last.text)]).toMatchObject([200, { result: { tools: expect.any(Array) } }]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('messages over stdio', () => {
  it('get answers of JSON-RPC and nothing else, whatever they hold, and the server goes on', async () => {
    const { child, ended } = start(['stdio', '--sandbox'], { STEWARD_SYSTEMS: 'knowledgeowl', STEWARD_LOG_LEVEL: 'silent' });
    const said: string[] = [];
    const lastAnswer = new Promise<void>((done) => {
      createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
        said.push(line);
        if (line.includes('"the-last"')) done();
      });
    });
    const send = (text: string) => child.stdin?.write(`${text.replace(/[\r\n]/g, ' ')}\n`);
    send(INITIALIZE);
    send(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }));
    for (const { text } of fc.sample(frames, times(300))) send(text);
    send(JSON.stringify({ jsonrpc: '2.0', id: 'the-last', method: 'tools/list', params: {} }));
    await lastAnswer;
    for (const line of said) {
      expect(line).not.toMatch(INSIDE);
      expectMessage(JSON.parse(line), line.slice(0, 600));
    }
    expect(JSON.parse(said.find((line) => line.includes('"the-last"')) ?? '')).toHaveProperty('result.tools');
    child.stdin?.end();
    expect((await ended).code).toBe(0);
  });
});
