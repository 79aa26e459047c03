import { member, type JsonObject } from '../../src/operation/index.ts';

/** What a raw request may carry besides tool and arguments. */
interface Raw {
  readonly requestState?: string;
  readonly inputResponses?: JsonObject;
  /** Members of `_meta`. */
  readonly meta?: JsonObject;
}

/** One raw request of the 2026 era with a client that shows forms. */
export async function asked(to: string | undefined, tool: string, args: JsonObject, { meta, ...more }: Raw = {}): Promise<unknown> {
  const response = await fetch(to ?? '', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': tool,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: tool, arguments: args, ...more, _meta: { ...META, ...meta } },
    }),
  });
  const text = await response.text();
  return JSON.parse(text.startsWith('{') ? text : (/^data: (.*)$/m.exec(text)?.[1] ?? '{}'));
}

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
};

/** Its result. */
export const resultOf = (answer: unknown) => member(answer, 'result');
/** The state of the question that it is. */
export const stateOf = (answer: unknown) => String(member(resultOf(answer), 'requestState'));
/** The code of the error that it is. */
export const codeOf = (answer: unknown) => member(member(member(resultOf(answer), '_meta'), 'steward-mcp/error'), 'code');
