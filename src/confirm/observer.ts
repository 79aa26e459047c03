import type { StateStore } from '../state/index.ts';
import { HISTORY_TTL, type Confirmation } from './record.ts';

/** What became of a request besides being used: said on the page or in a terminal, in the client, or by nobody in time. */
export type Decided = 'approved' | 'denied' | 'declined' | 'expired';

/** Who writes down what was decided. */
export interface Observer {
  /** Whether it can take something now; where not, another process or a later look tells it. */
  readonly ready: () => boolean;
  readonly saw: (event: Decided, record: Confirmation) => void;
}

/** Tells an observer of each event once, also where several processes share the store. */
export interface Notices {
  readonly tell: (record: Confirmation) => Promise<void>;
  /** Looks through all records; decisions of other processes and requests that nobody answered are found here. */
  readonly tellAll: (records: readonly Confirmation[]) => Promise<void>;
  /** Remembers a request until its end is told. */
  readonly watch: (record: Confirmation) => void;
  /**
   * At most once a minute, and nobody waits for it: looks at the requests that are remembered. The first time at all that are
   * kept: a process that ended may have left some.
   */
  readonly look: (get: (id: string) => Promise<Confirmation | undefined>, all: () => Promise<unknown>) => void;
}

/** How often requests are looked at, in milliseconds. */
const LOOK_EVERY = 60_000;

/** Notices for an observer; `now` in milliseconds. A store that fails only delays them. */
export function noticesFor(observer: Observer, store: StateStore, now: () => number): Notices {
  /** When each is over, by id. */
  const watched = new Map<string, number>();
  let looked: number | undefined;
  const tell = async (record: Confirmation) => {
    for (const event of eventsOf(record, now())) {
      if (!observer.ready()) return;
      try {
        if (await store.spend(`noted-${record.id}-${event}`, HISTORY_TTL * 2)) observer.saw(event, record);
      } catch {
        // The next look finds it.
      }
    }
  };
  const lookAtWatched = async (get: (id: string) => Promise<Confirmation | undefined>) => {
    for (const [id, expires] of watched) {
      const isOver = expires <= now();
      const record = await get(id);
      if (record) await tell(record);
      if ((isOver && observer.ready()) || record?.used) watched.delete(id);
    }
  };
  return {
    tell,
    tellAll: async (records) => {
      for (const record of records) await tell(record);
    },
    watch: ({ id, expires }) => void watched.set(id, expires),
    look: (get, all) => {
      if (looked !== undefined && now() - looked < LOOK_EVERY) return;
      const isFirst = looked === undefined;
      looked = now();
      (isFirst ? all() : lookAtWatched(get)).catch(() => undefined);
    },
  };
}

function eventsOf({ status, declined, decided, used, expires }: Confirmation, now: number): Decided[] {
  const events: Decided[] = declined ? ['declined'] : [];
  // A yes in the client is not a decision of its own: the call that carries it is in the audit.
  if (decided !== undefined && status !== 'pending') events.push(status);
  if (status !== 'denied' && !used && expires <= now) events.push('expired');
  return events;
}
