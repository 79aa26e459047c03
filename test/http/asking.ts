import { request, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';

/** An answer as it came over the wire. */
export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What is sent; `path` may be any request target, `headers` come after those of an MCP client and replace them. */
export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends one request as it is: nothing is added or repaired as `fetch` would. */
export async function ask(url: string, { method = 'POST', path = '/mcp', headers = {}, body }: Sent): Promise<Heard> {
  const { hostname, port } = new URL(url);
  const all = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers };
  const asked = request({ hostname, port, method, path, headers: all, agent: false });
  const answered = once(asked, 'response');
  asked.end(body);
  const [response] = await answered;
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, text };
}

/** A 2025-era request as JSON text. */
export function rpc(method: string, params: unknown = {}): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
}

/** What a 2025-era client opens with. */
export const INITIALIZE = rpc('initialize', {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
});
