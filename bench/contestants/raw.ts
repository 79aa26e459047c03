import { createServer } from 'node:http';
import { Agent } from 'undici';
import { isObject, member } from '../../src/operation/json.ts';

// The physical floor of an MCP server in Node: the body parsed, one GET with its answer parsed, the answer written. No SDK and no checks.

const upstream = process.env['LIGHTDASH_URL'] ?? '';
const token = process.env['LIGHTDASH_TOKEN'] ?? '';
const agent = new Agent({ connections: 32 });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    void answer(Buffer.concat(chunks).toString()).then((text) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text),
    );
  });
});

async function answer(text: string): Promise<string> {
  const message: unknown = JSON.parse(text);
  const { body } = await agent.request({
    origin: upstream,
    path: '/api/v1/org/groups',
    method: 'GET',
    headers: { accept: 'application/json', authorization: `ApiKey ${token}` },
  });
  const results = member(await body.json(), 'results');
  return JSON.stringify({
    jsonrpc: '2.0',
    id: member(message, 'id'),
    result: { content: [{ type: 'text', text: JSON.stringify(isObject(results) ? results : {}) }] },
  });
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stderr.write(`raw http://127.0.0.1:${String(member(server.address(), 'port'))}/mcp\n`));
