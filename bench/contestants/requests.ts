import type { Pool } from 'undici';
import type { OneCall } from '../measure/load.ts';

/** A POST of one JSON-RPC message. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  /** The message under an id of its own; within a session no two may be under way with the same. */
  readonly body: (id: number) => string;
}

function body(method: string, params: Readonly<Record<string, unknown>>): Message['body'] {
  const rest = `"method":${JSON.stringify(method)},"params":${JSON.stringify(params)}}`;
  return (id) => `{"jsonrpc":"2.0","id":${id},${rest}`;
}

/** The read that every contestant offers, by the name that Steward gives it. */
export const READ = 'lightdash_list_groups';

/** What only the right answer to it holds. */
const ANSWERED = 'Group 1';

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'steward-bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** A request of revision 2026-07-28: stateless, with everything about the client in its envelope. */
export function modern(method: string, params: Readonly<Record<string, unknown>> = {}): Message {
  const name = params['name'];
  return {
    headers: {
      ...HEADERS,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
    },
    body: body(method, { ...params, _meta: META }),
  };
}

/** A request of the 2025 revisions. */
export function older(method: string, params: Readonly<Record<string, unknown>> = {}): Message {
  return { headers: { ...HEADERS, 'mcp-protocol-version': '2025-06-18' }, body: body(method, params) };
}

/** Opens a session; the message that belongs to it. */
export async function inSession(pool: Pool, path: string, message: Message): Promise<Message> {
  const { headers, body } = hello({});
  const opened = await pool.request({ path, method: 'POST', headers, body: body(1) });
  await opened.body.dump();
  return { ...message, headers: { ...message.headers, 'mcp-session-id': String(opened.headers['mcp-session-id']) } };
}

/** What a client of the 2025 revisions opens with. */
export function hello(capabilities: Readonly<Record<string, unknown>>): Message {
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

/** The call that everything is compared with: the vendor asked directly. */
export function getting(pool: Pool): OneCall {
  const headers = { accept: 'application/json', authorization: 'ApiKey ldpat_made-up' };
  return async () => {
    const answer = await pool.request({ path: '/api/v1/org/groups', method: 'GET', headers });
    right(answer.statusCode, await answer.body.text(), ANSWERED);
  };
}

function right(status: number, text: string, expected: string): void {
  if (status !== 200 || !text.includes(expected)) throw new Error(`answered ${status}: ${text.slice(0, 500)}`);
}
