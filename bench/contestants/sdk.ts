import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer, Server, type CallToolResult, type Tool } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { Agent } from 'undici';
import { z } from 'zod';
import { isObject, member, type JsonObject } from '../../src/operation/json.ts';

// Servers that one would write with the SDK alone, each operation of the catalogue a GET at the vendor:
// `low-level` answers from a list that is made once; `naive` writes schemas and registers all tools in the factory, which runs for each
// request over HTTP, as the SDK's examples do; `hoisted` registers there too, with schemas that are made once.

const [kind = 'low-level', place = 'stdio'] = process.argv.slice(2);
const agent = new Agent({ connections: 32 });
const upstream = process.env['LIGHTDASH_URL'] ?? '';
const headers = { accept: 'application/json', authorization: `ApiKey ${process.env['LIGHTDASH_TOKEN'] ?? ''}` };
const catalogue: unknown = JSON.parse(readFileSync(process.env['BENCH_CATALOGUE'] ?? '', 'utf8'));
const operations = (Array.isArray(catalogue) ? catalogue : []).filter(isObject);
const info = { name: `sdk-${kind}`, version: '1.0.0' };
const textOf = (from: JsonObject, name: string) => String(from[name]);

async function get(path: string): Promise<CallToolResult> {
  const { body } = await agent.request({ origin: upstream, path, method: 'GET', headers });
  return { content: [{ type: 'text', text: JSON.stringify(member(await body.json(), 'results') ?? null) }] };
}

function lowLevel(): () => Server {
  const paths = new Map(operations.map((one) => [textOf(one, 'tool'), textOf(one, 'path')]));
  const tools = operations.map((one): Tool => {
    const { inputSchema } = one;
    const schema = isObject(inputSchema) ? inputSchema : {};
    return {
      name: textOf(one, 'tool'),
      description: textOf(one, 'description'),
      title: textOf(one, 'title'),
      inputSchema: { ...schema, type: 'object' },
    };
  });
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
    for (const one of operations) {
      const [name, path] = [textOf(one, 'tool'), textOf(one, 'path')];
      const told = { title: textOf(one, 'title'), description: textOf(one, 'description'), inputSchema: schemas[name] ?? z.object({}) };
      server.registerTool(name, told, () => get(path));
    }
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
