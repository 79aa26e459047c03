import { CLIENT_INFO_META_KEY, ProtocolError, ProtocolErrorCode, Server, type CallToolResult, type InputRequiredResult, type McpServerFactory, type ServerContext } from '@modelcontextprotocol/server';
import type { Caller, Outcome, RunCall } from '../call/index.ts';
import type { Logger } from '../log/index.ts';
import { asStewardError, isObject, member } from '../operation/index.ts';
import { answerIn, canElicit, question, questionCodec } from './elicit.ts';
import { instructions } from './instructions.ts';
import { resultOf } from './result.ts';
import { openSurface, type Routed, type Surface, type SurfaceParts } from './surface/index.ts';

/** What an MCP server is made from. */
export interface McpParts extends SurfaceParts {
  readonly call: RunCall;
  readonly version: string;
  readonly sandbox: boolean;
  readonly surface: Caller['surface'];
  readonly log: Logger;
  /** Signs what travels through clients: 32 bytes or more, the same in every replica. */
  readonly stateKey: () => Uint8Array;
}

/** How long clients may keep a list, in milliseconds. Lists change with a restart only. */
const KEEP_LISTS = 5 * 60 * 1000;

/**
 * A factory of MCP servers for both protocol eras. Everything told is computed once, here: the factory runs for each
 * request over HTTP, and building tools there is what makes other servers slow.
 */
export function mcpFactory(parts: McpParts): McpServerFactory {
  const surface = openSurface(parts);
  const tools = [...surface.list];
  const told = instructions(parts.entries, parts.sandbox, parts.tools);
  const private_ = { ttlMs: KEEP_LISTS, cacheScope: 'private' } as const;
  const codec = questionCodec(parts.stateKey);
  return () => {
    const server = new Server(
      { name: 'steward-mcp', title: 'Steward', version: parts.version },
      {
        capabilities: { tools: { listChanged: false } },
        instructions: told,
        requestState: { verify: codec.verify },
        cacheHints: { 'tools/list': private_, 'server/discover': private_ },
      },
    );
    server.setRequestHandler('tools/list', () => ({ tools }));
    server.setRequestHandler('tools/call', ({ params }, context) => {
      const routed = route(parts, surface, params);
      return 'answer' in routed ? routed.answer : call(parts, codec, routed, context, server);
    });
    return server;
  };
}

type Codec = ReturnType<typeof questionCodec>;

/** A call of an operation by its own name. */
type Asked = Exclude<Routed, { answer: unknown }>;

function route(parts: McpParts, surface: Surface, params: { name: string; arguments?: unknown }): Routed {
  try {
    return surface.route(params.name, params.arguments);
  } catch (thrown) {
    return { answer: resultOf(fault(parts, params.name, thrown)) };
  }
}

async function call(
  parts: McpParts,
  codec: Codec,
  asked: Asked,
  context: ServerContext,
  server: Server,
): Promise<CallToolResult | InputRequiredResult> {
  const outcome = await outcomeOf(parts, asked, context, server);
  if (outcome.kind === 'refused' && outcome.error.code === 'unknown_tool') {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${asked.tool.slice(0, 64)}`);
  }
  try {
    return outcome.kind === 'ask' ? await question(outcome, codec, context) : resultOf(outcome);
  } catch (thrown) {
    return resultOf(fault(parts, asked.tool, thrown));
  }
}

/** The SDK tells clients the text of whatever is thrown, so nothing may be thrown. */
async function outcomeOf(parts: McpParts, asked: Asked, context: ServerContext, server: Server): Promise<Outcome> {
  try {
    const caller: Caller = { principal: 'local', client: clientOf(context, server), surface: parts.surface, elicits: canElicit(context, server) };
    return await parts.call({ tool: asked.tool, args: asked.args, caller, signal: context.mcpReq.signal, answered: answerIn(context) });
  } catch (thrown) {
    return fault(parts, asked.tool, thrown);
  }
}

function fault({ log }: McpParts, tool: string, thrown: unknown): Extract<Outcome, { kind: 'failed' }> {
  log.error({ err: thrown, tool: tool.slice(0, 64) }, 'a call threw');
  return { kind: 'failed', error: asStewardError(thrown) };
}

/** What the client calls itself, at most 80 characters: it goes into the audit. */
function clientOf(context: ServerContext, server: Server): string | undefined {
  const info: unknown = member(context.mcpReq.envelope, CLIENT_INFO_META_KEY) ?? server.getClientVersion();
  const [name, version] = isObject(info) ? [member(info, 'name'), member(info, 'version')] : [];
  return typeof name === 'string' ? `${name}${typeof version === 'string' ? `/${version}` : ''}`.slice(0, 80) : undefined;
}
