import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Agent } from 'undici';
import { isObject, member } from '../../src/operation/json.ts';
import { catalogueTools } from './catalogue.ts';

// The physical floor of an MCP server in Node: the message parsed, one GET with its answer parsed, the answer written. No SDK and no checks.

const upstream = process.env['LIGHTDASH_URL'] ?? '';
const token = process.env['LIGHTDASH_TOKEN'] ?? '';
const agent = new Agent({ connections: 32 });
const list = { tools: catalogueTools() };
// `once` keeps the list as it goes over the wire.
const [place = 'http', how] = process.argv.slice(2);
const kept = how === 'once' ? Buffer.from(JSON.stringify(list)) : undefined;

async function answer(text: string): Promise<string | Buffer> {
  const message: unknown = JSON.parse(text);
  const [id, method] = [member(message, 'id'), member(message, 'method')];
  if (method === 'tools/list' && kept !== undefined)
    return Buffer.concat([Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":`), kept, Buffer.from('}')]);
  return JSON.stringify({ jsonrpc: '2.0', id, result: method === 'tools/call' ? await call() : list });
}

async function call() {
  const { body } = await agent.request({
    origin: upstream,
    path: '/api/v1/org/groups',
    method: 'GET',
    headers: { accept: 'application/json', authorization: `ApiKey ${token}` },
  });
  const results = member(await body.json(), 'results');
  return { content: [{ type: 'text', text: JSON.stringify(isObject(results) ? results : {}) }] };
}

if (place === 'stdio') {
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.includes('"id"')) void answer(line).then((text) => process.stdout.write(`${text.toString()}\n`));
  });
} else {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void answer(Buffer.concat(chunks).toString()).then((text) =>
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text),
      );
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => process.stderr.write(`raw http://127.0.0.1:${String(member(server.address(), 'port'))}/mcp\n`));
}
