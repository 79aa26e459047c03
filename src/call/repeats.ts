import * as z from 'zod';
import { StewardError } from '../operation/index.ts';
import { newKey, sealerFor, type State } from '../state/index.ts';
import { keptOutcome, type KeptOutcome } from './kept-outcome.ts';

/** How long an idempotency key stands for the call that carried it first, and how long such a mark lasts at most, in seconds. */
export const REPEAT_TTL = 10 * 60;

/** A writing call, as far as a repetition of it must be the same. */
export interface SameCall {
  readonly principal: string;
  readonly tool: string;
  /** The arguments as canonical text, secrets included; only a keyed digest of it is kept. */
  readonly args: string;
  /** The caller's own credential, where one came with the call. */
  readonly credential: string | undefined;
}

/** A call under a key: where its record is, and what else it must agree in. */
export interface Keyed {
  readonly id: string;
  readonly digest: string;
}

/** What is known of a key: `started` without an outcome while the call runs, and when its process ended in the midst. */
export interface Known {
  readonly digest: string;
  /** Id of the call that carried the key first. */
  readonly call: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly outcome?: KeptOutcome | undefined;
}

/** What keeps a write from happening twice. Methods that need the store throw `idempotency_unavailable` when it fails. */
export interface Repeats {
  readonly keyed: (call: SameCall, key: string) => Keyed;
  /** The end of the call that has the key in this process now; undefined where none has. */
  readonly running: (keyed: Keyed) => Promise<void> | undefined;
  /** Says that a call has the key now. The answer ends that. */
  readonly enter: (keyed: Keyed) => () => void;
  readonly find: (keyed: Keyed) => Promise<Known | undefined>;
  /** True for exactly one call under a key, in whichever process; right before it may have an effect. */
  readonly claim: (keyed: Keyed, call: string) => Promise<boolean>;
  readonly keep: (keyed: Keyed, call: string, outcome: KeptOutcome) => Promise<void>;
  /** Forgets a claim under which nothing happened. */
  readonly free: (keyed: Keyed) => Promise<void>;
  /** Whether a call may still be running that has not told its outcome. */
  readonly mayRun: (known: Known) => boolean;
  /** Marks a call without a key as under way; undefined where the same one is. The answer ends that, or leaves the mark where nobody heard how it ended. */
  readonly alone: (call: SameCall) => Promise<((heard: boolean) => Promise<void>) | undefined>;
}

const contents = z.object({
  digest: z.string(),
  call: z.string(),
  started: z.number(),
  until: z.number(),
  outcome: keptOutcome.optional(),
});

/**
 * Opens what is kept of calls, sealed, in the store. `longest` is how long one may take, and `now` the time, in milliseconds.
 * Marks of calls without a key are shared only between replicas, and kept in this process where the store fails:
 * who gives no key was promised nothing.
 */
export function openRepeats(
  { store, key, replicated }: Pick<State, 'store' | 'key' | 'replicated'>,
  longest: number,
  now: () => number = Date.now,
): Repeats {
  const sealer = sealerFor(key, 'idempotency');
  // Of marks that stay in this process no other one needs the digest: nothing is written because of them, not even a key.
  const marker = replicated ? sealer : sealerFor(newKey(), 'idempotency');
  const entered = new Map<string, Promise<void>>();
  const marks = new Map<string, number>();
  const sealed = (id: string, known: Known) => ({
    sealed: sealer.seal(JSON.stringify({ ...known, until: now() + REPEAT_TTL * 1000 }), id),
  });

  return {
    keyed: ({ principal, tool, args, credential }, given) => ({
      id: sealer.digest(JSON.stringify(['key', principal, tool, given])),
      digest: sealer.digest(JSON.stringify(['call', args, credential])),
    }),
    running: ({ id }) => entered.get(id),
    enter: ({ id }) => {
      let over: (() => void) | undefined;
      entered.set(id, new Promise((resolve) => (over = resolve)));
      return () => {
        entered.delete(id);
        over?.();
      };
    },
    find: async ({ id }) => {
      const record = await guarded(() => store.get('outcome', id));
      if (record === undefined) return undefined;
      const known = contents.safeParse(parsed(sealer.open(String(record['sealed']), id)));
      // It may say that the call was done: to run it again is as wrong as to believe it.
      if (!known.success || known.data.until <= now())
        throw new StewardError('idempotency_unavailable', 'What was done under this idempotency key cannot be read.');
      return known.data;
    },
    claim: ({ id, digest }, call) => guarded(() => store.add('outcome', id, sealed(id, { digest, call, started: now() }), REPEAT_TTL)),
    keep: ({ id, digest }, call, outcome) =>
      guarded(() => store.put('outcome', id, sealed(id, { digest, call, started: now(), outcome }), REPEAT_TTL)),
    free: ({ id }) => guarded(() => store.drop('outcome', id)),
    mayRun: ({ started }) => now() - started < longest,
    alone: async ({ principal, tool, args, credential }) => {
      const id = marker.digest(JSON.stringify(['alone', principal, tool, args, credential]));
      for (const [mark, until] of marks) if (until <= now()) marks.delete(mark);
      if (marks.has(id)) return undefined;
      marks.set(id, now() + REPEAT_TTL * 1000);
      const isFirst = !replicated || (await store.add('underway', id, {}, REPEAT_TTL).catch(() => true));
      if (!isFirst) marks.delete(id);
      const end = async (heard: boolean) => {
        if (!heard) return;
        marks.delete(id);
        if (replicated) await store.drop('underway', id).catch(() => undefined);
      };
      return isFirst ? end : undefined;
    },
  };
}

async function guarded<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (thrown) {
    throw new StewardError('idempotency_unavailable', 'What is done under idempotency keys cannot be kept at the moment.', {
      cause: thrown,
    });
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
