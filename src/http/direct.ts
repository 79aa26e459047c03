import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import {
  isJsonContentType,
  PerRequestHTTPServerTransport,
  SUPPORTED_PROTOCOL_VERSIONS,
  type AuthInfo,
  type InboundClassificationOutcome,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type MessageClassification,
} from '@modelcontextprotocol/server';
import { MODERN, type Servers } from '../mcp/index.ts';
import { member } from '../operation/index.ts';
import { jsonOf } from './json.ts';
import { whenOver } from './over.ts';

/** A request that can be answered without the SDK's own entry. */
export interface Direct {
  readonly message: JSONRPCRequest;
  readonly classification: MessageClassification;
  /** What the request names; undefined where a 2025-era client names none. */
  readonly revision: string | undefined;
}

/** Where the answer goes, and the headers that it carries besides its own, each with its value after its name. */
interface Reply {
  readonly response: ServerResponse;
  readonly headers: readonly string[];
}

const METHODS: ReadonlySet<string> = new Set(['tools/call', 'tools/list']);

/**
 * The two requests that make up nearly all traffic, where nothing about them is in doubt; undefined sends a request to the SDK's
 * entry, which knows what to refuse and how. It builds a web request and a web response for each message, which costs more than
 * everything else that is done for a call (docs/decisions/0021).
 */
export function takenDirectly(headers: IncomingHttpHeaders, body: unknown, outcome: InboundClassificationOutcome): Direct | undefined {
  if (!isJsonContentType(headers['content-type'] ?? null)) return undefined;
  // Progress is told while the call runs, in a stream.
  if (member(member(member(body, 'params'), '_meta'), 'progressToken') !== undefined) return undefined;
  const revision = one(headers['mcp-protocol-version']);
  if (outcome.kind === 'modern') {
    if (outcome.messageKind !== 'request' || !METHODS.has(outcome.message.method)) return undefined;
    const { message, classification } = outcome;
    if (revision !== MODERN || classification.revision !== MODERN || one(headers['mcp-method']) !== message.method) return undefined;
    // Any other spelling of the name (encoded, padded) is for the SDK to judge.
    if (message.method === 'tools/call' && one(headers['mcp-name']) !== member(message.params, 'name')) return undefined;
    return { message, classification, revision };
  }
  if (outcome.kind !== 'legacy' || outcome.reason !== 'no-claim' || headers['mcp-session-id'] !== undefined) return undefined;
  if (revision !== undefined && !SUPPORTED_PROTOCOL_VERSIONS.includes(revision)) return undefined;
  const { accept = '' } = headers;
  if (!accept.includes('application/json') || !accept.includes('text/event-stream')) return undefined;
  return isRequest(body) && METHODS.has(body.method) ? { message: body, classification: { era: 'legacy' }, revision } : undefined;
}

/** Serves one request with a server of its own, on Node's response. Resolves when the answer is written, or the client is gone. */
export async function serveDirectly(servers: Servers, direct: Direct, reply: Reply, authInfo: AuthInfo): Promise<void> {
  const { response } = reply;
  const { message, classification, revision } = direct;
  const transport = new PerRequestHTTPServerTransport({ classification });
  const server = servers.untaught({ era: classification.era, authInfo });
  servers.teach(server, message.method, revision);
  await server.connect(transport);
  return new Promise((resolve, reject) => {
    let early = true;
    transport.send = async (sent) => {
      try {
        if ('result' in sent) writeJson(reply, 200, jsonOf(sent));
        else if ('error' in sent) await writeError(reply, direct, sent, early);
        else return;
        resolve();
      } catch (thrown) {
        // The SDK would only note it, and the client would wait for ever.
        reject(thrown);
      }
    };
    whenOver(response, () => {
      if (response.writableEnded) return;
      void transport.close();
      resolve();
    });
    // Not `handleMessage`: its promise of a web response would stay open, and what hangs on it was seen to live until V8 collects everything.
    transport.onmessage?.(message, { classification, authInfo });
    early = false;
  });
}

/** An error has a status that the SDK's transport knows; it depends on whether the error came before any handler ran. */
async function writeError(reply: Reply, { message, classification }: Direct, error: JSONRPCMessage, early: boolean): Promise<void> {
  const transport = new PerRequestHTTPServerTransport({ classification });
  transport.onmessage = () => {
    if (early) void transport.send(error);
  };
  await transport.start();
  const answered = transport.handleMessage(message);
  if (!early) await transport.send(error);
  const answer = await answered;
  writeJson(reply, answer.status, await answer.text());
}

/** Tells a client that something went wrong inside, in the form of the SDK's entry, where nothing was told yet. */
export function tellFault(reply: Reply, { message: { id } }: Direct): void {
  if (reply.response.headersSent) reply.response.destroy();
  else writeJson(reply, 500, JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32603, message: 'Internal server error' } }));
}

function writeJson({ response, headers }: Reply, status: number, text: string | Buffer): void {
  const own = ['content-type', 'application/json', 'content-length', String(Buffer.byteLength(text))];
  response.writeHead(status, [...own, ...headers]).end(text);
}

function isRequest(body: unknown): body is JSONRPCRequest {
  return typeof member(body, 'method') === 'string' && member(body, 'id') !== undefined;
}

function one(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
