import { Client, ProtocolError, StreamableHTTPClientTransport, type CallToolResult } from '@modelcontextprotocol/client';
import { isObject, member, type JsonObject } from '../operation/index.ts';
import { BODY_LIMIT } from './body-limit.ts';
import { ERROR_META, KEY_META } from './result.ts';

/** What a remote server answered to one call. */
export interface RemoteAnswer {
  readonly text: string;
  readonly structured: JsonObject | undefined;
  /** The error's code, or undefined when the call went well. */
  readonly code: string | undefined;
}

/** A connection to a Steward that serves elsewhere over Streamable HTTP. */
export interface Remote {
  /** What the server calls itself, and the protocol revision that was agreed on. */
  readonly server: string;
  readonly toolNames: () => Promise<readonly string[]>;
  readonly call: (tool: string, args: JsonObject, idempotencyKey?: string) => Promise<RemoteAnswer>;
  readonly close: () => Promise<void>;
}

/** What a connection may have besides its address. */
export interface RemoteOptions {
  /** Sent as the bearer token with every request. */
  readonly token?: string | undefined;
  /** Hears how far a call is: how many items are there, and of how many where that is known. */
  readonly progress?: ((done: number, total: number | undefined) => void) | undefined;
}

/**
 * Whether a server would close the connection while these arguments are still being sent, so that it would be open what became of the
 * call. Arguments that are just small enough may still be refused, for what goes with them.
 */
export function isTooLarge(args: JsonObject): boolean {
  return Buffer.byteLength(JSON.stringify(args)) > BODY_LIMIT;
}

/** Connects with the official MCP client, in the newest revision that both sides speak. */
export async function openRemote(url: string, version: string, { token, progress }: RemoteOptions = {}): Promise<Remote> {
  const client = new Client({ name: 'steward-mcp-call', version }, { capabilities: {}, versionNegotiation: { mode: 'auto' } });
  const requestInit = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  // A server sends progress only to those who ask for it.
  const options = progress
    ? { onprogress: (far: { progress: number; total?: number | undefined }) => progress(far.progress, far.total) }
    : {};
  const about = client.getServerVersion();
  return {
    server: `${about?.name} ${about?.version}, protocol ${client.getNegotiatedProtocolVersion()}`,
    toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (tool, args, key) => {
      const meta = key === undefined ? {} : { _meta: { [KEY_META]: key } };
      return answered(() => client.callTool({ name: tool, arguments: { ...args }, ...meta }, options));
    },
    close: () => client.close(),
  };
}

async function answered(call: () => Promise<CallToolResult>): Promise<RemoteAnswer> {
  try {
    const result = await call();
    const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
    const code = member(member(result._meta, ERROR_META), 'code');
    const structured: unknown = result.structuredContent;
    return {
      text,
      structured: isObject(structured) ? structured : undefined,
      code: result.isError === true ? (typeof code === 'string' ? code : 'internal') : undefined,
    };
  } catch (thrown) {
    if (thrown instanceof ProtocolError) return { text: thrown.message, structured: undefined, code: 'unknown_tool' };
    throw thrown;
  }
}
