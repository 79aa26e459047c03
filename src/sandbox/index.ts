import { openCisoAssistant } from './ciso-assistant/index.ts';
import { serveEmulations, type Sandbox, type SandboxAddress } from './core/server.ts';
import { openKnowi } from './knowi/index.ts';
import { openKnowiSso } from './knowi-sso/index.ts';
import { openKnowledgeOwl } from './knowledgeowl/index.ts';
import { openLightdash } from './lightdash/index.ts';

export type { Sandbox, SandboxAddress } from './core/server.ts';

/** Serves the five emulated systems over HTTP, on loopback and a free port unless `address` says otherwise; each call starts afresh. */
export function openSandbox(address?: SandboxAddress): Promise<Sandbox> {
  return serveEmulations([openKnowi(), openKnowiSso(), openCisoAssistant(), openLightdash(), openKnowledgeOwl()], address);
}
