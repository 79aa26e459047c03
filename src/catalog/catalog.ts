import type { Operation, System } from '../operation/index.ts';

/** An operation with its place: the system and the documented group it belongs to. */
export interface Entry {
  readonly operation: Operation;
  readonly system: System;
  readonly group: string;
}

/** All operations, frozen and indexed by tool name. */
export interface Catalog {
  readonly entries: readonly Entry[];
  readonly byName: ReadonlyMap<string, Entry>;
}

/** Indexes systems. Throws when two operations share a name or one lacks its system's prefix: a fault in `tools/`. */
export function catalogOf(systems: readonly System[]): Catalog {
  const entries = systems.flatMap((system) =>
    system.groups.flatMap((group) => group.operations.map((operation) => Object.freeze({ operation, system, group: group.title }))),
  );
  const byName = new Map<string, Entry>();
  for (const entry of entries) {
    const { name } = entry.operation;
    if (byName.has(name)) throw new Error(`two operations are called ${name}`);
    if (!name.startsWith(entry.system.prefix)) throw new Error(`${name} does not begin with ${entry.system.prefix}`);
    byName.set(name, entry);
  }
  return Object.freeze({ entries: Object.freeze(entries), byName });
}
