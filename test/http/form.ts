import { once } from 'node:events';
import { request } from 'node:http';
import { ask, rpc, type Heard } from './asking.ts';

/** A call of a 2025-era client in a session of its own, which waits for the answer to a form. */
export interface Asked {
  /** What came in the stream of the call until now. */
  readonly heard: () => string;
  readonly until: (pattern: RegExp) => Promise<void>;
  /** The stream of the call is over. */
  readonly ended: Promise<unknown>;
  /** Answers the form: the box ticked. */
  readonly agree: () => Promise<Heard>;
  /** Takes the call back. */
  readonly cancel: () => Promise<Heard>;
}

const CALL = 7;

/** Opens a session and makes a call in it that asks; resolves when the form is there. */
export async function askedInForm(url: string, tool: string, args: object): Promise<Asked> {
  const client = { protocolVersion: '2025-11-25', capabilities: { elicitation: {} }, clientInfo: { name: 't', version: '1' } };
  const { headers } = await ask(url, { body: rpc('initialize', client) });
  const session = { 'mcp-session-id': String(headers['mcp-session-id']), 'mcp-protocol-version': '2025-11-25' };
  const said = (message: object) => ask(url, { headers: session, body: JSON.stringify({ jsonrpc: '2.0', ...message }) });
  const accept = 'application/json, text/event-stream';
  const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json', accept, ...session }, agent: false });
  const answered = once(sent, 'response');
  sent.end(JSON.stringify({ jsonrpc: '2.0', id: CALL, method: 'tools/call', params: { name: tool, arguments: args } }));
  const [answer] = await answered;
  let text = '';
  answer.setEncoding('utf8').on('data', (part: string) => (text += part));
  const until = async (pattern: RegExp) => {
    while (!pattern.test(text)) await once(answer, 'data');
  };
  await until(/elicitation\/create[^]*\n\n/);
  const form: unknown = JSON.parse(/"id":("[^"]*"|\d+)/.exec(text)?.[1] ?? 'null');
  return {
    heard: () => text,
    until,
    ended: once(answer, 'close'),
    agree: () => said({ id: form, result: { action: 'accept', content: { agree: true } } }),
    cancel: () => said({ method: 'notifications/cancelled', params: { requestId: CALL } }),
  };
}
