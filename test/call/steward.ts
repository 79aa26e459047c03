import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { noAudit, openAudit, type Audit } from '../../src/audit/index.ts';
import { callerFor, handlesFor, openRepeats, type CallParts, type CallRequest, type Outcome } from '../../src/call/index.ts';
import { catalogOf, visibleUnder, type Policy } from '../../src/catalog/index.ts';
import { openConfirmations } from '../../src/confirm/index.ts';
import { openLog } from '../../src/log/index.ts';
import type { StewardError } from '../../src/operation/index.ts';
import { newKey } from '../../src/state/key.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { lightdashAdapter, type Guards } from '../../src/vendor/index.ts';
import { closing } from '../vendor/edges.ts';
import { openReplay, type Exchange, type Received, type Replay } from '../vendor/recordings.ts';
import { madeUp } from './made-up.ts';

/** Credential of the server itself in these tests. */
export const TOKEN = 'pat-of-the-server';

/** One call by a local person, `args` as they arrive. */
export type Run = (tool: string, args?: unknown, more?: Pick<CallRequest, 'signal' | 'progress'>) => Promise<Outcome>;

/** A pipeline over the made-up operations, in front of a replaying server on loopback. */
export interface Pipeline {
  readonly run: Run;
  readonly replay: Replay;
}

/** The results of a Lightdash answer on the wire. */
export function ok(results: unknown): Exchange['response'] {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: { status: 'ok', results } };
}

/** A Lightdash failure on the wire. */
export function failed(status: number, message: string, name = 'SomeError'): Exchange['response'] {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: { status: 'error', error: { statusCode: status, name, message, data: {} } },
  };
}

/** Opens a pipeline; `answers` are looked up by method and path, anything else is not found. Closed after the test. */
export async function pipeline(
  answers: Readonly<Record<string, Exchange['response'] | ((request: Received) => Exchange['response'])>>,
  more: Partial<CallParts> & { readonly policy?: Partial<Policy>; readonly guards?: Guards } = {},
): Promise<Pipeline> {
  const replay = closing(await openReplay());
  replay.answer = (request) => {
    const answer = answers[`${request.method} ${request.path}`] ?? failed(404, 'no such thing');
    return typeof answer === 'function' ? answer(request) : answer;
  };
  const bare = closing(lightdashAdapter({ url: replay.url, token: TOKEN }));
  const catalog = catalogOf([madeUp]);
  const { policy, guards, repeats = repeatsAlone(), ...parts } = more;
  const adapter = guards ? guards.before(bare) : bare;
  const call = callerFor({
    catalog,
    visible: visibleUnder(catalog, { configured: new Set(['lightdash']), readOnly: false, ...policy }),
    adapters: new Map([['lightdash', adapter]]),
    audit: noAudit,
    log: openLog('silent'),
    confirm: 'flag',
    confirmations: openConfirmations(memoryStore(), newKey()),
    whereToApprove: async () => undefined,
    secondPerson: false,
    handles: handlesFor(newKey()),
    revealSecrets: false,
    answerTokens: 8_000,
    sandbox: false,
    ...parts,
    repeats,
  });
  const run: Run = (tool, args = {}, more = {}) => call({ tool, args, ...more, caller: { principal: 'local', surface: 'stdio' } });
  return { run, replay };
}

/** The parts that need no system: state in memory, no audit, no log, a flag that suffices, nobody who could be asked. */
export function alone(): Omit<CallParts, 'catalog' | 'visible' | 'adapters'> {
  const key = newKey();
  return {
    audit: noAudit,
    log: openLog('silent'),
    confirm: 'flag',
    confirmations: openConfirmations(memoryStore(), key),
    handles: handlesFor(key),
    secondPerson: false,
    whereToApprove: async () => undefined,
    revealSecrets: false,
    answerTokens: 8_000,
    sandbox: false,
    repeats: repeatsAlone(),
  };
}

function repeatsAlone(): CallParts['repeats'] {
  return openRepeats({ store: memoryStore(), key: newKey(), replicated: false }, 60_000);
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** An audit in a file of its own, and the entries in it so far. Removed after the test. */
export function auditFile(): {
  readonly audit: Audit;
  readonly text: () => string;
  readonly entries: () => readonly Record<string, unknown>[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'call-'));
  folders.push(folder);
  const file = join(folder, 'audit.ndjson');
  const audit = openAudit(file);
  const text = () => readFileSync(file, 'utf8');
  const entries = () =>
    text()
      .split('\n')
      .slice(0, -1)
      .map((line): Record<string, unknown> => JSON.parse(line));
  return { audit: closingAudit(audit), text, entries };
}

function closingAudit(audit: Audit): Audit {
  closing({ close: async () => audit.close() });
  return audit;
}

/** The answer of a call that was done. */
export function answerOf(outcome: Outcome): Record<string, unknown> {
  if (outcome.kind !== 'done') throw new Error(`not done but ${outcome.kind}: ${'error' in outcome ? outcome.error.text : ''}`);
  return { ...outcome.answer.structured };
}

/** The text that goes with the answer. */
export function textOf(outcome: Outcome): string {
  if (outcome.kind === 'done') return outcome.answer.text;
  return outcome.kind === 'preview' || outcome.kind === 'ask' ? outcome.text : outcome.error.text;
}

/** The error of a call that did not come through. */
export function errorOf(outcome: Outcome): StewardError {
  if (outcome.kind !== 'failed' && outcome.kind !== 'refused') throw new Error(`no error but ${outcome.kind}`);
  return outcome.error;
}
