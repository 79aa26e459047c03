// FastMCP for TypeScript with every operation of the catalogue as a tool, each a GET at the vendor.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { FastMCP } from 'fastmcp';
import { z } from 'zod4';

const { BENCH_CATALOGUE, BENCH_ZOD, LIGHTDASH_URL, LIGHTDASH_TOKEN } = process.env;
const { build } = await import(BENCH_ZOD);
const schemas = build(z);

const server = new FastMCP({ name: 'fastmcp-bench', version: '1.0.0' });
for (const { tool, path, title, description } of JSON.parse(readFileSync(BENCH_CATALOGUE, 'utf8'))) {
  server.addTool({
    name: tool,
    description,
    annotations: { title },
    parameters: schemas[tool],
    execute: async () => {
      const headers = { accept: 'application/json', authorization: `ApiKey ${LIGHTDASH_TOKEN}` };
      const answer = await (await fetch(LIGHTDASH_URL + path, { headers })).json();
      return JSON.stringify(answer.results);
    },
  });
}

if (process.argv[2] === undefined) await server.start({ transportType: 'stdio' });
else {
  // It does not tell which port it got when it is given none.
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  await server.start({ transportType: 'httpStream', httpStream: { port, host: '127.0.0.1', stateless: true, enableJsonResponse: true } });
  process.stderr.write(`fastmcp http://127.0.0.1:${port}/mcp\n`);
}
