import { once } from 'node:events';
import { request } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { ask, rpc } from '../http/asking.ts';
import { sandboxed, servedOverHttp } from './opened.ts';

it('a form that nobody answers is over after ten minutes: the call says so, the form is taken back, and nothing was removed', async () => {
  const url = await servedOverHttp(await sandboxed());
  const client = { protocolVersion: '2025-11-25', capabilities: { elicitation: {} }, clientInfo: { name: 't', version: '1' } };
  const { headers } = await ask(url, { body: rpc('initialize', client) });
  const session = { 'mcp-session-id': String(headers['mcp-session-id']), 'mcp-protocol-version': '2025-11-25' };
  const body = (name: string) => rpc('tools/call', { name, arguments: { groupUuid: groupId('Contractors') } });

  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { heard, until } = await streamed(url, session, body('lightdash_delete_group'));
  await until(/elicitation\/create[^]*\n\n/);
  await vi.advanceTimersByTimeAsync(10 * 60_000 - 1);
  await new Promise(setImmediate);
  expect(heard()).not.toContain('"result"');
  await vi.advanceTimersByTimeAsync(1);
  vi.useRealTimers();
  await until(/"result":[^\n]*\n\n/);
  expect(heard()).toContain('Nothing was done: nobody answered the form within 10 minutes.');
  expect(heard()).toContain('"code":"confirmation_refused"');
  expect(heard()).toContain('notifications/cancelled');
  expect((await ask(url, { headers: session, body: body('lightdash_get_group') })).text).toContain('Contractors');
});

/** Sends a request, and reads its answer as it comes. */
async function streamed(url: string, headers: Readonly<Record<string, string>>, body: string) {
  const all = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers };
  const sent = request(url, { method: 'POST', headers: all, agent: false });
  const answered = once(sent, 'response');
  sent.end(body);
  const [answer] = await answered;
  let text = '';
  answer.setEncoding('utf8').on('data', (part: string) => (text += part));
  const until = async (pattern: RegExp) => {
    while (!pattern.test(text)) await once(answer, 'data');
  };
  return { heard: () => text, until };
}
