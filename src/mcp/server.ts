import {
  CLIENT_INFO_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type AuthInfo,
  type CallToolResult,
  type InputRequiredResult,
  SUPPORTED_PROTOCOL_VERSIONS,
  type McpRequestContext,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { allows, isIdentity, LOCAL, type Identity } from '../access/index.ts';
import type { Caller, KeptTexts, Outcome, RunCall } from '../call/index.ts';
import type { Logger } from '../log/index.ts';
import { asStewardError, isObject, member } from '../operation/index.ts';
import { answerIn, canElicit, question, questionCodec } from './elicit.ts';
import { instructions } from './instructions.ts';
import { progressFor } from './progress.ts';
import { openPrompts, type Prompts } from './prompts/index.ts';
import { openShelf, type Shelf } from './resources.ts';
import { resultOf } from './result.ts';
import { callSpan } from './span.ts';
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
  /** Long texts out of answers. */
  readonly kept?: KeptTexts | undefined;
}

/** How long clients may keep a list, in milliseconds. Lists change with a restart only. */
const KEEP_LISTS = 5 * 60 * 1000;
const LISTS = ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'];

/** The revision without a handshake, which the SDK serves beside those that it lists. */
export const MODERN = '2026-07-28';

/** Makes the server of one request or connection. `revision` is what a request names that is served without the SDK's own entry. */
export type ServerFactory = (context: McpRequestContext, revision?: string) => Server;

/**
 * A factory of MCP servers for both protocol eras. Everything told is computed once, here: the factory runs for each
 * request over HTTP, and building tools there is what makes other servers slow.
 */
export function mcpFactory(parts: McpParts): ServerFactory {
  const viewFor = viewsOf(parts);
  const private_ = { ttlMs: KEEP_LISTS, cacheScope: 'private' } as const;
  const codec = questionCodec(parts.stateKey);
  return ({ authInfo, era }, revision) => {
    const { told } = viewFor(identityIn(authInfo));
    const server = new Server(
      { name: 'steward-mcp', title: 'Steward', version: parts.version },
      {
        // No `completions`: some hosts then hide every tool (docs/decisions/0011).
        capabilities: {
          tools: { listChanged: false },
          resources: { listChanged: false, subscribe: false },
          prompts: { listChanged: false },
        },
        instructions: told,
        // Named, the era follows from the request; the SDK's own entries set it themselves.
        ...(era === 'modern' && revision !== undefined ? { supportedProtocolVersions: [revision, ...SUPPORTED_PROTOCOL_VERSIONS] } : {}),
        requestState: { verify: (state, context) => codec.verify(state, context) },
        cacheHints: Object.fromEntries([...LISTS, 'server/discover'].map((method) => [method, private_])),
      },
    );
    // By the token of this request: in a session it may be another one than at the start.
    server.setRequestHandler('tools/list', (_request, context) => ({ tools: [...viewFor(identityOf(context)).surface.list] }));
    server.setRequestHandler('resources/list', (_request, context) => ({ resources: [...viewFor(identityOf(context)).shelf.resources] }));
    server.setRequestHandler('resources/templates/list', (_request, context) => ({
      resourceTemplates: [...viewFor(identityOf(context)).shelf.templates],
    }));
    server.setRequestHandler('resources/read', ({ params }, context) => {
      const identity = identityOf(context);
      return { contents: [viewFor(identity).shelf.read(params.uri, identity?.name ?? LOCAL)] };
    });
    server.setRequestHandler('prompts/list', (_request, context) => ({ prompts: [...viewFor(identityOf(context)).prompts.list] }));
    server.setRequestHandler('prompts/get', ({ params }, context) =>
      viewFor(identityOf(context)).prompts.get(params.name, params.arguments),
    );
    server.setRequestHandler('tools/call', ({ params }, context) => {
      const routed = route(parts, params, viewFor(identityOf(context)).surface, context);
      return 'answer' in routed ? routed.answer : call(parts, codec, routed, context, { server, revision });
    });
    return server;
  };
}

/** What a principal is told: the same for all of equal scopes. */
interface View {
  readonly surface: Surface;
  readonly shelf: Shelf;
  readonly prompts: Prompts;
  readonly told: string;
}

const NOTHING = 'The token of this client has no scope for any tool of this server. Whoever runs the server can give it one.';
const OUTSIDE = 'the scopes of this caller leave it out';

/** Most sets of scopes whose views are kept; a deployment has a handful. */
const VIEWS = 32;

function viewsOf(parts: McpParts): (identity: Identity | undefined) => View {
  const views = new Map<string, View>();
  return (identity) => {
    const { scopes } = identity ?? {};
    const key = scopes === undefined ? '*' : scopes.join(' ');
    const known = views.get(key) ?? viewOf(parts, scopes);
    // Put last again: the one that was used longest ago goes first.
    views.delete(key);
    views.set(key, known);
    for (const oldest of views.keys()) if (views.size > VIEWS) views.delete(oldest);
    return known;
  };
}

function viewOf(parts: McpParts, scopes: readonly string[] | undefined): View {
  if (scopes === undefined) return view(parts);
  const entries = parts.entries.filter((entry) => allows(scopes, entry));
  const outside = parts.entries.filter((entry) => !allows(scopes, entry)).map(({ operation }) => [operation.name, OUTSIDE] as const);
  const hidden = new Map([...parts.hidden, ...outside]);
  const narrowed = view({ ...parts, entries, hidden });
  return entries.length === 0 && outside.length > 0 ? { ...narrowed, told: NOTHING } : narrowed;
}

function view(parts: McpParts): View {
  const { entries, tools, sandbox, kept } = parts;
  return {
    surface: openSurface(parts),
    shelf: openShelf(entries, kept),
    prompts: openPrompts(entries, tools),
    told: instructions(entries, sandbox, tools),
  };
}

function identityOf({ http }: ServerContext): Identity | undefined {
  return identityIn(http?.authInfo);
}

function identityIn(authInfo: AuthInfo | undefined): Identity | undefined {
  const given = authInfo?.extra?.['identity'];
  if (authInfo && !isIdentity(given)) throw new Error('a request was authenticated, but not by this server');
  return isIdentity(given) ? given : undefined;
}

/** The server of a request, and the revision that it named where the SDK does not say. */
interface Serving {
  readonly server: Server;
  readonly revision: string | undefined;
}

type Codec = ReturnType<typeof questionCodec>;

/** A call of an operation by its own name. */
type Asked = Exclude<Routed, { answer: unknown }>;

function route(parts: McpParts, params: { name: string; arguments?: unknown }, surface: Surface, context: ServerContext): Routed {
  try {
    return surface.route(params.name, params.arguments);
  } catch (thrown) {
    return { answer: resultOf(fault(parts, params.name, thrown, context)) };
  }
}

async function call(
  parts: McpParts,
  codec: Codec,
  asked: Asked,
  context: ServerContext,
  serving: Serving,
): Promise<CallToolResult | InputRequiredResult> {
  const outcome = await callSpan(
    () => ({ entry: parts.catalog.byName.get(asked.tool), surface: parts.surface, protocol: protocolOf(context, serving), context }),
    () => outcomeOf(parts, asked, context, serving.server),
  );
  if (outcome.kind === 'refused' && outcome.error.code === 'unknown_tool') {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${asked.tool.slice(0, 64)}`);
  }
  try {
    return outcome.kind === 'ask'
      ? await question(outcome, codec, context)
      : resultOf(outcome, { from: parts.catalog.byName.get(asked.tool)?.system.id, links: takesLinks(context, serving) });
  } catch (thrown) {
    return resultOf(fault(parts, asked.tool, thrown, context));
  }
}

/** The SDK tells clients the text of whatever is thrown, so nothing may be thrown. */
async function outcomeOf(parts: McpParts, asked: Asked, context: ServerContext, server: Server): Promise<Outcome> {
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
      answered: answerIn(context),
      progress: progressFor(context),
    });
  } catch (thrown) {
    return fault(parts, asked.tool, thrown, context);
  }
}

/** Whether the client knows links to resources in answers: they came with revision 2025-06-18; older clients refuse the unknown. */
function takesLinks(context: ServerContext, serving: Serving): boolean {
  return protocolOf(context, serving) >= '2025-06-18';
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
