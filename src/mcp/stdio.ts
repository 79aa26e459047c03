import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { mcpFactory, type McpParts } from './server.ts';

/** Serves one client over this process's stdin and stdout, until stdin closes. */
export function serveOverStdio(parts: McpParts): { readonly close: () => Promise<void> } {
  return serveStdio(mcpFactory(parts), { onerror: (error) => parts.log.warn({ err: error }, 'stdio') });
}
