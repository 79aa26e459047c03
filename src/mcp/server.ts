import {
  Server,
  SUPPORTED_PROTOCOL_VERSIONS,
  type McpRequestContext,
  type ServerContext,
  type ServerOptions,
  type Tool,
} from '@modelcontextprotocol/server';
import { allows, LOCAL, type Identity } from '../access/index.ts';
import type { Caller, KeptTexts, RunCall } from '../call/index.ts';
import type { Answers } from './answers.ts';
import { identityIn, identityOf } from './identity.ts';
import { instructions } from './instructions.ts';
import type { SurfaceParts } from './surface/index.ts';
import { surfaceTools } from './surface/tools.ts';
import { toolList } from './tool-list.ts';

/** What an MCP server is made from. */
export interface McpParts extends SurfaceParts {
  readonly call: RunCall;
  readonly version: string;
  readonly sandbox: boolean;
  readonly surface: Caller['surface'];
  /** Where faults are told. */
  readonly log: Readonly<Record<'error' | 'warn', (about: object, message: string) => void>>;
  /** Signs what travels through clients: 32 bytes or more, the same in every replica. */
  readonly stateKey: () => Uint8Array | Promise<Uint8Array>;
  /** Aborted when the server ends and waits for nobody's answer to a form any more. */
  readonly ending?: AbortSignal | undefined;
  /** Long texts out of answers. */
  readonly kept?: Pick<KeptTexts, 'read'> | undefined;
}

/** How long clients may keep a list, in milliseconds. Lists change with a restart only. */
const KEEP_LISTS = 5 * 60 * 1000;
const LISTS = ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'];

/** The revision without a handshake, which the SDK serves beside those that it lists. */
export const MODERN = '2026-07-28';

/** Makes servers for both protocol eras. */
export interface Servers {
  /** One that answers everything: for the SDK's own entries. */
  readonly whole: (context: McpRequestContext) => Server;
  /** One that knows nothing yet: for a single request, or a session, most of which ask little. Not for the SDK's own entries. */
  readonly untaught: (context: McpRequestContext) => Server;
  /** Has such a server answer a method; nothing happens for one that no server here knows. `revision` is what the request names where the SDK does not know it. */
  readonly teach: (server: Server, method: string, revision?: string) => void;
}

type Add = (server: Server, revision: string | undefined) => void;

/**
 * Opens what makes servers. What is told is computed once, not in it: it runs for each request over HTTP, and building tools there is
 * what makes other servers slow. All but the list of tools is loaded when it is first asked for.
 */
export function openServers(parts: McpParts): Servers {
  const private_ = { ttlMs: KEEP_LISTS, cacheScope: 'private' } as const;
  const about = { name: 'steward-mcp', title: 'Steward', version: parts.version };
  const viewFor = viewsOf(parts);
  // By the token of this request: in a session it may be another one than at the start.
  const answers = (context: ServerContext) => viewFor(identityOf(context)).answers();
  const options: ServerOptions = {
    // No `completions`: some hosts then hide every tool (docs/decisions/0011).
    capabilities: {
      tools: { listChanged: false },
      resources: { listChanged: false, subscribe: false },
      prompts: { listChanged: false },
    },
    requestState: { verify: async (state, context) => (await answers(context)).verify(state, context) },
    cacheHints: Object.fromEntries([...LISTS, 'server/discover'].map((method) => [method, private_])),
  };
  const handlers = new Map<string, Add>([
    ['tools/list', (server) => server.setRequestHandler('tools/list', (_, context) => ({ tools: viewFor(identityOf(context)).list }))],
    [
      'tools/call',
      (server, revision) =>
        server.setRequestHandler('tools/call', async ({ params }, context) =>
          (await answers(context)).call(params, context, { server, revision }),
        ),
    ],
    [
      'resources/list',
      (server) =>
        server.setRequestHandler('resources/list', async (_, context) => ({ resources: [...(await answers(context)).shelf.resources] })),
    ],
    [
      'resources/templates/list',
      (server) =>
        server.setRequestHandler('resources/templates/list', async (_, context) => ({
          resourceTemplates: [...(await answers(context)).shelf.templates],
        })),
    ],
    [
      'resources/read',
      (server) =>
        server.setRequestHandler('resources/read', async ({ params }, context) => ({
          contents: [(await answers(context)).shelf.read(params.uri, identityOf(context)?.name ?? LOCAL)],
        })),
    ],
    [
      'prompts/list',
      (server) => server.setRequestHandler('prompts/list', async (_, context) => ({ prompts: [...(await answers(context)).prompts.list] })),
    ],
    [
      'prompts/get',
      (server) =>
        server.setRequestHandler('prompts/get', async ({ params }, context) =>
          (await answers(context)).prompts.get(params.name, params.arguments),
        ),
    ],
  ]);
  // Servers keep their options: all of one view share them.
  const shared = new WeakMap<View, { readonly usual: ServerOptions; readonly modern: ServerOptions }>();
  const optionsFor = ({ authInfo }: McpRequestContext) => {
    const view = viewFor(identityIn(authInfo));
    const known = shared.get(view);
    if (known) return known;
    const usual = { ...options, instructions: view.told };
    const made = { usual, modern: { ...usual, supportedProtocolVersions: [MODERN, ...SUPPORTED_PROTOCOL_VERSIONS] } };
    shared.set(view, made);
    return made;
  };
  return {
    whole: (context) => {
      const server = new Server(about, optionsFor(context).usual);
      for (const add of handlers.values()) add(server, undefined);
      return server;
    },
    untaught: (context) => {
      const { usual, modern } = optionsFor(context);
      // The era follows from the revisions here; the SDK's own entries set it themselves.
      return new Server(about, context.era === 'modern' ? modern : usual);
    },
    teach: (server, method, revision) => handlers.get(method)?.(server, revision),
  };
}

/** What a principal is told: the same for all of equal scopes. */
interface View {
  /** The same array each time: its JSON text is made once for all. */
  readonly list: Tool[];
  readonly told: string;
  readonly answers: () => Promise<Answers>;
}

const NOTHING = 'The token of this client has no scope for any tool of this server. Whoever runs the server can give it one.';
const OUTSIDE = 'the scopes of this caller leave it out';

/** Most sets of scopes whose views are kept; a deployment has a handful. */
const VIEWS = 32;

function viewsOf(parts: McpParts): (identity: Identity | undefined) => View {
  const views = new Map<string | undefined, View>();
  let last: { readonly key: string | undefined; readonly found: View } | undefined;
  return (identity) => {
    const { scopes } = identity ?? {};
    const key = scopes?.join(' ');
    if (last && last.key === key) return last.found;
    const found = views.get(key) ?? viewOf(parts, scopes);
    last = { key, found };
    // Put last again: the one that was used longest ago goes first.
    views.delete(key);
    views.set(key, found);
    for (const oldest of views.keys()) if (views.size > VIEWS) views.delete(oldest);
    return found;
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
  const { entries, tools, sandbox } = parts;
  let answers: Promise<Answers> | undefined;
  return {
    list: [...(tools === 'compact' ? surfaceTools(entries) : toolList(entries))],
    told: instructions(entries, sandbox, tools),
    answers: () => (answers ??= import('./answers.ts').then(({ openAnswers }) => openAnswers(parts))),
  };
}
