import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackExtension } from '@anthropic-ai/mcpb';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../src/cli/bundle.ts';
import { isObject, member } from '../src/operation/index.ts';
import { loadedFor } from './loaded.ts';
import { isSuiteLeftOut, NEWEST_NODE } from './nodes.ts';
import { temporary } from './temporary.ts';

const top = fileURLToPath(new URL('..', import.meta.url));
const folder = join(temporary, 'Claude Extensions', 'local.mcpb.steward mcp');
let file = '';

beforeAll(async () => {
  file = await bundle(top);
  expect(await unpackExtension({ mcpbPath: file, outputDir: folder, silent: true })).toBe(true);
});

describe('the desktop bundle', () => {
  it('is under 2 MB and holds the server, its manifest, its icon, its privacy page and licences', async () => {
    expect(statSync(file).size).toBeLessThan(2_000_000);
    const { McpbManifestSchema } = await import('@anthropic-ai/mcpb/schemas/0.3');
    const manifest = manifestOf();
    expect(McpbManifestSchema.safeParse(manifest).error).toBeUndefined();
    for (const path of [member(member(manifest, 'server'), 'entry_point'), member(manifest, 'icon'), 'LICENSE', 'PRIVACY.md'])
      expect(statSync(join(folder, String(path))).size).toBeGreaterThan(0);
    expect(readFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), 'utf8')).toMatch(/^fastify \d.* \(MIT\)\n\n.*MIT License/ms);
    expect(member(member(manifest, 'user_config'), 'lightdash_token')).toMatchObject({ sensitive: true, required: false });
  });
});

describe('the server of the desktop bundle', () => {
  it('reads a small part of the bundle to list', async () => {
    const files = await loadedFor([join(folder, 'server/index.js')], { KNOWLEDGEOWL_API_KEY: 'made-up-key' });
    const sizes = (of: readonly string[]) => of.reduce((sum, path) => sum + statSync(path).size, 0);
    const all = readdirSync(join(folder, 'server')).map((name) => join(folder, 'server', name));
    expect(files.length).toBeGreaterThan(3);
    expect(sizes(files.map((url) => fileURLToPath(url))) / sizes(all)).toBeLessThan(0.2);
  });
});

const nodes = [{ version: process.version, node: process.execPath }, ...(isSuiteLeftOut ? [] : [{ version: 'v24', node: NEWEST_NODE }])];

describe.each(nodes)('the desktop bundle on Node $version', ({ node }) => {
  it('administers the emulated systems after one tick in the settings, from a path with spaces', async () => {
    const client = await connect(node, { steward_sandbox: 'true' });
    expect(client.getServerVersion()).toMatchObject({ name: 'steward-mcp', version: member(packageJson(), 'version') });
    expect(client.getInstructions()).toContain('emulated systems');
    expect((await client.listTools()).tools.length).toBeGreaterThan(200);
    const answer = await client.callTool({ name: 'lightdash_get_organization', arguments: {} });
    expect(answer.structuredContent).toMatchObject({ name: 'Example Trading' });
    await client.close();
  });

  it('puts a question into a form of the host, and takes no answer that does not fit the form', async () => {
    const client = await connect(node, { steward_sandbox: 'true' });
    let content: Record<string, string | boolean> = { agree: 'certainly' };
    client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content }));
    const [group] = itemsIn(await client.callTool({ name: 'lightdash_list_groups', arguments: {} }));
    const call = { name: 'lightdash_delete_group', arguments: { groupUuid: member(group, 'uuid') } };
    expect(JSON.stringify(await client.callTool(call))).toContain('the box was not ticked');
    expect(itemsIn(await client.callTool({ name: 'lightdash_list_groups', arguments: {} }))).toContainEqual(group);
    content = { agree: true };
    expect(await client.callTool(call)).not.toMatchObject({ isError: true });
    expect(itemsIn(await client.callTool({ name: 'lightdash_list_groups', arguments: {} }))).not.toContainEqual(group);
    await client.close();
  });

  it.each([
    ['as an empty text', ''],
    ['as the literal placeholder', undefined],
  ])('says which credentials are missing where unset settings arrive %s', async (_what, unset) => {
    const client = await connect(node, {}, unset);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['steward_setup']);
    const text = JSON.stringify(await client.callTool({ name: 'steward_setup', arguments: {} }));
    expect(text).toContain('Lightdash: set LIGHTDASH_URL, and LIGHTDASH_TOKEN or LIGHTDASH_EMAIL + LIGHTDASH_PASSWORD.');
    expect(text).toContain('KnowledgeOwl: set KNOWLEDGEOWL_API_KEY.');
    await client.close();
  });

  it('says what is wrong with a setting, never its value', async () => {
    const client = await connect(node, { lightdash_url: 'lightdash dot example', lightdash_token: 'ldpat_0123456789\n' }, '');
    const text = `${client.getInstructions()}${JSON.stringify(await client.callTool({ name: 'steward_setup', arguments: {} }))}`;
    expect(text).toContain('LIGHTDASH_URL: must be an http or https address.');
    expect(text).toContain('LIGHTDASH_TOKEN: must be one line of text.');
    expect(text).not.toMatch(/ldpat_|lightdash dot/);
    expect(await client.callTool({ name: 'lightdash_list_groups', arguments: {} })).toMatchObject({ isError: true });
    await client.close();
  });
});

/** Starts the server as a desktop host does: placeholders replaced, what the person left open as `unset`, no other environment. */
async function connect(node: string, config: Readonly<Record<string, string>>, unset?: string): Promise<Client> {
  const server = member(member(manifestOf(), 'server'), 'mcp_config');
  const [args, env] = [member(server, 'args'), member(server, 'env')];
  if (!Array.isArray(args) || !isObject(env)) throw new Error('the manifest says not how to start the server');
  const value = (text: unknown) => {
    const name = /^\$\{user_config\.(\w+)\}$/.exec(String(text))?.[1] ?? '';
    return config[name] ?? unset ?? String(text);
  };
  const client = new Client({ name: 'desktop-host', version: '1.0.0' }, { capabilities: { elicitation: {} } });
  const started = new StdioClientTransport({
    command: node,
    args: args.map((arg) => String(arg).replaceAll('${__dirname}', folder)),
    env: {
      HOME: temporary,
      STEWARD_BROWSER: 'none',
      ...Object.fromEntries(Object.entries(env).map(([name, text]) => [name, value(text)])),
    },
    cwd: temporary,
    stderr: 'ignore',
  });
  await client.connect(started);
  return client;
}

function itemsIn(answer: unknown): readonly unknown[] {
  const items = member(member(answer, 'structuredContent'), 'items');
  return Array.isArray(items) ? items : [];
}

function manifestOf(): unknown {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
}

function packageJson(): unknown {
  return JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
}
