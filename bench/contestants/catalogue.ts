import { readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../../src/operation/json.ts';

/** An operation as `steward-mcp tools --json` lists it. */
export interface Listed {
  readonly tool: string;
  readonly title: string;
  readonly description: string;
  readonly path: string;
  readonly effect: string;
  readonly inputSchema: JsonObject;
}

/** The operations that every contestant offers. */
export function catalogue(): readonly Listed[] {
  const list: unknown = JSON.parse(readFileSync(process.env['BENCH_CATALOGUE'] ?? '', 'utf8'));
  return (Array.isArray(list) ? list.filter(isObject) : []).map(({ tool, title, description, path, effect, inputSchema }) => ({
    tool: String(tool),
    title: String(title),
    description: String(description),
    path: String(path),
    effect: String(effect),
    inputSchema: isObject(inputSchema) ? inputSchema : {},
  }));
}

/** The same as tools are listed in MCP. */
export function catalogueTools() {
  return catalogue().map(({ tool, title, description, effect, inputSchema }) => ({
    name: tool,
    title,
    description,
    inputSchema: { ...inputSchema, type: 'object' as const },
    annotations: {
      title,
      readOnlyHint: effect === 'read',
      destructiveHint: effect === 'delete',
      idempotentHint: effect !== 'create',
      openWorldHint: true,
    },
  }));
}
