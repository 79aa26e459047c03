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
  readonly environment: (place: Place) => Readonly<Record<string, string>>;
}

/** The floor. */
export const RAW_STDIO: StdioContestant = {
  name: 'raw',
  about: 'lines, JSON.parse, one undici GET, JSON.stringify; no SDK, no checks',
  args: () => [compiled('contestants/raw'), 'stdio'],
  environment: ({ environment }) => environment,
};

/** Steward from an npm install; each name has a state and an audit of its own. */
export function installed(name: string): StdioContestant {
  return {
    name,
    about: 'Steward as npm installs it',
    args: () => [MAIN],
    environment: ({ environment, folder }) => ({
      ...environment,
      STEWARD_STATE_DIR: join(folder, `state ${name}`),
      STEWARD_AUDIT_FILE: join(folder, `audit ${name}.jsonl`),
      STEWARD_BROWSER: 'none',
    }),
  };
}

/** Steward as a desktop host unpacks it, in a folder with nothing else above it. */
export const BUNDLED: StdioContestant = {
  ...installed('steward bundle'),
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

const peer = (name: string, about: string, args: StdioContestant['args']): StdioContestant => ({
  name,
  about,
  args,
  environment: ({ environment, upstream, peers }) => ({ ...environment, BENCH_ZOD: peers().zod, API_BASE_URL: upstream }),
});

/** What one could take instead. */
export const STDIO_PEERS: readonly StdioContestant[] = [
  peer('sdk low-level', 'SDK v2, low-level Server, lists made once', () => [compiled('contestants/sdk'), 'low-level']),
  peer('sdk hoisted', 'SDK v2, McpServer, all tools registered', () => [compiled('contestants/sdk'), 'hoisted']),
  peer('fastmcp', 'FastMCP for TypeScript', () => [join(TOP, 'bench/peers/fastmcp.mjs')]),
  peer('generated', 'what openapi-mcp-generator writes', ({ peers }) => [peers().generated('stdio')]),
];
