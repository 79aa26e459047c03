import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { isObject, member, type JsonObject } from '../../src/operation/index.ts';
import { MAIN } from '../cli/run.ts';
import { temporary } from '../temporary.ts';
import { atEnd } from './opened.ts';

/** A tool's answer, whichever client received it. */
export interface Told {
  readonly isError: boolean;
  readonly text: string;
  readonly structured: JsonObject | undefined;
  readonly meta: unknown;
  /** Resources that the answer points to. */
  readonly links: readonly JsonObject[];
}

/** A connected client, whichever SDK and revision it is. */
export interface Connected {
  readonly protocol: string | undefined;
  readonly instructions: string | undefined;
  readonly server: unknown;
  readonly tools: () => Promise<readonly JsonObject[]>;
  readonly call: (tool: string, args?: JsonObject, signal?: AbortSignal, onprogress?: (far: JsonObject) => void) => Promise<Told>;
  /** What the server says that it can do. */
  readonly capabilities: unknown;
  readonly resources: () => Promise<readonly JsonObject[]>;
  readonly templates: () => Promise<readonly JsonObject[]>;
  /** The texts of a resource. */
  readonly read: (uri: string) => Promise<readonly JsonObject[]>;
  readonly prompts: () => Promise<readonly JsonObject[]>;
  readonly prompt: (name: string, args?: Record<string, string>) => Promise<JsonObject>;
  readonly close: () => Promise<void>;
}

/** Where a client connects to: the address of an HTTP server, with headers of its own, or a server process of its own over stdio. */
export type Place =
  | { readonly url: string; readonly headers?: Record<string, string> }
  | { readonly args: readonly string[]; readonly environment: Readonly<Record<string, string>> };

/** A kind of client, and the revision that it agrees on with us. */
export interface Kind {
  readonly name: string;
  readonly protocol: string;
  /** With `elicit` the client declares that it shows forms, and answers them so. */
  readonly connect: (place: Place, elicit?: Elicit) => Promise<Connected>;
}

/** A form as a client receives it. */
export interface Form {
  readonly message: string;
  readonly requestedSchema: unknown;
}

/** What a client does with a form. */
export type Elicit = (form: Form) => Promise<{ action: 'accept' | 'decline' | 'cancel'; content?: Record<string, string | boolean> }>;

const ABOUT = { name: 'steward-mcp-test', version: '1.0.0' };

/** Every client that this server must serve. */
export const KINDS: readonly Kind[] = [
  { name: 'the v2 client that negotiates', protocol: '2026-07-28', connect: (place, elicit) => connect('auto', place, elicit) },
  {
    name: 'the v2 client pinned to 2026-07-28',
    protocol: '2026-07-28',
    connect: (place, elicit) => connect({ pin: '2026-07-28' }, place, elicit),
  },
  { name: 'the v2 client in its 2025 mode', protocol: '2025-11-25', connect: (place, elicit) => connect('legacy', place, elicit) },
  { name: 'the v1 client', protocol: '2025-11-25', connect: connectOld },
];

/** The newest client, for tests that are not about clients. */
export function newest(place: Place): Promise<Connected> {
  return connect('auto', place);
}

async function connect(mode: 'auto' | 'legacy' | { pin: string }, place: Place, elicit?: Elicit): Promise<Connected> {
  const client = new Client(ABOUT, { capabilities: elicit ? { elicitation: {} } : {}, versionNegotiation: { mode } });
  if (elicit) client.setRequestHandler('elicitation/create', ({ params }) => elicit(formOf(params)));
  await client.connect(
    'url' in place ? new StreamableHTTPClientTransport(new URL(place.url), sentWith(place)) : new StdioClientTransport(command(place)),
  );
  return kept({
    protocol: client.getNegotiatedProtocolVersion(),
    instructions: client.getInstructions(),
    server: client.getServerVersion(),
    tools: async () => (await client.listTools()).tools.map((tool) => ({ ...tool })),
    call: async (name, args = {}, signal, onprogress) =>
      told(await client.callTool({ name, arguments: { ...args } }, options(signal, onprogress))),
    capabilities: client.getServerCapabilities(),
    ...offers(client),
    close: () => client.close(),
  });
}

async function connectOld(place: Place, elicit?: Elicit): Promise<Connected> {
  const client = new OldClient(ABOUT, { capabilities: elicit ? { elicitation: {} } : {} });
  if (elicit) client.setRequestHandler(ElicitRequestSchema, ({ params }) => elicit(formOf(params)));
  const transport = 'url' in place ? new OldHttp(new URL(place.url), sentWith(place)) : new OldStdio(command(place));
  let noted: string | undefined;
  // This client does not tell what was agreed on. It tells its transport, where that wants to know.
  if (transport instanceof OldStdio) Object.assign(transport, { setProtocolVersion: (version: string) => (noted = version) });
  await client.connect(transport);
  return kept({
    protocol: transport instanceof OldHttp ? transport.protocolVersion : noted,
    instructions: client.getInstructions(),
    server: client.getServerVersion(),
    tools: async () => (await client.listTools()).tools.map((tool) => ({ ...tool })),
    call: async (name, args = {}, signal, onprogress) =>
      told(await client.callTool({ name, arguments: { ...args } }, undefined, options(signal, onprogress))),
    capabilities: client.getServerCapabilities(),
    ...offers(client),
    close: () => client.close(),
  });
}

function options(signal: AbortSignal | undefined, onprogress: ((far: JsonObject) => void) | undefined) {
  const report = onprogress && { onprogress: (far: object) => onprogress({ ...far }) };
  return { ...(signal ? { signal } : {}), ...report };
}

/** Everything besides tools. */
function offers(client: Client | OldClient): Pick<Connected, 'resources' | 'templates' | 'read' | 'prompts' | 'prompt'> {
  const each = (items: readonly object[]) => items.map((item) => ({ ...item }));
  return {
    resources: async () => each((await client.listResources()).resources),
    templates: async () => each((await client.listResourceTemplates()).resourceTemplates),
    read: async (uri) => each((await client.readResource({ uri })).contents),
    prompts: async () => each((await client.listPrompts()).prompts),
    prompt: async (name, args = {}) => ({ ...(await client.getPrompt({ name, arguments: args })) }),
  };
}

function sentWith({ headers = {} }: { readonly headers?: Record<string, string> }) {
  return { requestInit: { headers } };
}

function formOf(params: { message: string }): Form {
  return { message: params.message, requestedSchema: member(params, 'requestedSchema') };
}

function command({ args, environment }: { args: readonly string[]; environment: Readonly<Record<string, string>> }) {
  return { command: process.execPath, args: [MAIN, ...args], env: { HOME: temporary, ...environment }, stderr: 'ignore' as const };
}

function told(result: unknown): Told {
  const content = member(result, 'content');
  const structured = member(result, 'structuredContent');
  return {
    isError: member(result, 'isError') === true,
    text: Array.isArray(content) ? content.map(textOf).join('\n') : '',
    structured: isObject(structured) ? structured : undefined,
    meta: member(result, '_meta'),
    links: Array.isArray(content) ? content.filter(isObject).filter(({ type }) => type === 'resource_link') : [],
  };
}

function textOf(part: unknown): string {
  const text = member(part, 'text');
  return typeof text === 'string' ? text : '';
}

function kept(client: Connected): Connected {
  atEnd(client.close);
  return client;
}
