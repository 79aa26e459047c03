import type { Pool } from 'undici';
import type { OneCall } from '../measure/load.ts';

/** A POST of one JSON-RPC message. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
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
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: META } }),
  };
}

/** A request of the 2025 revisions, without a session unless one is named. */
export function older(method: string, params: Readonly<Record<string, unknown>> = {}, session?: string): Message {
  return {
    headers: { ...HEADERS, 'mcp-protocol-version': '2025-06-18', ...(session === undefined ? {} : { 'mcp-session-id': session }) },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  };
}

/** What a client of the 2025 revisions opens with. */
export function hello(capabilities: Readonly<Record<string, unknown>>): Message {
  return older('initialize', { protocolVersion: '2025-06-18', capabilities, clientInfo: { name: 'steward-bench', version: '1.0.0' } });
}

/** Sends a message again and again; each answer must be 200 and hold `expected`. */
export function posting(pool: Pool, path: string, { headers, body }: Message, expected: string = ANSWERED): OneCall {
  return async () => {
    const answer = await pool.request({ path, method: 'POST', headers, body });
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
