import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { callerFor, openRepeats, type Caller, type CallParts, type CallRequest, type Outcome } from '../../src/call/index.ts';
import { catalogOf, visibleUnder } from '../../src/catalog/index.ts';
import type { StateStore } from '../../src/state/index.ts';
import { newKey } from '../../src/state/key.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { lightdashAdapter } from '../../src/vendor/index.ts';
import { clockAt, type Clock } from '../state/stores.ts';
import { closing, httpServer } from '../vendor/edges.ts';
import { madeUp } from './made-up.ts';
import { alone, TOKEN } from './steward.ts';

/** Longest call of these replicas, in milliseconds. */
export const LONGEST = 180_000;

/** A system that counts what it is asked to change, and answers when it is let. */
export interface SlowSystem {
  readonly url: string;
  /** Method and path of everything but reads, in the order of arrival. */
  readonly writes: readonly string[];
  /** The write of this number, counted from 1, as soon as it is there. */
  readonly write: (nth: number) => Promise<IncomingMessage>;
  /** From now on writes wait for `answer`. */
  readonly hold: () => void;
  /** Answers everything that waits, and whatever comes, at once. */
  readonly answer: () => void;
  /** What the next writes are answered with; by default the number of the write. */
  says: (nth: number) => { readonly status: number; readonly body: unknown };
}

/** Opens such a system, closed after the test. */
export async function slowSystem(): Promise<SlowSystem> {
  const writes: string[] = [];
  const requests: IncomingMessage[] = [];
  const events = new EventEmitter();
  let held: Promise<unknown> | undefined;
  const url = await httpServer(async (request, response) => {
    const isWrite = request.method !== 'GET';
    if (isWrite) {
      writes.push(`${request.method} ${request.url}`);
      requests.push(request);
      events.emit('write');
    }
    const { status, body } = isWrite ? system.says(writes.length) : { status: 200, body: { status: 'ok', results: { name: 'Blue' } } };
    if (isWrite) await held;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const system: SlowSystem = {
    url,
    writes,
    write: async (nth) => {
      for (;;) {
        const request = requests[nth - 1];
        if (request) return request;
        await once(events, 'write');
      }
    },
    hold: () => void (held = once(events, 'answer')),
    answer: () => {
      held = undefined;
      events.emit('answer');
    },
    says: (nth) => ({ status: 200, body: { status: 'ok', results: { nth } } }),
  };
  return system;
}

/** One process of several, as far as calls go. */
export type Replica = (tool: string, args: unknown, more?: Partial<Omit<CallRequest, 'caller'>> & Partial<Caller>) => Promise<Outcome>;

/** What replicas share. */
export interface Shared {
  readonly system: SlowSystem;
  readonly store?: StateStore;
  readonly clock?: Clock;
  readonly replicated?: boolean;
  readonly parts?: Partial<CallParts>;
}

/** As many processes as wanted in front of one system, with one store and one state key. */
export function replicasOf(
  count: number,
  { system, clock = clockAt(), store = memoryStore(clock.now), replicated = true, parts }: Shared,
): readonly Replica[] {
  const catalog = catalogOf([madeUp]);
  const visible = visibleUnder(catalog, { configured: new Set(['lightdash']), readOnly: false });
  const key = newKey();
  const common = { ...alone(), ...parts };
  return Array.from({ length: count }, () => {
    const call = callerFor({
      ...common,
      catalog,
      visible,
      adapters: new Map([['lightdash', closing(lightdashAdapter({ url: system.url, token: TOKEN }))]]),
      ownAdapter: (_system, credential) => closing(lightdashAdapter({ url: system.url, token: credential })),
      repeats: openRepeats({ store, key, replicated }, LONGEST, clock.now),
    });
    return (tool, args, { principal = 'local', surface = 'http', credentials, ...more } = {}) =>
      call({ tool, args, ...more, caller: { principal, surface, credentials } });
  });
}

/** A call that must not be made twice, without a key and with one. */
export const ACCOUNT = { email: 'ada@example.com', password: 'correct horse' };
export const KEYED = { ...ACCOUNT, idempotencyKey: 'row-17' };

/** Makes such a call. */
export const create = (replica: Replica | undefined, args: unknown = KEYED, more = {}) => {
  if (!replica) throw new Error('no such replica');
  return replica('lightdash_add_account', args, more);
};

/** Such a system, and processes in front of it. */
export async function opened(count: number, shared: Omit<Shared, 'system'> = {}) {
  const system = await slowSystem();
  return { system, replicas: replicasOf(count, { system, ...shared }) };
}
