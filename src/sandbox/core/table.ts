/** Rows kept in insertion order, found by one key. */
export interface Table<T extends object> {
  readonly all: () => readonly T[];
  readonly get: (key: string | number) => T | undefined;
  readonly where: (test: (row: T) => boolean) => readonly T[];
  readonly find: (test: (row: T) => boolean) => T | undefined;
  readonly insert: (row: T) => T;
  /** Merges into an existing row and answers the new one. */
  readonly patch: (key: string | number, change: Partial<T>) => T | undefined;
  readonly remove: (key: string | number) => boolean;
  /** Removes all matching rows and answers how many went. */
  readonly removeWhere: (test: (row: T) => boolean) => number;
}

/** An in-memory table; `key` reads a row's key. */
export function table<T extends object>(key: (row: T) => string | number, rows: readonly T[] = []): Table<T> {
  const map = new Map(rows.map((row) => [String(key(row)), row]));
  const where = (test: (row: T) => boolean) => [...map.values()].filter(test);
  return {
    all: () => [...map.values()],
    get: (id) => map.get(String(id)),
    where,
    find: (test) => where(test)[0],
    insert: (row) => {
      map.set(String(key(row)), row);
      return row;
    },
    patch: (id, change) => {
      const old = map.get(String(id));
      if (!old) return undefined;
      const next = { ...old, ...change };
      map.set(String(id), next);
      return next;
    },
    remove: (id) => map.delete(String(id)),
    removeWhere: (test) => {
      const gone = where(test);
      for (const row of gone) map.delete(String(key(row)));
      return gone.length;
    },
  };
}
