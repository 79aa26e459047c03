import { randomBytes } from 'node:crypto';
import { StewardError } from '../operation/index.ts';
import { sealerFor, type StateKey, type StateStore } from '../state/index.ts';
import { noticesFor, type Observer } from './observer.ts';
import { CONFIRMATION_TTL, confirmationSchema, HISTORY_TTL, type Confirmation } from './record.ts';

/** What a yes is bound to besides the operation's target. */
export interface Binding {
  readonly principal: string;
  readonly tool: string;
  /** The arguments as canonical text, secrets included; only a keyed digest of it is kept. */
  readonly args: string;
  /** The caller's own credential, where one came with the call: another one may do other things. */
  readonly credential?: string | undefined;
}

/** What a person is asked. */
export type Question = Pick<
  Confirmation,
  'tool' | 'title' | 'system' | 'because' | 'says' | 'undo' | 'args' | 'typed' | 'principal' | 'client'
>;

/** A person's decision on the page or in a terminal. */
export interface Decision {
  readonly approve: boolean;
  readonly approver: string;
  readonly channel: 'page' | 'terminal';
  readonly reason?: string | undefined;
  /** What was typed, where the worst class wants it. */
  readonly typed?: string | undefined;
}

/** Requests for a person's yes. Every method throws `confirmation_unavailable` when the store fails. */
export interface Confirmations {
  /** A pending request for exactly this, new or the one that is waiting already. */
  readonly ask: (binding: Binding, question: Question) => Promise<Confirmation>;
  /** The request that waits for, or was answered about, exactly this: the one that was asked or answered last, unless it is used. */
  readonly about: (binding: Binding) => Promise<Confirmation | undefined>;
  readonly get: (id: string) => Promise<Confirmation | undefined>;
  /** All that are kept, oldest first. */
  readonly list: () => Promise<readonly Confirmation[]>;
  /** Records a decision. Throws when the request is unknown, over, decided, or the typed name is wrong. */
  readonly decide: (id: string, decision: Decision) => Promise<Confirmation>;
  /** Remembers that the client answered no. */
  readonly declined: (id: string) => Promise<void>;
  /** Uses a yes up. Throws `confirmation_refused` when it is bound to something else, over, or used; otherwise true for one caller only. */
  readonly redeem: (id: string, binding: Binding, now: Pick<Question, 'says'>) => Promise<Confirmation>;
}

/** Confirmations kept in a store, digests made with a key. `now` in milliseconds. `observer` is told of every decision, and of requests that nobody answered. */
export function openConfirmations(store: StateStore, key: StateKey, now: () => number = Date.now, observer?: Observer): Confirmations {
  const notices = observer && noticesFor(observer, store, now);
  const sealer = sealerFor(key, 'confirmation');
  const digest = ({ principal, tool, args, credential }: Binding) => sealer.digest(JSON.stringify([principal, tool, args, credential]));
  const save = async (record: Confirmation): Promise<Confirmation> => {
    // One that nobody answers is kept longer than it can be answered, so that its end is seen.
    await guarded(() => store.put('confirmation', record.id, record, HISTORY_TTL));
    // Found by what it is about: the history of a day is too long to be read for each call.
    await guarded(() => store.put('newest', record.binding, { id: record.id }, CONFIRMATION_TTL));
    return record;
  };
  // Kept beside the record: a no of the client may come while a person answers, whose answer it must not overwrite.
  const withDeclined = async (record: Confirmation): Promise<Confirmation> => {
    if (record.status !== 'pending' || !(await guarded(() => store.get('declined', record.id)))) return record;
    return { ...record, declined: true };
  };
  const get = async (id: string) => {
    const record = parsed(await guarded(() => store.get('confirmation', id)));
    return record && withDeclined(record);
  };
  /** Of all who answer a request, on the page, in a terminal or in a form, exactly one is the first. */
  const isFirstToAnswer = (id: string) => guarded(() => store.spend(`decided-${id}`, HISTORY_TTL));
  /** A request whose form was accepted, as it may be used: a person may have answered it elsewhere meanwhile. */
  const acceptedInForm = async (record: Confirmation): Promise<Confirmation> => {
    if (record.status !== 'pending' || (await isFirstToAnswer(record.id))) return record;
    const answered = await get(record.id);
    if (answered?.status === 'approved') return answered;
    throw new StewardError(
      'confirmation_refused',
      answered?.status === 'denied' ? DENIED : 'Somebody answers that request elsewhere at this moment.',
    );
  };
  const list = async () => {
    const found = (await guarded(() => store.list('confirmation'))).flatMap((value) => parsed(value) ?? []);
    const records: Confirmation[] = [];
    for (const record of found) records.push(await withDeclined(record));
    await notices?.tellAll(records);
    return records;
  };
  const about = async (binding: Binding) => {
    const bound = await guarded(async () => digest(binding));
    const newest = await guarded(() => store.get('newest', bound));
    const record = newest && (await get(String(newest['id'])));
    if (record) await notices?.tell(record);
    notices?.look(get, list);
    return record?.binding === bound && !record.used && record.expires > now() ? record : undefined;
  };

  return {
    get,
    list,
    about,
    ask: async (binding, question) => {
      const waiting = await about(binding);
      if (waiting?.status === 'pending' && waiting.says === question.says) return waiting;
      const asked = now();
      const expires = asked + CONFIRMATION_TTL * 1000;
      const record = await save({ ...question, id: newId(), binding: digest(binding), asked, expires, status: 'pending' });
      notices?.watch(record);
      return record;
    },
    decide: async (id, { approve, approver, channel, reason, typed }) => {
      const record = await get(id);
      const fault = undecidable(record, now());
      if (fault !== undefined || !record) throw new StewardError('confirmation_refused', fault ?? GONE);
      if (approve && record.typed !== undefined && record.typed !== typed?.trim()) {
        throw new StewardError('confirmation_refused', `The name that was typed is not "${record.typed}".`);
      }
      if (!(await isFirstToAnswer(id))) throw new StewardError('confirmation_refused', 'That request is decided already.');
      const decided = await save({ ...record, status: approve ? 'approved' : 'denied', approver, channel, reason, decided: now() });
      await notices?.tell(decided);
      return decided;
    },
    declined: async (id) => {
      const record = await get(id);
      if (record?.status !== 'pending' || !(await guarded(() => store.add('declined', id, {}, HISTORY_TTL)))) return;
      await notices?.tell({ ...record, declined: true });
    },
    redeem: async (id, binding, { says }) => {
      const record = await get(id);
      if (!record || record.expires <= now()) throw new StewardError('confirmation_refused', GONE);
      if (record.binding !== digest(binding))
        throw new StewardError(
          'confirmation_refused',
          'That yes was given to another call: other arguments, another tool or another caller.',
        );
      // Whoever denied it elsewhere has the last word.
      if (record.status === 'denied') throw new StewardError('confirmation_refused', DENIED);
      if (record.says !== says)
        throw new StewardError('target_changed', `The target changed since it was shown. Then: ${record.says} Now: ${says}`);
      const agreed = await acceptedInForm(record);
      const first = await guarded(() => store.spend(id, CONFIRMATION_TTL * 2));
      if (!first) throw new StewardError('confirmation_refused', 'That yes was used already; each works once.');
      return save({ ...agreed, used: true, status: 'approved' });
    },
  };
}

const GONE = 'That request is over: nobody agreed within 10 minutes, or it never was.';

const DENIED = 'A person denied it.';

function undecidable(record: Confirmation | undefined, now: number): string | undefined {
  if (!record || record.expires <= now) return GONE;
  return record.status === 'pending' ? undefined : `That request is ${record.status} already.`;
}

/** Short enough to type, long enough not to be guessed within ten minutes: 60 bits. */
function newId(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789ACDEFGHJKLMNPQRSTUVWXYZ'.slice(0, 32);
  return [...randomBytes(12)].map((byte) => letters[byte % 32]).join('');
}

function parsed(value: unknown): Confirmation | undefined {
  const result = confirmationSchema.safeParse(value);
  return result.success ? result.data : undefined;
}

async function guarded<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (thrown) {
    throw new StewardError('confirmation_unavailable', 'Confirmations cannot be kept at the moment.', { cause: thrown });
  }
}
