import {
  CLIENT_INFO_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  type CallToolResult,
  type InputRequiredResult,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { isIdentity, LOCAL } from '../access/index.ts';
import type { Answered, Caller, Outcome } from '../call/index.ts';
import { asStewardError, isObject, member } from '../operation/index.ts';
import { answerIn, ask, canElicit, question, type questionCodec } from './elicit.ts';
import { identityOf } from './identity.ts';
import { progressFor } from './progress.ts';
import { KEY_META, resultOf } from './result.ts';
import { MODERN, type McpParts } from './server.ts';
import { callSpan } from './span.ts';
import type { Route, Routed } from './surface/index.ts';

/** The server of a request, and the revision that it named where the SDK does not say. */
export interface Serving {
  readonly server: Server;
  readonly revision: string | undefined;
}

/** A call of an operation by its own name. */
type Asked = Exclude<Routed, { answer: unknown }>;

/** Answers a call: of an operation, through the pipeline, or of what leads to one. Nothing is thrown but that there is no such tool, or what ended the call. */
export async function answerCall(
  parts: CallingParts,
  params: { readonly name: string; readonly arguments?: unknown },
  context: ServerContext,
  serving: Serving,
): Promise<CallToolResult | InputRequiredResult> {
  const way = route(parts, params, context);
  const routed = way instanceof Promise ? await way : way;
  return 'answer' in routed ? routed.answer : call(parts, routed, context, serving);
}

/** What calls are answered with. */
export interface CallingParts extends McpParts {
  readonly route: Route;
  readonly codec: ReturnType<typeof questionCodec>;
}

/** Most calls name an operation, and nothing is waited for. */
function route(
  parts: CallingParts,
  params: { readonly name: string; readonly arguments?: unknown },
  context: ServerContext,
): Routed | Promise<Routed> {
  const failed = (thrown: unknown): Routed => ({ answer: resultOf(fault(parts, params.name, thrown, context)) });
  try {
    const way = parts.route(params.name, params.arguments);
    return way instanceof Promise ? way.catch(failed) : way;
  } catch (thrown) {
    return failed(thrown);
  }
}

async function call(
  parts: CallingParts,
  asked: Asked,
  context: ServerContext,
  serving: Serving,
  answered = answerIn(context),
): Promise<CallToolResult | InputRequiredResult> {
  const protocol = protocolOf(context, serving);
  const outcome = await callSpan(
    () => ({ entry: parts.catalog.byName.get(asked.tool), surface: parts.surface, protocol, context }),
    () => outcomeOf(parts, asked, context, serving.server, answered),
  );
  if (outcome.kind === 'refused' && outcome.error.code === 'unknown_tool') {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, outcome.error.text);
  }
  try {
    if (outcome.kind !== 'ask')
      return resultOf(outcome, { from: parts.catalog.byName.get(asked.tool)?.system.id, links: takesLinks(protocol) });
    if (protocol >= MODERN) return await question(outcome, parts.codec, context);
    if (answered) throw new Error('asked again after an answer');
    return await call(parts, asked, context, serving, await ask(outcome, context, serving.server, parts.ending));
  } catch (thrown) {
    // The client has left: it hears nothing.
    if (context.mcpReq.signal.aborted) throw thrown;
    return resultOf(fault(parts, asked.tool, thrown, context));
  }
}

/** The SDK tells clients the text of whatever is thrown, so nothing may be thrown. */
async function outcomeOf(
  parts: McpParts,
  asked: Asked,
  context: ServerContext,
  server: Server,
  answered: Answered | undefined,
): Promise<Outcome> {
  try {
    const { name = LOCAL, scopes, confirm, credentials, origin } = identityOf(context) ?? {};
    const caller: Caller = {
      principal: name,
      scopes,
      confirm,
      credentials,
      client: clientOf(context, server),
      surface: parts.surface,
      elicits: canElicit(context, server),
    };
    return await parts.call({
      tool: asked.tool,
      args: asked.args,
      caller,
      signal: context.mcpReq.signal,
      origin,
      answered,
      idempotencyKey: member(context.mcpReq._meta, KEY_META),
      progress: progressFor(context),
    });
  } catch (thrown) {
    return fault(parts, asked.tool, thrown, context);
  }
}

/** Whether the client knows links to resources in answers: they came with revision 2025-06-18; older clients refuse the unknown. */
function takesLinks(protocol: string): boolean {
  return protocol >= '2025-06-18';
}

/** The revision that is spoken; empty where nobody said it. */
function protocolOf({ http }: ServerContext, { server, revision }: Serving): string {
  return server.getNegotiatedProtocolVersion() ?? revision ?? http?.req?.headers.get('mcp-protocol-version') ?? '';
}

function fault({ log }: McpParts, tool: string, thrown: unknown, { http }: ServerContext): Extract<Outcome, { kind: 'failed' }> {
  const identity = http?.authInfo?.extra?.['identity'];
  log.error({ err: thrown, tool: tool.slice(0, 64), request: isIdentity(identity) ? identity.origin?.id : undefined }, 'a call threw');
  return { kind: 'failed', error: asStewardError(thrown) };
}

/** What the client calls itself, at most 80 characters: it goes into the audit. */
function clientOf(context: ServerContext, server: Server): string | undefined {
  const info: unknown = member(context.mcpReq.envelope, CLIENT_INFO_META_KEY) ?? server.getClientVersion();
  const [name, version] = isObject(info) ? [member(info, 'name'), member(info, 'version')] : [];
  return typeof name === 'string' ? `${name}${typeof version === 'string' ? `/${version}` : ''}`.slice(0, 80) : undefined;
}
