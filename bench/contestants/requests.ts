import { randomUUID } from 'node:crypto';
import type { Pool } from 'undici';
import { member } from '../../src/operation/json.ts';
import type { OneCall } from '../measure/load.ts';

type Params = Readonly<Record<string, unknown>>;

/** A POST of one JSON-RPC message. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  /** The message under an id of its own; within a session no two may be under way with the same. */
  readonly body: (id: number) => string;
}

function body(method: string, params: Params): Message['body'] {
  const rest = `"method":${JSON.stringify(method)},"params":${JSON.stringify(params)}}`;
  return (id) => `{"jsonrpc":"2.0","id":${id},${rest}`;
}

/** The read that every contestant offers, by the name that Steward gives it. */
export const READ = 'lightdash_list_groups';

/** What only the right answer to it holds. */
const ANSWERED = 'Group 1';

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
/** What a request of revision 2026-07-28 says about its client. */
export const MODERN_META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'steward-bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** A request of revision 2026-07-28: stateless, with everything about the client in its envelope. */
export function modern(method: string, params: Params = {}, capabilities: Params = {}): Message {
  const name = params['name'];
  return {
    headers: {
      ...HEADERS,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
    },
    body: body(method, { ...params, _meta: { ...MODERN_META, 'io.modelcontextprotocol/clientCapabilities': capabilities } }),
  };
}

/** A request of the 2025 revisions. */
export function older(method: string, params: Params = {}): Message {
  return { headers: { ...HEADERS, 'mcp-protocol-version': '2025-06-18' }, body: body(method, params) };
}

/** Opens a session; the header of the messages that belong to it. */
export async function openSession(pool: Pool, path: string, capabilities: Params = {}): Promise<Readonly<Record<string, string>>> {
  const { headers, body } = hello(capabilities);
  const opened = await pool.request({ path, method: 'POST', headers, body: body(1) });
  await opened.body.dump();
  return { 'mcp-session-id': String(opened.headers['mcp-session-id']) };
}

/** Sends a message once; the JSON-RPC message that answers it, whether it came as JSON or as an event. */
export async function answerTo(pool: Pool, path: string, { headers, body }: Message): Promise<unknown> {
  const { body: answer } = await pool.request({ path, method: 'POST', headers, body: body(1) });
  const text = await answer.text();
  return JSON.parse(text.startsWith('{') ? text : (/^data: (.+)$/m.exec(text)?.[1] ?? 'null'));
}

/** What a client of the 2025 revisions opens with. */
export function hello(capabilities: Params): Message {
  return older('initialize', { protocolVersion: '2025-06-18', capabilities, clientInfo: { name: 'steward-bench', version: '1.0.0' } });
}

/** Sends a message again and again; each answer must be 200 and hold `expected`. */
export function posting(pool: Pool, path: string, { headers, body }: Message, expected: string = ANSWERED): OneCall {
  let id = 0;
  return async () => {
    const answer = await pool.request({ path, method: 'POST', headers, body: body(++id) });
    right(answer.statusCode, await answer.body.text(), expected);
  };
}

/** Writes with a person's yes: the question in one answer is answered in the next request, by a client that shows forms. */
export function confirming(pool: Pool, path: string): OneCall {
  const ask = (params: Params) => answerTo(pool, path, modern('tools/call', params, { elicitation: {} }));
  return async () => {
    // The same call asked twice at once would be one question.
    const params = { name: 'ciso_create_team', arguments: { name: randomUUID() } };
    const requestState = member(member(await ask(params), 'result'), 'requestState');
    const answer = await ask({ ...params, requestState, inputResponses: { confirm: { action: 'accept', content: { agree: true } } } });
    const text = JSON.stringify(answer);
    if (text.includes('"isError":true') || !text.includes('structuredContent')) throw new Error(`answered: ${text.slice(0, 500)}`);
  };
}

/** The call that everything is compared with: the vendor asked directly. */
export function getting(pool: Pool): OneCall {
  const headers = { accept: 'application/json', authorization: 'ApiKey ldpat_made-up' };
  return async () => {
    const answer = await pool.request({ path: '/api/v1/org/groups', method: 'GET', headers });
    right(answer.statusCode, await answer.body.text());
  };
}

/** Throws unless an answer is the expected one. */
export function right(status: number, text: string, expected: string = ANSWERED): void {
  if (status !== 200 || !text.includes(expected)) throw new Error(`answered ${status}: ${text.slice(0, 500)}`);
}
