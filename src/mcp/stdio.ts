import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { openServers, type McpParts } from './server.ts';

/** Serves one client over this process's stdin and stdout, until stdin closes. */
export function serveOverStdio(parts: McpParts): { readonly close: () => Promise<void> } {
  return serveStdio(openServers(parts).whole, { onerror: (error) => parts.log.warn({ err: error }, 'stdio') });
}
