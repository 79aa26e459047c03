import {
  toldSchema,
  type ListedSystem,
  type Operation,
  type Plain,
  type System,
  type SystemFacts,
  type SystemId,
  type ToldSchema,
} from '../operation/index.ts';

/** An operation with its place: the system and the documented group it belongs to. Enough to list it, to search it, and to judge who may call it. */
export interface Entry {
  readonly operation: Plain;
  readonly system: SystemFacts;
  readonly group: string;
  /** What clients are told of its arguments. */
  readonly inputSchema: ToldSchema;
  /** The same with all that a call needs. Loaded when first asked for. */
  readonly load: () => Promise<WholeEntry>;
}

/** An entry whose operation has its schemas, checks and previews. */
export interface WholeEntry extends Entry {
  readonly operation: Operation;
}

/** All operations, frozen and indexed by tool name. */
export interface Catalog<E extends Entry = Entry> {
  readonly entries: readonly E[];
  readonly byName: ReadonlyMap<string, E>;
}

/** Indexes systems. Throws when two operations share a name or one lacks its system's prefix: a fault in `tools/`. */
export function catalogOf(systems: readonly System[]): Catalog<WholeEntry> {
  return indexed(entriesOf(systems, wholeEntry));
}

/** Indexes systems as the build wrote them down. `load` yields the whole of one, once. */
export function listedCatalog(systems: readonly ListedSystem[], load: (id: SystemId) => Promise<System>): Catalog {
  const wholes = new Map<SystemId, Promise<Catalog<WholeEntry>>>();
  const whole = async (id: SystemId, name: string): Promise<WholeEntry> => {
    const loading = wholes.get(id) ?? load(id).then((system) => catalogOf([system]));
    wholes.set(id, loading);
    const entry = (await loading).byName.get(name);
    if (!entry) throw new Error(`the build wrote down ${name}, which is no operation of ${id}: build again`);
    return entry;
  };
  return indexed(
    entriesOf(systems, (operation, system, group) => {
      let known: Promise<WholeEntry> | undefined;
      const { name, inputSchema } = operation;
      return Object.freeze({ operation, system, group, inputSchema, load: () => (known ??= whole(system.id, name)) });
    }),
  );
}

function wholeEntry(operation: Operation, system: SystemFacts, group: string): WholeEntry {
  const entry: WholeEntry = Object.freeze({
    operation,
    system,
    group,
    get inputSchema() {
      return toldSchema(operation);
    },
    load: async () => entry,
  });
  return entry;
}

interface Grouped<O> extends SystemFacts {
  readonly groups: readonly { readonly title: string; readonly operations: readonly O[] }[];
}

function entriesOf<O, E>(systems: readonly Grouped<O>[], entry: (operation: O, system: SystemFacts, group: string) => E): readonly E[] {
  return systems.flatMap((system) => system.groups.flatMap(({ title, operations }) => operations.map((one) => entry(one, system, title))));
}

function indexed<E extends Entry>(entries: readonly E[]): Catalog<E> {
  const byName = new Map<string, E>();
  for (const entry of entries) {
    const { name } = entry.operation;
    if (byName.has(name)) throw new Error(`two operations are called ${name}`);
    if (!name.startsWith(entry.system.prefix)) throw new Error(`${name} does not begin with ${entry.system.prefix}`);
    byName.set(name, entry);
  }
  return Object.freeze({ entries: Object.freeze(entries), byName });
}
