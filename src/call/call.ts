import { randomUUID } from 'node:crypto';
import { allows, neededScopes } from '../access/index.ts';
import type { Audit } from '../audit/index.ts';
import { unknownTool, type Catalog, type Entry, type Visible, type WholeEntry } from '../catalog/index.ts';
import type { Logger } from '../log/index.ts';
import { asStewardError, checkInput, scrubText, StewardError, type Arguments, type SystemId } from '../operation/index.ts';
import { buildRequest, type Adapter, type Answer, type Exchange } from '../vendor/index.ts';
import { auditTrail, type Trail } from './trail.ts';
import { cleanText } from './clean.ts';
import { confirm, type ConfirmParts } from './confirm.ts';
import type { Caller, CallRequest, Outcome } from './outcome.ts';
import type { KeptTexts } from './kept.ts';
import { redact, refuseHidden, secretsIn, type Minted } from './redact.ts';
import type { Handles } from './seal.ts';
import { allPages, countItems } from './pages.ts';
import { claim, keyIn, letGo, recall, type Hold } from './repeat.ts';
import type { Repeats } from './repeats.ts';
import { fillsAnswer, shape } from './shape.ts';
import { unseal } from './unseal.ts';

/** What the pipeline works with; put together once, at the start. */
export interface CallParts extends ConfirmParts {
  readonly catalog: Catalog;
  readonly visible: Visible;
  readonly adapters: ReadonlyMap<SystemId, Adapter>;
  /** An adapter for one caller's own credential; undefined where the credential is none. It keeps nothing between calls. */
  readonly ownAdapter?: ((system: SystemId, credential: string) => Adapter | undefined) | undefined;
  readonly audit: Audit;
  readonly log: Logger;
  readonly handles: Handles;
  /** Minted values are told as they are, not as handles. */
  readonly revealSecrets: boolean;
  readonly answerTokens: number;
  /** Where long texts are kept; without it they are cut. */
  readonly kept?: KeptTexts | undefined;
  readonly repeats: Repeats;
}

/** Runs one tool call. Never throws; everything that leaves is redacted and shaped. */
export type RunCall = (request: CallRequest) => Promise<Outcome>;

/** One call on its way: each step adds what the next ones need, or ends the call. */
export interface Passage {
  readonly request: CallRequest;
  readonly id: string;
  readonly entry: WholeEntry;
  readonly adapter: Adapter;
  readonly trail: Trail;
  args: Arguments;
  fields: readonly string[] | undefined;
  /** Every page is wanted, or only how many items there are. */
  extent: 'page' | 'all' | 'count';
  confirmed: boolean;
  /** The idempotency key. */
  key: string | undefined;
  /** What keeps this call from happening twice. */
  hold: Hold;
  /** From here on it may have an effect. */
  sent: boolean;
  secrets: readonly string[];
  answer: Answer | undefined;
  /** Of the call itself, not of the reads before it. */
  readonly exchange: Exchange;
  /** What was read before asking. */
  before: Readonly<Record<string, unknown>>;
}

type Step = (passage: Passage, parts: CallParts) => Promise<Outcome | undefined> | Outcome | undefined;

/** The order is the safety argument: nothing is sent before all that may refuse has agreed. */
const STEPS: readonly Step[] = [validate, recall, confirm, claim, record, send, hide];

/** The pipeline for a set of parts. */
export function callerFor(parts: CallParts): RunCall {
  return async (request) => {
    const id = randomUUID();
    const listed = parts.catalog.byName.get(request.tool);
    if (!listed) return { kind: 'refused', error: await nearest(request, parts) };
    const entry = await wholeOf(listed, parts);
    if (entry instanceof StewardError) return { kind: 'failed', error: entry };
    const trail = auditTrail(parts.audit, id, request.caller, entry);
    const adapter = offered(entry, request.caller, parts);
    if (adapter instanceof StewardError) return noted({ id, trail, args: {} }, parts, { kind: 'refused', error: adapter });
    const passage: Passage = {
      request,
      id,
      entry,
      adapter,
      trail,
      args: {},
      fields: undefined,
      extent: 'page',
      confirmed: false,
      key: undefined,
      hold: {},
      sent: false,
      secrets: [],
      answer: undefined,
      exchange: {},
      before: {},
    };
    const outcome = noted(passage, parts, await through(passage, parts));
    if (entry.operation.effect !== 'read') await letGo(passage, parts, outcome);
    return outcome;
  };
}

function nearest({ tool, caller: { scopes } }: CallRequest, { visible }: CallParts): Promise<StewardError> {
  return unknownTool(tool, visible, (entry) => scopes === undefined || allows(scopes, entry));
}

async function wholeOf(listed: Entry, { log }: CallParts): Promise<WholeEntry | StewardError> {
  try {
    return await listed.load();
  } catch (thrown) {
    log.error({ err: thrown, tool: listed.operation.name }, 'an operation could not be loaded');
    return asStewardError(thrown);
  }
}

function offered(entry: Entry, { scopes, credentials }: Caller, { visible, adapters, ownAdapter }: CallParts): Adapter | StewardError {
  const {
    operation: { name },
    system,
  } = entry;
  if (!visible.byName.has(name))
    return new StewardError('not_allowed', `${name} is not offered here: ${visible.hidden.get(name) ?? 'the policy leaves it out'}.`);
  if (scopes && !allows(scopes, entry))
    return new StewardError(
      'not_allowed',
      `${name} is not within the scopes of this caller; all that it needs: ${neededScopes(scopes, entry).join(' ')}.`,
    );
  const own = credentials?.get(system.id);
  // Whoever brings a credential acts with that one or not at all.
  const adapter = own === undefined ? adapters.get(system.id) : ownAdapter?.(system.id, own);
  return adapter ?? new StewardError('not_configured', `${system.title} has no credentials here.`);
}

async function through(passage: Passage, parts: CallParts): Promise<Outcome> {
  try {
    for (const step of STEPS) {
      const ended = step(passage, parts);
      // Most steps of most calls wait for nothing.
      const outcome = ended instanceof Promise ? await ended : ended;
      if (outcome) return outcome;
    }
    throw new Error('the pipeline ended without an outcome');
  } catch (thrown) {
    const error = asStewardError(thrown);
    if (error.code === 'internal' || error.code === 'state_unavailable')
      parts.log.error(
        { err: error.details.cause, call: passage.id, tool: passage.request.tool, request: passage.request.origin?.id },
        'a call failed inside',
      );
    return { kind: 'failed', error: fitToTell(afterwards(error, passage), passage.secrets) };
  }
}

/** A fault after the system has answered must not look like a write that did not happen. */
function afterwards(error: StewardError, { answer, entry }: Passage): StewardError {
  if (!answer || entry.operation.effect === 'read') return error;
  return new StewardError('internal', 'The system has done it, but its answer could not be told: do not repeat it, read the target.', {
    cause: error,
  });
}

/** Checks the arguments as far as possible without sending: handles, the schema, hidden values, and that a request can be built. */
function validate(passage: Passage, { handles }: CallParts): undefined {
  const { operation, system } = passage.entry;
  const { principal } = passage.request.caller;
  const unsealed = unseal(operation, passage.request.args, handles, { principal, system: system.id });
  passage.secrets = secretsIn(operation, {}, unsealed.opened);
  const checked = checkInput(operation, unsealed.args);
  if ('problems' in checked) {
    const [first] = checked.problems;
    const text = checked.problems
      .slice(0, 8)
      .map(({ path, message }) => `${path}: ${message}`)
      .join('; ');
    throw new StewardError('invalid_arguments', `${text.slice(0, 1_500)}.`, { field: first?.path });
  }
  const { fields, all, count, confirm: confirmed, idempotencyKey, ...args } = checked.args;
  passage.key = keyIn(idempotencyKey, passage.request.idempotencyKey);
  passage.secrets = secretsIn(operation, args, unsealed.opened);
  refuseHidden(args);
  buildRequest(operation, args);
  passage.adapter.check?.(operation, args);
  passage.args = args;
  passage.fields = Array.isArray(fields) && fields.length > 0 ? fields.map(String) : undefined;
  passage.extent = count === true ? 'count' : all === true ? 'all' : 'page';
  passage.confirmed = confirmed === true;
}

/** What changes anything is in the audit before it is sent, and what it replaces is kept: if that cannot be written, it does not happen. */
function record({ entry: { operation }, trail, args, before }: Passage, { handles, revealSecrets }: CallParts): undefined {
  // What cannot be sealed afterwards would be minted and lost.
  if (operation.mints.length > 0 && operation.effect !== 'read' && !revealSecrets) handles.ready();
  trail.started(args, before);
}

async function send(passage: Passage, { answerTokens }: CallParts): Promise<undefined> {
  const { adapter, entry, args, fields, extent, request, exchange, hold } = passage;
  const { operation } = entry;
  passage.sent = true;
  // Who gave a key comes back for the outcome: a connection that is lost must not make it unknown.
  const signal = hold.claimed ? undefined : request.signal;
  const options = { signal, principal: request.caller.principal, origin: request.origin, exchange, secrets: passage.secrets };
  const walk = {
    operation,
    args,
    fetch: (given: Arguments) => adapter.call(operation, given, options),
    full: fillsAnswer(operation, fields, answerTokens),
    report: (done: number, total: number | undefined) => request.progress?.(done, total),
  };
  if (extent === 'page') passage.answer = await walk.fetch(args);
  else passage.answer = await (extent === 'all' ? allPages(walk) : countItems(walk));
}

/** What was minted leaves as a handle that only this caller can use, and only in this system. */
function hide(
  { entry, request, answer, secrets, fields, extent }: Passage,
  { handles, revealSecrets, answerTokens, kept }: CallParts,
): Outcome {
  if (!answer) throw new Error('nothing was sent');
  const { operation, system } = entry;
  const { principal } = request.caller;
  const made = new Set<string>();
  const seal: Minted = (value, path) => {
    const handle = handles.seal(value, { principal, system: system.id, tool: operation.name, path });
    made.add(handle);
    return handle;
  };
  const data = redact(operation, answer.data, secrets, revealSecrets ? undefined : seal);
  const { status, page } = answer;
  const notes = answer.notes?.map((note) => scrubText(note, secrets));
  const told = extent === 'count' ? undefined : fields;
  // On the command line nobody could read it afterwards.
  const keep = kept && request.caller.surface !== 'cli' ? (text: string) => kept.keep({ text, from: system.id, principal }) : undefined;
  return {
    kind: 'done',
    answer: shape(entry, { data, status, page, notes }, { fields: told, tokens: answerTokens, all: extent === 'all', handles: made, keep }),
  };
}

/** The end of the call in the audit. A write that is done stays done when the audit breaks now: it is said, not hidden. */
function noted(
  { id, trail, args, answer, exchange, request }: Pick<Passage, 'id' | 'trail' | 'args'> & Partial<Passage>,
  { log }: CallParts,
  outcome: Outcome,
): Outcome {
  try {
    trail.ended(args, outcome, { status: answer?.status, ...exchange });
    return outcome;
  } catch (thrown) {
    log.error({ err: thrown, call: id, request: request?.origin?.id }, 'the end of a call could not be written to the audit');
    return outcome.kind === 'preview' || outcome.kind === 'ask' ? { kind: 'failed', error: asStewardError(thrown) } : outcome;
  }
}

function fitToTell(error: StewardError, secrets: readonly string[]): StewardError {
  // It may quote a system, whose text can hide what a person does not see.
  const message = cleanText(scrubText(error.message, secrets));
  return message === error.message ? error : new StewardError(error.code, message, error.details);
}
