import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { member } from '../../src/operation/json.ts';
import { MAIN, TOP, type Place } from '../measure/place.ts';
import { compiled } from '../measure/server.ts';

/** An MCP server over stdio that a run measures. */
export interface StdioContestant {
  readonly name: string;
  readonly about: string;
  /** What node is started with. */
  readonly args: (place: Place) => readonly string[];
}

/** What one could take instead. */
export const STDIO_PEERS: readonly StdioContestant[] = [
  { name: 'sdk low-level', about: 'SDK v2, low-level Server, lists made once', args: () => [compiled('contestants/sdk'), 'low-level'] },
  { name: 'sdk hoisted', about: 'SDK v2, McpServer, all tools registered', args: () => [compiled('contestants/sdk'), 'hoisted'] },
  { name: 'fastmcp', about: 'FastMCP for TypeScript', args: () => [join(TOP, 'bench/peers/fastmcp.mjs')] },
  { name: 'generated', about: 'what openapi-mcp-generator writes', args: ({ peers }) => [peers().generated('stdio')] },
];

/** What the peers are started with over stdio. */
export function peerEnvironment({ environment, upstream, peers }: Place): Readonly<Record<string, string>> {
  return { ...environment, BENCH_ZOD: peers().zod, API_BASE_URL: upstream };
}

/** The floor. */
export const RAW_STDIO: StdioContestant = {
  name: 'raw',
  about: 'lines, JSON.parse, one undici GET, JSON.stringify; no SDK, no checks',
  args: () => [compiled('contestants/raw'), 'stdio'],
};

/** Steward from an npm install. */
export const INSTALLED: StdioContestant = { name: 'steward', about: 'Steward as npm installs it', args: () => [MAIN] };

/** Steward as a desktop host unpacks it, in a folder with nothing else above it. */
export const BUNDLED: StdioContestant = {
  name: 'steward bundle',
  about: 'Steward as a desktop host unpacks and starts it',
  args: ({ folder }) => {
    execFileSync(process.execPath, ['dist/src/cli/bundle.js'], { cwd: TOP });
    const unpacked = join(folder, 'bundle');
    cpSync(join(TOP, 'dist/bundle'), unpacked, { recursive: true });
    const manifest: unknown = JSON.parse(readFileSync(join(unpacked, 'manifest.json'), 'utf8'));
    const args = member(member(member(manifest, 'server'), 'mcp_config'), 'args');
    return Array.isArray(args) ? args.map((arg) => String(arg).replace('${__dirname}', unpacked)) : [];
  },
};

/** What Steward is started with over stdio; each `name` has a state and an audit of its own. */
export function stewardEnvironment({ environment, folder }: Place, name: string): Readonly<Record<string, string>> {
  return {
    ...environment,
    STEWARD_STATE_DIR: join(folder, `state ${name}`),
    STEWARD_AUDIT_FILE: join(folder, `audit ${name}.jsonl`),
    STEWARD_BROWSER: 'none',
  };
}
