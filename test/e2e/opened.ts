import { afterAll } from 'vitest';
import { openSteward, type Steward } from '../../src/app.ts';
import { mcpParts } from '../../src/cli/serve.ts';
import type { Environment } from '../../src/config/index.ts';
import { serveHttp } from '../../src/http/index.ts';
import { LOOPBACK_LIMITS } from '../../src/http/limits.ts';
import type { McpParts } from '../../src/mcp/index.ts';
import { temporary } from '../temporary.ts';

const open: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** Has something closed after the tests of the file, last opened first. */
export function atEnd(close: () => Promise<unknown>): void {
  open.push(close);
}

/** A Steward on fresh emulated systems, silent, closed after the tests of the file. */
export async function sandboxed(environment: Environment = {}): Promise<Steward> {
  return kept(await openSteward({ environment: { STEWARD_LOG_LEVEL: 'silent', ...environment }, sandbox: true }));
}

/** A Steward on whatever systems the environment names, silent, closed after the tests of the file. */
export async function stewardFor(environment: Environment): Promise<Steward> {
  return kept(await openSteward({ environment: { STEWARD_LOG_LEVEL: 'silent', STEWARD_STATE_DIR: temporary, ...environment } }));
}

/** The address at which a Steward serves MCP over HTTP until the tests of the file are over. */
export async function servedOverHttp(steward: Steward, change: Partial<McpParts> = {}): Promise<string> {
  // The event loop of the tests is late because of the tests.
  const limits = { ...LOOPBACK_LIMITS, lag: 0 };
  const server = await serveHttp({ ...mcpParts(steward, '0.0.0', 'http'), ...change }, { host: '127.0.0.1', port: 0, limits }, steward.log);
  atEnd(server.close);
  return server.url;
}

function kept(steward: Steward): Steward {
  atEnd(steward.close);
  return steward;
}
