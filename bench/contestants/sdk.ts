import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer, Server, type CallToolResult } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { Agent } from 'undici';
import { z } from 'zod';
import { member } from '../../src/operation/json.ts';
import { catalogue, catalogueTools } from './catalogue.ts';

// Servers that one would write with the SDK alone, each operation of the catalogue a GET at the vendor:
// `low-level` answers from a list that is made once; `naive` writes schemas and registers all tools in the factory, which runs for each
// request over HTTP, as the SDK's examples do; `hoisted` registers there too, with schemas that are made once.

const [kind = 'low-level', place = 'stdio'] = process.argv.slice(2);
const agent = new Agent({ connections: 32 });
const upstream = process.env['LIGHTDASH_URL'] ?? '';
const headers = { accept: 'application/json', authorization: `ApiKey ${process.env['LIGHTDASH_TOKEN'] ?? ''}` };
const operations = catalogue();
const info = { name: `sdk-${kind}`, version: '1.0.0' };

async function get(path: string): Promise<CallToolResult> {
  const { body } = await agent.request({ origin: upstream, path, method: 'GET', headers });
  return { content: [{ type: 'text', text: JSON.stringify(member(await body.json(), 'results') ?? null) }] };
}

function lowLevel(): () => Server {
  const paths = new Map(operations.map(({ tool, path }) => [tool, path]));
  const tools = catalogueTools();
  return () => {
    const server = new Server(info, { capabilities: { tools: {} } });
    server.setRequestHandler('tools/list', () => ({ tools }));
    server.setRequestHandler('tools/call', ({ params }) => get(paths.get(params.name) ?? '/'));
    return server;
  };
}

async function highLevel(isHoisted: boolean): Promise<() => McpServer> {
  const { build }: { build: (library: typeof z) => Record<string, z.ZodObject> } = await import(process.env['BENCH_ZOD'] ?? '');
  const once = isHoisted ? build(z) : undefined;
  return () => {
    const server = new McpServer(info);
    const schemas = once ?? build(z);
    for (const { tool, title, description, path } of operations)
      server.registerTool(tool, { title, description, inputSchema: schemas[tool] ?? z.object({}) }, () => get(path));
    return server;
  };
}

const factory = kind === 'low-level' ? lowLevel() : await highLevel(kind === 'hoisted');
if (place === 'stdio') serveStdio(factory);
else {
  const handle = toNodeHandler(createMcpHandler(factory));
  const server = createServer((request, response) => void handle(request, response));
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => process.stderr.write(`sdk http://127.0.0.1:${String(member(server.address(), 'port'))}/mcp\n`));
}
