import * as z from 'zod';
import type { SettingFacts } from '../config/index.ts';
import { webAddress, type Package } from './package.ts';

/** The version of the format, which is also where its schema is. */
const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';

/** Shorter than that of the package: registries take 100 characters. */
const DESCRIPTION = 'Administers Knowi, CISO Assistant, Lightdash and KnowledgeOwl; removals and grants ask a person.';

/** Settings that matter over HTTP only. */
const HTTP_ONLY = /^STEWARD_(AUTH|TOKENS_FILE|PUBLIC_URL|TRUST_PROXY|OAUTH_|CALLER_CREDENTIALS|RATE_LIMIT|MAX_|SHUTDOWN_|APPROVALS)/;

/** The file with which a release is entered into MCP registries (`server.json`): how clients start it, and what they may set. */
export function serverJson(settings: ReadonlyMap<string, SettingFacts>, about: Package): string {
  const variables = [...settings].filter(([name]) => !HTTP_ONLY.test(name));
  const { repository, homepage } = about;
  const server = {
    $schema: SCHEMA,
    name: about.mcpName,
    title: 'Steward',
    description: DESCRIPTION,
    ...(repository && { repository: { url: webAddress(repository.url), source: sourceOf(repository.url) } }),
    version: about.version,
    ...(homepage !== undefined && { websiteUrl: homepage }),
    packages: [
      {
        registryType: 'npm',
        identifier: about.name,
        version: about.version,
        runtimeHint: 'npx',
        transport: { type: 'stdio' },
        environmentVariables: variables.map(([name, facts]) => variable(name, facts)),
      },
    ],
  };
  return `${JSON.stringify(server, null, 2)}\n`;
}

/** None is required: one system is enough, and without any the server says what is missing. */
function variable(name: string, { about, sensitive, fallback, schema }: SettingFacts): Record<string, unknown> {
  const { enum: choices, type } = z.toJSONSchema(schema(), { unrepresentable: 'any' });
  return {
    name,
    description: about,
    format: formatOf(name, type),
    isRequired: false,
    isSecret: sensitive,
    ...(fallback !== undefined && { default: fallback }),
    ...(choices !== undefined && { choices }),
  };
}

function formatOf(name: string, type: unknown): string {
  if (type === 'boolean') return 'boolean';
  if (type === 'integer') return 'number';
  return /_(FILE|DIR)$/.test(name) ? 'filepath' : 'string';
}

/** The name of the host that registries use: `github` for github.com. */
function sourceOf(url: string): string {
  return new URL(webAddress(url)).hostname.replace(/\.com$/, '');
}
