import type { Steward } from '../app.ts';
import type { McpParts } from '../mcp/index.ts';
import type { Offer } from '../offer.ts';

/** What the MCP layer needs to list. */
export function listParts({
  catalog,
  visible,
  settings,
  sandbox,
}: Offer): Pick<McpParts, 'entries' | 'hidden' | 'catalog' | 'tools' | 'sandbox'> {
  const { entries, hidden } = visible;
  return { entries, hidden, catalog, tools: settings.STEWARD_TOOLS, sandbox };
}

/** What the MCP layer needs of an opened Steward. */
export function mcpParts(steward: Steward, version: string, surface: McpParts['surface']): McpParts {
  const { call, kept, state, log } = steward;
  return { ...listParts(steward), call, kept, version, surface, stateKey: state.key, log };
}

/** Runs `stop` once, at the first signal to end or when called; a second signal ends the process at once. */
export function onStop(stop: () => Promise<void>): () => void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, once);
    stop().catch((thrown: unknown) => {
      process.stderr.write(`${thrown instanceof Error ? thrown.message : 'stopping failed'}\n`);
      process.exitCode = 1;
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, once);
  return once;
}
