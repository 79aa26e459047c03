import type { Kind } from './vendor.ts';

/** How often a system must have something: what the clients were told decides. */
export type Fate = 'once' | 'at most once' | 'never';

/** One thing that a client tried to make, under a name that nothing else has. */
export interface Entry {
  readonly kind: Kind;
  readonly name: string;
  fate: Fate;
  /** The system's id of it, where it was told. */
  id: string | undefined;
  /** A call about it is under way, or it is being compared. */
  busy: boolean;
}

/** What clients were told of their writes, compared with what the systems have. */
export interface Ledger {
  /** A new name, with a call under way. */
  readonly begin: (kind: Kind) => Entry;
  /** Something that is there and that nobody is busy with; the one who gets it is. */
  readonly take: (random: () => number) => Entry | undefined;
  /** Compares everything that nobody is busy with, clears it away, and forgets all but the names. */
  readonly compare: () => Promise<void>;
  /** How many names were compared. */
  readonly compared: () => number;
  /** Writes that are not there, were made twice, or that nobody was told of. */
  readonly faults: () => readonly string[];
  /** How many names were not compared yet. */
  readonly open: () => number;
}

/** A ledger whose names begin with a prefix. */
export function openLedger(prefix: string, kinds: readonly Kind[]): Ledger {
  const entries = new Map<string, Entry>();
  /** Names that were compared: how often they may exist, and how often they were seen. A write may come late. */
  const closed = new Map<string, { readonly fate: Fate; seen: number }>();
  const faults: string[] = [];
  let last = 0;

  const judge = ({ noun }: Kind, name: string, { fate, seen }: { readonly fate: Fate; readonly seen: number }, first: boolean) => {
    const isRight = fate === 'once' ? seen === 1 : fate === 'never' ? seen === 0 : seen <= 1;
    if (!isRight) faults.push(`${noun} ${name}: ${fate}, and the system has had it ${seen} times${first ? '' : ', seen later'}`);
  };

  const compareKind = async (kind: Kind) => {
    const mine = [...entries.values()].filter((entry) => entry.kind === kind && !entry.busy);
    for (const entry of mine) entry.busy = true;
    const found = new Map<string, string[]>();
    for (const { id, name } of await kind.list()) if (name.startsWith(prefix)) found.set(name, [...(found.get(name) ?? []), id]);
    for (const { name, fate } of mine) {
      const known = { fate, seen: found.get(name)?.length ?? 0 };
      judge(kind, name, known, true);
      entries.delete(name);
      closed.set(name, known);
      for (const id of found.get(name) ?? []) await kind.drop(id);
      found.delete(name);
    }
    // What is left is under way still, or came after it was compared.
    for (const [name, late] of found) {
      if (entries.has(name)) continue;
      const known = closed.get(name);
      if (!known) faults.push(`${kind.noun} ${name}: nobody made it`);
      else judge(kind, name, Object.assign(known, { seen: known.seen + late.length }), false);
      for (const id of late) await kind.drop(id);
    }
  };

  return {
    begin: (kind) => {
      last += 1;
      const entry: Entry = { kind, name: `${prefix}${last}`, fate: 'at most once', id: undefined, busy: true };
      entries.set(entry.name, entry);
      return entry;
    },
    take: (random) => {
      const free = [...entries.values()].filter(({ busy, fate, id }) => !busy && fate === 'once' && id !== undefined);
      const entry = free[Math.floor(random() * free.length)];
      if (entry) entry.busy = true;
      return entry;
    },
    compare: async () => {
      for (const kind of kinds) await compareKind(kind);
    },
    compared: () => closed.size,
    faults: () => faults,
    open: () => entries.size,
  };
}
