import { join } from 'node:path';
import { MAIN, TOP, type Place } from '../measure/place.ts';
import { compiled, startServer, type Server } from '../measure/server.ts';
import { modern, older, READ, type Message } from './requests.ts';

/** An MCP server over HTTP that a run measures. */
export interface HttpContestant {
  readonly name: string;
  readonly about: string;
  readonly start: (place: Place) => Server;
  /** It answers within a session only. */
  readonly sessions?: true;
  /** A call of `lightdash_list_groups`. */
  readonly call: Message;
  /** A request for the list of all tools. */
  readonly list: Message;
}

/** The floor that the targets speak of. */
export const RAW: HttpContestant = {
  name: 'raw',
  about: 'node:http, JSON.parse, one undici GET, JSON.stringify; no SDK, no checks',
  start: ({ environment }) => startServer([compiled('contestants/raw')], environment),
  call: modern('tools/call', { name: READ, arguments: {} }),
  list: modern('tools/list'),
};

/** The floor with a list of tools that is kept as it goes over the wire. */
export const RAW_ONCE: HttpContestant = {
  ...RAW,
  name: 'raw once',
  about: 'the same with a list of tools that is kept as it goes over the wire',
  start: ({ environment }) => startServer([compiled('contestants/raw'), 'http', 'once'], environment),
};

const steward =
  (era: string, more: Readonly<Record<string, string>> = {}) =>
  (place: Place) =>
    startServer([MAIN, 'http', '--port', '0'], {
      ...place.environment,
      ...more,
      STEWARD_STATE_DIR: join(place.folder, `state-${era}`),
      STEWARD_AUDIT_FILE: join(place.folder, `audit-${era}.jsonl`),
    });

/** Steward as it is shipped, with its audit on. */
export const STEWARD: readonly HttpContestant[] = [
  {
    name: 'steward 2026',
    about: 'Steward with everything on, requests of revision 2026-07-28',
    start: steward('2026'),
    call: modern('tools/call', { name: READ, arguments: {} }),
    list: modern('tools/list'),
  },
  {
    name: 'steward 2025',
    about: 'Steward with everything on, requests of the 2025 revisions without a session',
    start: steward('2025'),
    call: older('tools/call', { name: READ, arguments: {} }),
    list: older('tools/list'),
  },
];

/** Steward with its small list: a search, a description and three dispatchers. */
export const COMPACT: HttpContestant = {
  name: 'steward compact',
  about: 'Steward with STEWARD_TOOLS=compact',
  start: steward('compact', { STEWARD_TOOLS: 'compact' }),
  call: modern('tools/call', { name: READ, arguments: {} }),
  list: modern('tools/list'),
};

/** One of several processes of Steward that share a Redis. */
export function replica(at: number, redis: string): HttpContestant {
  const shared = { STEWARD_REDIS_URL: redis, STEWARD_STATE_KEY: 'a made-up key that the replicas share' };
  return { ...COMPACT, name: `steward ${at}`, about: 'Steward with a Redis', start: steward(`replica-${at}`, shared) };
}

const peer = (name: string, about: string, args: (place: Place) => readonly string[], era: typeof modern): HttpContestant => ({
  name,
  about,
  start: (place) => {
    const [{ zod }, { environment, upstream }] = [place.peers(), place];
    return startServer(args(place), { ...environment, BENCH_ZOD: zod, API_BASE_URL: upstream });
  },
  call: era('tools/call', { name: READ, arguments: {} }),
  list: era('tools/list'),
});

const sdk = (kind: string) => () => [compiled('contestants/sdk'), kind, 'http'];

/** What one could take instead. They check nothing but arguments and keep no record. */
export const PEERS: readonly HttpContestant[] = [
  peer('sdk low-level', 'SDK v2, low-level Server, lists made once', sdk('low-level'), modern),
  peer('sdk hoisted', 'SDK v2, McpServer, all tools registered for each request, zod schemas made once', sdk('hoisted'), modern),
  peer('sdk naive', 'SDK v2, McpServer, schemas and tools made for each request', sdk('naive'), modern),
  peer('fastmcp', 'FastMCP for TypeScript, stateless, JSON answers', () => [join(TOP, 'bench/peers/fastmcp.mjs'), 'http'], older),
  {
    ...peer(
      'generated',
      'what openapi-mcp-generator writes, in one session; with SDK 1.24, because with the newest one it ends at the first request',
      ({ peers }) => [peers().generated('streamable-http')],
      older,
    ),
    sessions: true,
  },
];
