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
}

/** Notices for an observer; `now` in milliseconds. A store that fails only delays them. */
export function noticesFor(observer: Observer, store: StateStore, now: () => number): Notices {
  /** Events that were told, each with the id of its record. */
  const told = new Map<string, string>();
  const tell = async (record: Confirmation) => {
    for (const event of eventsOf(record, now())) {
      const id = `noted-${record.id}-${event}`;
      if (told.has(id) || !observer.ready()) continue;
      told.set(id, record.id);
      try {
        if (await store.spend(id, HISTORY_TTL * 2)) observer.saw(event, record);
      } catch {
        told.delete(id);
      }
    }
  };
  return {
    tell,
    tellAll: async (records) => {
      const kept = new Set(records.map(({ id }) => id));
      for (const [event, id] of told) if (!kept.has(id)) told.delete(event);
      for (const record of records) await tell(record);
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
