import { openCisoAssistant } from './ciso-assistant/index.ts';
import { serveEmulations, type Sandbox, type SandboxOptions } from './core/server.ts';
import { openKnowi } from './knowi/index.ts';
import { openKnowiSso } from './knowi-sso/index.ts';
import { openKnowledgeOwl } from './knowledgeowl/index.ts';
import { openLightdash } from './lightdash/index.ts';

export { openFaults } from './core/faults.ts';
export type { Sandbox } from './core/server.ts';

/** Serves the five emulated systems over HTTP, on loopback and a free port unless the options say otherwise; each call starts afresh. */
export function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.faults ? { now: options.faults.now } : {};
  return serveEmulations(
    [openKnowi(clock), openKnowiSso(clock), openCisoAssistant(clock), openLightdash(), openKnowledgeOwl(clock)],
    options,
  );
}
