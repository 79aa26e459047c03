import { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';

/** What a server says that cannot administer anything yet. */
export interface SetupParts {
  readonly version: string;
  /** One line each: what is wrong or missing. Never the value of a setting. */
  readonly problems: readonly string[];
}

/** The only tool of such a server. */
const SETUP = 'steward_setup';

const DESCRIPTION = 'Steward is not set up yet. Says which settings are wrong or missing, without their values. Changes nothing.';

/**
 * Serves one client over stdio with nothing but the reason why there is nothing else: hosts show the tools of a server,
 * and of one that ended only that it failed.
 */
export function serveSetupOverStdio({ version, problems }: SetupParts): { readonly close: () => Promise<void> } {
  const text = [
    'Steward cannot administer anything yet:',
    ...problems.map((problem) => `- ${problem}`),
    "The person who installed it corrects this in the host's settings of this server and starts it again. Do not ask them for a credential in the conversation.",
  ].join('\n');
  return serveStdio(() => {
    const server = new Server(
      { name: 'steward-mcp', title: 'Steward', version },
      { capabilities: { tools: { listChanged: false } }, instructions: `${text}\n${SETUP} says this again.` },
    );
    server.setRequestHandler('tools/list', () => ({ tools: [tool] }));
    // Whatever is called: a host may remember the tools of an earlier time.
    server.setRequestHandler('tools/call', ({ params }) => ({ content: [{ type: 'text', text }], isError: params.name !== SETUP }));
    return server;
  });
}

const tool = {
  name: SETUP,
  title: 'Show what is missing',
  description: DESCRIPTION,
  inputSchema: { type: 'object' as const, properties: {}, additionalProperties: false },
  annotations: { title: 'Show what is missing', readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
};
