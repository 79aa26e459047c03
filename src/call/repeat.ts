import { StewardError } from '../operation/index.ts';
import type { CallParts, Passage } from './call.ts';
import { canonical } from './canonical.ts';
import { outcomeToKeep, toldAgain } from './kept-outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Keyed, Known, SameCall } from './repeats.ts';

/** What a call holds that must not happen twice: each is let go when the call ends. */
export interface Hold {
  readonly keyed?: Keyed | undefined;
  /** Lets the next call with the key of this one go on. */
  readonly leave?: (() => void) | undefined;
  /** The key stands for this call now. */
  claimed?: boolean;
  /** Ends the mark of a call without a key. */
  unmark?: ((heard: boolean) => Promise<void>) | undefined;
}

/** Visible ASCII: what a header could carry as well. */
const KEY = /^[\x21-\x7e]{1,128}$/;

/** The key of a call: from its arguments or beside them, where reads have none. Throws `invalid_arguments`. */
export function keyIn(argument: unknown, beside: unknown): string | undefined {
  if (argument === undefined && beside === undefined) return undefined;
  const given = [argument, beside].filter((key) => key !== undefined);
  const [key] = given;
  if (typeof key === 'string' && KEY.test(key) && given.every((other) => other === key)) return key;
  const what = given.length > 1 ? 'is given twice, and not the same' : 'must be 1 to 128 visible ASCII characters without spaces';
  throw new StewardError('invalid_arguments', `idempotencyKey: ${what}.`, { field: 'idempotencyKey' });
}

/** Answers a call whose key stands for an earlier one with what became of that: before anybody is asked, because nothing is done. */
export function recall(passage: Passage, parts: CallParts): Promise<Outcome | undefined> | undefined {
  const { entry, key } = passage;
  return key === undefined || entry.operation.effect === 'read' ? undefined : recalled(passage, key, parts);
}

async function recalled(passage: Passage, key: string, { repeats }: CallParts): Promise<Outcome | undefined> {
  const { request } = passage;
  const keyed = repeats.keyed(sameCall(passage), key);
  for (let end = repeats.running(keyed); end; end = repeats.running(keyed)) await orCancelled(end, request.signal);
  passage.hold = { keyed, leave: repeats.enter(keyed) };
  const known = await repeats.find(keyed);
  return known && outcomeOf(passage, keyed, known, repeats.mayRun(known));
}

/** The last moment at which a call can be found to be one that was made already. What comes after it may have an effect. */
export function claim(passage: Passage, parts: CallParts): Promise<Outcome | undefined> | undefined {
  return passage.entry.operation.effect === 'read' ? undefined : claimed(passage, parts);
}

async function claimed(passage: Passage, { repeats }: CallParts): Promise<Outcome | undefined> {
  const { entry, hold, id } = passage;
  const { idempotent, name } = entry.operation;
  if (hold.keyed) {
    // Once it is sent a cancellation no longer ends it.
    if (passage.request.signal?.aborted) throw new StewardError('cancelled', 'The call was cancelled before anything was sent.');
    hold.claimed = await repeats.claim(hold.keyed, id);
    if (hold.claimed) return undefined;
    const known = await repeats.find(hold.keyed);
    if (known) return outcomeOf(passage, hold.keyed, known, repeats.mayRun(known));
    throw new StewardError('still_running', 'A call with this idempotency key is under way in another process.');
  }
  if (idempotent) return undefined;
  hold.unmark = await repeats.alone(sameCall(passage));
  if (hold.unmark) return undefined;
  throw new StewardError(
    'duplicate_call',
    `The same call of ${name}, with the same arguments, is under way, or was broken off within 10 minutes and nobody heard how it ended.`,
  );
}

/** After the call: keeps its outcome under its key, and lets others go on. */
export async function letGo({ hold, sent, id, request }: Passage, { repeats, log }: CallParts, outcome: Outcome): Promise<void> {
  const { keyed, claimed, unmark, leave } = hold;
  try {
    if (keyed && claimed) {
      const kept = sent ? outcomeToKeep(outcome) : undefined;
      await (kept ? repeats.keep(keyed, id, kept) : repeats.free(keyed));
    }
    const isUnknown = outcome.kind === 'failed' && outcome.error.code === 'outcome_unknown';
    await unmark?.(!(isUnknown && request.signal?.aborted));
  } catch (thrown) {
    // Whoever repeats it is told that the outcome is not known.
    log.error({ err: thrown, call: id }, 'the outcome of a call could not be kept under its idempotency key');
  } finally {
    leave?.();
  }
}

function outcomeOf({ entry }: Passage, { digest }: Keyed, { digest: first, outcome, call }: Known, mayRun: boolean): Outcome {
  if (first !== digest) {
    const message = 'idempotencyKey: was used with other arguments within 10 minutes; a new call wants a key of its own.';
    throw new StewardError('invalid_arguments', message, { field: 'idempotencyKey' });
  }
  if (outcome) return toldAgain(entry, outcome, call);
  throw mayRun
    ? new StewardError('still_running', 'The call with this idempotency key is under way in another process.')
    : new StewardError('outcome_unknown', 'The call with this idempotency key began, and ended without a word.');
}

function sameCall({ request, entry, args }: Passage): SameCall {
  const { principal, credentials } = request.caller;
  return { principal, tool: entry.operation.name, args: canonical(args), credential: credentials?.get(entry.system.id) };
}

async function orCancelled(end: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return end;
  const cancelled = () => new StewardError('cancelled', 'The call was cancelled while it waited for one with the same key.');
  if (signal.aborted) throw cancelled();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', (stop = () => reject(cancelled())), { once: true }));
  try {
    await Promise.race([end, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
