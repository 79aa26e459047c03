import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { McpbManifestSchema } from '@anthropic-ai/mcpb/schemas/0.3';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { docsSource } from '../../src/cli/generate.ts';
import { manifestOf, serverJson, type Package } from '../../src/docs/index.ts';
import { isObject, member } from '../../src/operation/index.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
const { catalog, settings, about } = docsSource(top);
const valid = new Ajv({ allErrors: true, formats: { uri: (text) => URL.canParse(text) } }).compile(
  JSON.parse(readFileSync(`${top}test/docs/server.schema.json`, 'utf8')),
);

const published: Package = {
  ...about,
  mcpName: 'com.example.steward/steward-mcp',
  homepage: 'https://steward.example.com/docs',
  bugs: { url: 'https://steward.example.com/issues' },
  repository: { type: 'git', url: 'git+https://git.example.com/steward/steward-mcp.git' },
  privacyPolicy: 'https://steward.example.com/privacy',
};

function problemsOf(server: unknown): readonly string[] {
  return valid(server) ? [] : (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the file for MCP registries', () => {
  const server: unknown = JSON.parse(readFileSync(`${top}server.json`, 'utf8'));
  const [npm] = [member(server, 'packages')].flat();

  it('keeps to the published schema, also with everything that a publisher may fill in', () => {
    expect(problemsOf(server)).toEqual([]);
    const full: unknown = JSON.parse(serverJson(settings, published));
    expect(problemsOf(full)).toEqual([]);
    expect(full).toMatchObject({
      name: 'com.example.steward/steward-mcp',
      websiteUrl: 'https://steward.example.com/docs',
      repository: { url: 'https://git.example.com/steward/steward-mcp' },
    });
  });

  it('would not with a name without a domain, a description that is too long, or no fixed version', () => {
    if (!isObject(server) || !isObject(npm)) throw new Error('it is no object');
    expect(problemsOf({ ...server, name: 'steward-mcp' })).toEqual([expect.stringContaining('/name')]);
    expect(problemsOf({ ...server, description: about.description })).toEqual([expect.stringContaining('/description')]);
    expect(problemsOf({ ...server, packages: [{ ...npm, version: 'latest' }] })).toEqual([expect.stringContaining('/version')]);
  });

  it('names the package as the package names itself', () => {
    expect(server).toMatchObject({ name: about.mcpName, version: about.version });
    expect(npm).toMatchObject({ identifier: about.name, version: about.version });
  });

  it('tells secrets as such, and the values that there are to choose from', () => {
    const variables = member(npm, 'environmentVariables');
    const named = (name: string) => (Array.isArray(variables) ? variables.find((one) => member(one, 'name') === name) : undefined);
    expect(named('LIGHTDASH_TOKEN')).toMatchObject({ isSecret: true, isRequired: false });
    expect(named('KNOWI_URL')).toMatchObject({ isSecret: false, default: 'https://www.knowi.com' });
    expect(named('STEWARD_TOOLS')).toMatchObject({ choices: ['full', 'compact'], default: 'full' });
    expect(named('STEWARD_READ_ONLY')).toMatchObject({ format: 'boolean', default: 'false' });
    expect(named('STEWARD_AUTH')).toBeUndefined();
  });
});

describe('the manifest of the bundle', () => {
  it('links to where help, source and the privacy page are, once package.json names them', () => {
    const manifest: unknown = JSON.parse(manifestOf(catalog.entries, settings, published));
    expect(McpbManifestSchema.safeParse(manifest).error).toBeUndefined();
    expect(manifest).toMatchObject({
      homepage: 'https://steward.example.com/docs',
      documentation: 'https://steward.example.com/docs',
      support: 'https://steward.example.com/issues',
      repository: { type: 'git', url: 'https://git.example.com/steward/steward-mcp' },
      privacy_policies: ['https://steward.example.com/privacy'],
    });
  });

  it('makes none up before that', () => {
    const nowhere = { ...published, homepage: undefined, bugs: undefined, repository: undefined, privacyPolicy: undefined };
    expect(manifestOf(catalog.entries, settings, nowhere)).not.toMatch(/"(homepage|support|repository|privacy_policies)"/);
  });
});
