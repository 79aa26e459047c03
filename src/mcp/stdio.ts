import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Logger } from '../log/index.ts';
import { mcpFactory, type McpParts } from './server.ts';

/** Serves one client over this process's stdin and stdout, until stdin closes. */
export function serveOverStdio(parts: McpParts, log: Logger): { readonly close: () => Promise<void> } {
  return serveStdio(mcpFactory(parts), { onerror: (error) => log.warn({ err: error }, 'stdio') });
}
