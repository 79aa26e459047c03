import { Client, ProtocolError, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { JsonObject } from '../operation/index.ts';
import { isObject, member } from '../operation/index.ts';
import { ERROR_META } from './result.ts';

/** What a remote server answered to one call. */
export interface RemoteAnswer {
  readonly text: string;
  readonly structured: JsonObject | undefined;
  /** The error's code, or undefined when the call went well. */
  readonly code: string | undefined;
}

/** Makes one tool call on a Steward that serves elsewhere over Streamable HTTP. */
export async function callRemote(url: string, tool: string, args: JsonObject, version: string): Promise<RemoteAnswer> {
  const client = new Client({ name: 'steward-mcp-call', version }, { capabilities: {}, versionNegotiation: { mode: 'auto' } });
  try {
    await client.connect(new StreamableHTTPClientTransport(new URL(url)));
    const result = await client.callTool({ name: tool, arguments: { ...args } });
    const content: unknown = result.content;
    const text = Array.isArray(content) ? content.map((part: unknown) => String(member(part, 'text') ?? '')).join('\n') : '';
    const code = member(member(member(result, '_meta'), ERROR_META), 'code');
    const structured: unknown = result.structuredContent;
    return { text, structured: isObject(structured) ? structured : undefined, code: result.isError === true ? (typeof code === 'string' ? code : 'internal') : undefined };
  } catch (thrown) {
    if (thrown instanceof ProtocolError) return { text: thrown.message, structured: undefined, code: 'unknown_tool' };
    throw thrown;
  } finally {
    await client.close();
  }
}
