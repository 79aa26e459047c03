import { readFileSync } from 'node:fs';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

/** Where the server is: an address with an optional file of its token, or a command that is started. */
export interface Place {
  readonly url?: string | undefined;
  readonly 'token-file'?: string | undefined;
  /** Started over stdio, words separated by spaces; its settings come from this process's environment. */
  readonly server?: string | undefined;
}

/** The answer of a tool, as JSON. */
export type Answer = Readonly<Record<string, unknown>>;

/** A connection with the official MCP client; nothing here knows Steward. */
export interface Session {
  /** Throws what the server says when the call fails. */
  readonly call: (tool: string, args: Answer) => Promise<Answer>;
  /** Every item of a list, page by page. */
  readonly all: (tool: string, args: Answer) => Promise<readonly Answer[]>;
  readonly close: () => Promise<void>;
}

/** Options of `parseArgs` that say where the server is. */
export const placeOptions = { url: { type: 'string' }, 'token-file': { type: 'string' }, server: { type: 'string' } } as const;

export async function connect(place: Place): Promise<Session> {
  const client = new Client({ name: 'steward-example', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(transportTo(place));
  const call = async (tool: string, args: Answer): Promise<Answer> => {
    const { content, structuredContent, isError } = await client.callTool({ name: tool, arguments: { ...args } });
    if (isError) throw new Error(content.map((part) => (part.type === 'text' ? part.text : '')).join('\n'));
    return isAnswer(structuredContent) ? structuredContent : {};
  };
  const all = async (tool: string, args: Answer): Promise<readonly Answer[]> => {
    const { items, next, truncated } = await call(tool, args);
    if (truncated !== undefined) throw new Error(`${tool}: the answer was cut; ask for fewer fields or smaller pages`);
    const own = Array.isArray(items) ? items.filter(isAnswer) : [];
    return isAnswer(next) ? [...own, ...(await all(tool, { ...args, ...next }))] : own;
  };
  return { call, all, close: () => client.close() };
}

function transportTo({ url, 'token-file': tokenFile, server = 'npx steward-mcp' }: Place) {
  if (url === undefined) {
    const [command = '', ...args] = server.split(' ');
    const env = Object.fromEntries(Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined));
    return new StdioClientTransport({ command, args, env });
  }
  const headers: Record<string, string> =
    tokenFile === undefined ? {} : { authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` };
  return new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
}

export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How far it is, on stderr: a line that is written over on a terminal, and nothing elsewhere. */
export function progress(done: number, of: number, what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done}/${of} ${what}${done === of ? '\n' : ''}`);
}
