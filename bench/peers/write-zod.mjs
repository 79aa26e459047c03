// Writes the schemas of the catalogue as somebody would write them by hand, in zod, into a module: `build(z)` makes all of them anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { jsonSchemaToZod } from 'json-schema-to-zod';

const [, , catalogue, target] = process.argv;
const lines = JSON.parse(readFileSync(catalogue, 'utf8')).map(
  ({ tool, inputSchema }) => `${JSON.stringify(tool)}: ${jsonSchemaToZod(inputSchema)},`,
);
writeFileSync(target, `export const build = (z) => ({\n${lines.join('\n')}\n});\n`);
