import { begunFor, missingFor, processEnvironment, readSettings, requirements, SettingsError } from '../config/index.ts';
import { serveOverStdio } from '../mcp/index.ts';
import { openOffer, type Offer } from '../offer.ts';
import { StewardError } from '../operation/index.ts';
import { version } from '../version.ts';
import { EXIT } from './exit.ts';
import { openLater } from './later.ts';
import { tell } from './print.ts';
import { onStop } from './serve.ts';

/**
 * Serves one client over stdin and stdout. Hosts start many servers at once and wait for their lists, so that what calls need is
 * opened with the first call.
 */
export async function serveStdio(sandbox: boolean): Promise<void> {
  try {
    const offer = await openOffer({ environment: processEnvironment(), sandbox });
    if (offer.visible.entries.length === 0) return await explain(nothingVisible(offer), offer.close);
    const { parts, close } = openLater(offer, version);
    const served = serveOverStdio(parts);
    untilClosed(async () => {
      await served.close();
      await close();
    }, served.closed);
  } catch (thrown) {
    // A person at a terminal sees stderr; a host shows nothing of a server that ends, so the client is told.
    if (process.stdin.isTTY) throw thrown;
    process.exitCode = thrown instanceof SettingsError ? EXIT.usage : EXIT.error;
    await explain(problemsOf(thrown));
  }
}

function problemsOf(thrown: unknown): readonly string[] {
  if (thrown instanceof SettingsError) return thrown.problems;
  return [thrown instanceof StewardError ? thrown.text : thrown instanceof Error ? thrown.message : 'Something went wrong.'];
}

async function explain(problems: readonly string[], close?: () => Promise<void>): Promise<void> {
  tell(`Nothing can be administered yet:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  const { serveSetupOverStdio } = await import('../mcp/setup.ts');
  const served = serveSetupOverStdio({ version, problems });
  untilClosed(async () => {
    await served.close();
    await close?.();
  });
}

/** Why no operation is visible, one line for each system. */
function nothingVisible({ settings, configured, catalog }: Offer): readonly string[] {
  if (configured.size > 0)
    return ['The settings hide every operation: STEWARD_SYSTEMS, STEWARD_GROUPS, STEWARD_ALLOW, STEWARD_DENY, STEWARD_READ_ONLY.'];
  const titles = new Map<string, string>(catalog.entries.map(({ system }) => [system.id, system.title]));
  const defaults = readSettings({});
  const all = [...requirements].map(([id, requirement]) => ({
    begun: begunFor(requirement, settings, defaults),
    line: `${titles.get(id) ?? id}: set ${missingFor(requirement, settings)}.`,
  }));
  const begun = all.filter((one) => one.begun);
  return [
    ...(begun.length > 0 ? begun : all).map(({ line }) => line),
    ...(begun.length > 0 ? [] : ['One system is enough. To look around without any, set STEWARD_SANDBOX to true.']),
  ];
}

function untilClosed(close: () => Promise<void>, closed?: Promise<void>): void {
  const stop = onStop(close);
  // Nothing is read any more after a line that is too long, and stdin does not end then.
  void closed?.then(stop);
  // A client that goes away closes our stdin; the sandbox's sockets must not keep the process alive then.
  process.stdin.once('close', stop).once('end', stop);
}
