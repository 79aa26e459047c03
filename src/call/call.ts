import { randomUUID } from 'node:crypto';
import type { Audit } from '../audit/index.ts';
import type { Catalog, Entry, Visible } from '../catalog/index.ts';
import type { Logger } from '../log/index.ts';
import { asStewardError, checkInput, StewardError, type Arguments, type SystemId } from '../operation/index.ts';
import { buildRequest, type Adapter, type Answer } from '../vendor/index.ts';
import { auditTrail, type Trail } from './trail.ts';
import { confirm, type ConfirmParts } from './confirm.ts';
import type { CallRequest, Outcome } from './outcome.ts';
import { redact, refuseHidden, scrubText, secretsIn, type Minted } from './redact.ts';
import type { Handles } from './seal.ts';
import { shape } from './shape.ts';
import { unseal } from './unseal.ts';

/** What the pipeline works with; put together once, at the start. */
export interface CallParts extends ConfirmParts {
  readonly catalog: Catalog;
  readonly visible: Visible;
  readonly adapters: ReadonlyMap<SystemId, Adapter>;
  readonly audit: Audit;
  readonly log: Logger;
  readonly handles: Handles;
  /** Minted values are told as they are, not as handles. */
  readonly revealSecrets: boolean;
  readonly answerTokens: number;
}

/** Runs one tool call. Never throws; everything that leaves is redacted and shaped. */
export type RunCall = (request: CallRequest) => Promise<Outcome>;

/** One call on its way: each step adds what the next ones need, or ends the call. */
export interface Passage {
  readonly request: CallRequest;
  readonly id: string;
  readonly entry: Entry;
  readonly adapter: Adapter;
  readonly trail: Trail;
  args: Arguments;
  fields: readonly string[] | undefined;
  confirmed: boolean;
  secrets: readonly string[];
  answer: Answer | undefined;
  /** What was read before asking. */
  before: Readonly<Record<string, unknown>>;
}

type Step = (passage: Passage, parts: CallParts) => Promise<Outcome | undefined> | Outcome | undefined;

/** The order is the safety argument: nothing is sent before all that may refuse has agreed. */
const STEPS: readonly Step[] = [validate, confirm, record, send, hide];

/** The pipeline for a set of parts. */
export function callerFor(parts: CallParts): RunCall {
  return async (request) => {
    const id = randomUUID();
    const entry = parts.catalog.byName.get(request.tool);
    if (!entry) return { kind: 'refused', error: new StewardError('unknown_tool', 'There is no tool of that name.') };
    const trail = auditTrail(parts.audit, id, request.caller, entry);
    const adapter = offered(entry, parts);
    if (adapter instanceof StewardError) return noted({ id, trail, args: {} }, parts, { kind: 'refused', error: adapter });
    const passage: Passage = {
      request,
      id,
      entry,
      adapter,
      trail,
      args: {},
      fields: undefined,
      confirmed: false,
      secrets: [],
      answer: undefined,
      before: {},
    };
    const outcome = await through(passage, parts);
    return noted(passage, parts, outcome);
  };
}

function offered({ operation: { name }, system }: Entry, { visible, adapters }: CallParts): Adapter | StewardError {
  if (visible.byName.has(name))
    return adapters.get(system.id) ?? new StewardError('not_configured', `${system.title} has no credentials here.`);
  return new StewardError('not_allowed', `${name} is not offered here: ${visible.hidden.get(name) ?? 'the policy leaves it out'}.`);
}

async function through(passage: Passage, parts: CallParts): Promise<Outcome> {
  try {
    for (const step of STEPS) {
      const outcome = await step(passage, parts);
      if (outcome) return outcome;
    }
    throw new Error('the pipeline ended without an outcome');
  } catch (thrown) {
    const error = asStewardError(thrown);
    if (error.code === 'internal')
      parts.log.error({ err: error.details.cause, call: passage.id, tool: passage.request.tool }, 'a call failed inside');
    return { kind: 'failed', error: withoutEcho(error, passage.secrets) };
  }
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
  const { fields, confirm: confirmed, ...args } = checked.args;
  passage.secrets = secretsIn(operation, args, unsealed.opened);
  refuseHidden(args);
  buildRequest(operation, args);
  passage.adapter.check?.(operation, args);
  passage.args = args;
  passage.fields = Array.isArray(fields) && fields.length > 0 ? fields.map(String) : undefined;
  passage.confirmed = confirmed === true;
}

/** What changes anything is in the audit before it is sent, and what it replaces is kept: if that cannot be written, it does not happen. */
function record({ entry: { operation }, trail, args, before }: Passage, { handles, revealSecrets }: CallParts): undefined {
  // What cannot be sealed afterwards would be minted and lost.
  if (operation.mints.length > 0 && operation.effect !== 'read' && !revealSecrets) handles.ready();
  trail.started(args, before);
}

async function send(passage: Passage): Promise<undefined> {
  const { adapter, entry, args, request } = passage;
  passage.answer = await adapter.call(entry.operation, args, { signal: request.signal });
}

/** What was minted leaves as a handle that only this caller can use, and only in this system. */
function hide({ entry, request, answer, secrets, fields }: Passage, { handles, revealSecrets, answerTokens }: CallParts): Outcome {
  if (!answer) throw new Error('nothing was sent');
  const { operation, system } = entry;
  const { principal } = request.caller;
  const seal: Minted = (value, path) => handles.seal(value, { principal, system: system.id, tool: operation.name, path });
  const data = redact(operation, answer.data, secrets, revealSecrets ? undefined : seal);
  const notes = answer.notes?.map((note) => scrubText(note, secrets));
  return { kind: 'done', answer: shape(entry, { ...answer, data, notes }, { fields, tokens: answerTokens }) };
}

/** The end of the call in the audit. A write that is done stays done when the audit breaks now: it is said, not hidden. */
function noted(
  { id, trail, args, answer }: Pick<Passage, 'id' | 'trail' | 'args'> & Partial<Passage>,
  { log }: CallParts,
  outcome: Outcome,
): Outcome {
  try {
    trail.ended(args, outcome, answer);
    return outcome;
  } catch (thrown) {
    log.error({ err: thrown, call: id }, 'the end of a call could not be written to the audit');
    return outcome.kind === 'preview' ? { kind: 'failed', error: asStewardError(thrown) } : outcome;
  }
}

function withoutEcho(error: StewardError, secrets: readonly string[]): StewardError {
  const message = scrubText(error.message, secrets);
  return message === error.message ? error : new StewardError(error.code, message, error.details);
}
