/** What the clients of one server saw. */
export interface Tally {
  /** Calls that were answered, by how they ended: `done`, `preview`, `ask`, or the code of an error. */
  readonly calls: Map<string, number>;
  /** The same of writes that were told as done, the first time and again. */
  writesDone: number;
  /** Requests that were turned away, by HTTP status. */
  readonly refused: Map<string, number>;
  /** Calls whose answer the client did not wait for. */
  abandoned: number;
  /** Acts of the load, by name. */
  readonly acts: Map<string, number>;
  /** What no client should have seen. */
  readonly wrong: string[];
}

/** Nothing was seen yet. */
export function openTally(): Tally {
  return { calls: new Map(), writesDone: 0, refused: new Map(), abandoned: 0, acts: new Map(), wrong: [] };
}

/** Counts one more. */
export function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** The sum of all counts. */
export function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, one) => sum + one, 0);
}
