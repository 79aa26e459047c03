import type { Audit, AuditEvent } from './audit/index.ts';
import type { RunCall } from './call/index.ts';
import type { Catalog } from './catalog/index.ts';
import { asStewardError } from './operation/index.ts';
import type { Adapter } from './vendor/index.ts';

/** Is told what happens, to count it. Learns no arguments, no answers and no principals. */
export interface Watcher {
  /** A call ended: `done`, `preview`, `ask` or the code of an error. The tool is undefined when there is none of that name. */
  readonly called: (
    call: { readonly tool: string; readonly system: string; readonly effect: string } | undefined,
    outcome: string,
    seconds: number,
  ) => void;
  /** An exchange with a system ended: `ok` or the code of an error. Retries and sign-ins are part of it. */
  readonly exchanged: (system: string, outcome: string, seconds: number) => void;
  /** Something was said, or not said in time, about what needs a yes: event and channel. */
  readonly decided: (event: string, channel: string) => void;
}

/** Where watchers are told; one may join at any time. */
export interface Watched extends Watcher {
  readonly join: (watcher: Watcher) => void;
}

/** Nobody watches yet. */
export function openWatched(): Watched {
  const watchers: Watcher[] = [];
  return {
    join: (watcher) => void watchers.push(watcher),
    called: (...args) => watchers.forEach((watcher) => watcher.called(...args)),
    exchanged: (...args) => watchers.forEach((watcher) => watcher.exchanged(...args)),
    decided: (...args) => watchers.forEach((watcher) => watcher.decided(...args)),
  };
}

/** A pipeline that is watched. */
export function watchedCall(call: RunCall, { byName }: Catalog, watcher: Watcher): RunCall {
  return async (request) => {
    const begun = performance.now();
    const outcome = await call(request);
    const entry = byName.get(request.tool);
    const about = entry && { tool: entry.operation.name, system: entry.system.id, effect: entry.operation.effect };
    watcher.called(about, 'error' in outcome ? outcome.error.code : outcome.kind, secondsSince(begun));
    return outcome;
  };
}

/** An adapter that is watched. */
export function watchedAdapter(adapter: Adapter, watcher: Watcher): Adapter {
  return {
    ...adapter,
    call: async (...args) => {
      const begun = performance.now();
      try {
        const answer = await adapter.call(...args);
        watcher.exchanged(adapter.system, 'ok', secondsSince(begun));
        return answer;
      } catch (thrown) {
        watcher.exchanged(adapter.system, asStewardError(thrown).code, secondsSince(begun));
        throw thrown;
      }
    },
  };
}

/** An audit that is watched: every decision, and every use of one, passes through it. */
export function watchedAudit(audit: Audit, watcher: Watcher): Audit {
  return {
    ...audit,
    append: (event) => {
      audit.append(event);
      const about = decisionIn(event);
      if (about) watcher.decided(...about);
    },
  };
}

function decisionIn({ event, channel, asked }: AuditEvent): [string, string] | undefined {
  if (event === 'preview') return ['asked', asked === true ? 'elicitation' : 'elsewhere'];
  if (event === 'started') return typeof channel === 'string' && channel !== 'none' ? ['used', channel] : undefined;
  if (event === 'ended' || event === 'refused' || event === 'repeated') return undefined;
  return [event, typeof channel === 'string' ? channel : 'none'];
}

function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000;
}
