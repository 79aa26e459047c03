import { isObject, member, type JsonObject } from '../../src/operation/json.ts';

/** What Steward adds to an operation by itself; a vendor's document has none of it. */
const OURS = new Set(['fields', 'all', 'count', 'confirm']);

/** An OpenAPI document of the operations as `steward-mcp tools --json` lists them: what a generator of servers starts from. */
export function openapi(catalogue: unknown): JsonObject {
  const paths: Record<string, Record<string, unknown>> = {};
  const schemas: Record<string, unknown> = {};
  for (const one of Array.isArray(catalogue) ? catalogue.filter(isObject) : []) {
    const [path, tool] = [String(one['path']), String(one['tool'])];
    const inputSchema: unknown = JSON.parse(JSON.stringify(one['inputSchema']).replaceAll('#/$defs/', `#/components/schemas/${tool}.`));
    const defined = member(inputSchema, '$defs');
    for (const [name, schema] of Object.entries(isObject(defined) ? defined : {})) schemas[`${tool}.${name}`] = schema;
    const at = (paths[path] ??= {});
    at[String(one['method']).toLowerCase()] = operation({ ...one, inputSchema }, path);
  }
  return {
    openapi: '3.0.3',
    info: { title: 'generated-bench', version: '1.0.0' },
    servers: [{ url: 'http://127.0.0.1' }],
    paths,
    components: { schemas },
  };
}

function operation(one: JsonObject, path: string): JsonObject {
  const schema = one['inputSchema'];
  const properties = Object.entries(isObject(schema) && isObject(schema['properties']) ? schema['properties'] : {}).filter(
    ([name]) => !OURS.has(name),
  );
  const required = member(schema, 'required');
  const isRequired = (name: string) => Array.isArray(required) && required.includes(name);
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const others = properties.filter(([name]) => !named.includes(name));
  const hasBody = !['GET', 'DELETE'].includes(String(one['method'])) && others.length > 0;
  const parameter = (place: 'path' | 'query', name: string, value: unknown) => ({
    name,
    in: place,
    required: place === 'path' || isRequired(name),
    description: member(value, 'description'),
    schema: value,
  });
  const body = {
    type: 'object',
    properties: Object.fromEntries(others),
    required: others.map(([name]) => name).filter(isRequired),
  };
  return {
    operationId: one['tool'],
    summary: one['title'],
    description: one['description'],
    parameters: [
      ...named.map((name) => parameter('path', name, properties.find(([own]) => own === name)?.[1] ?? { type: 'string' })),
      ...(hasBody ? [] : others.map(([name, value]) => parameter('query', name, value))),
    ],
    ...(hasBody ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: { 200: { description: 'The answer.' } },
  };
}
