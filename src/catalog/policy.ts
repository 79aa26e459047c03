import { asks } from '../operation/index.ts';
import type { Catalog, Entry } from './catalog.ts';

/** What narrows the catalogue. An absent list narrows nothing. */
export interface Policy {
  /** Systems whose credentials are set. */
  readonly configured: ReadonlySet<string>;
  readonly readOnly: boolean;
  readonly systems?: readonly string[] | undefined;
  /** `lightdash:User Groups`. */
  readonly groups?: readonly string[] | undefined;
  /** Tool names, `*` for anything. */
  readonly allow?: readonly string[] | undefined;
  readonly deny?: readonly string[] | undefined;
}

/** Why an operation is not offered, in words for the person who runs the server. */
export type Hidden = ReadonlyMap<string, string>;

/** What is offered under a policy, in listing order, and why the rest is not. */
export interface Visible {
  readonly entries: readonly Entry[];
  readonly byName: ReadonlyMap<string, Entry>;
  readonly hidden: Hidden;
}

/** Applies a policy. Every rule only takes away. Each system begins with a harmless read: clients probe the first tool. */
export function visibleUnder(catalog: Catalog, policy: Policy): Visible {
  const hidden = new Map<string, string>();
  const entries = catalog.entries.filter((entry) => {
    const why = whyHidden(entry, policy);
    if (why !== undefined) hidden.set(entry.operation.name, why);
    return why === undefined;
  });
  const first = entries.findIndex(harmlessRead);
  const ordered = first > 0 ? [...entries.slice(first, first + 1), ...entries.slice(0, first), ...entries.slice(first + 1)] : entries;
  return { entries: ordered, byName: new Map(ordered.map((entry) => [entry.operation.name, entry])), hidden };
}

/** Names in the visibility settings that exist nowhere: a misspelt rule would silently narrow nothing or everything. */
export function unknownNames(catalog: Catalog, policy: Policy): readonly string[] {
  const systems = new Set<string>(catalog.entries.map(({ system }) => system.id));
  const groups = new Set(catalog.entries.map(({ system, group }) => `${system.id}:${group}`));
  const names = [...catalog.byName.keys()];
  const unmatched = (setting: string, patterns: readonly string[] = []) =>
    patterns
      .filter((pattern) => !names.some((name) => matches(pattern, name)))
      .map((pattern) => `${setting}: no tool is called ${pattern}.`);
  return [
    ...(policy.systems ?? [])
      .filter((id) => !systems.has(id))
      .map((id) => `STEWARD_SYSTEMS: there is no system ${id}; there are ${[...systems].join(', ')}.`),
    ...(policy.groups ?? [])
      .filter((id) => !groups.has(id))
      .map((id) => `STEWARD_GROUPS: there is no group ${id}; write it as in ${[...groups][0]}.`),
    ...unmatched('STEWARD_ALLOW', policy.allow),
    ...unmatched('STEWARD_DENY', policy.deny),
  ];
}

function whyHidden({ operation, system, group }: Entry, policy: Policy): string | undefined {
  if (!policy.configured.has(system.id)) return `${system.title} has no credentials`;
  if (policy.systems && !policy.systems.includes(system.id)) return 'STEWARD_SYSTEMS leaves the system out';
  if (policy.groups && !policy.groups.includes(`${system.id}:${group}`)) return 'STEWARD_GROUPS leaves the group out';
  if (policy.readOnly && (operation.effect !== 'read' || asks(operation) !== 'never')) return 'STEWARD_READ_ONLY is on';
  if (policy.allow && !policy.allow.some((pattern) => matches(pattern, operation.name))) return 'STEWARD_ALLOW leaves it out';
  if (policy.deny?.some((pattern) => matches(pattern, operation.name))) return 'STEWARD_DENY names it';
  return undefined;
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

/** Whether an entry only reads, asks nobody and needs no argument: what a probe may call. */
export function harmlessRead({ operation, inputSchema }: Entry): boolean {
  const required = (inputSchema.required ?? []).length > 0;
  return operation.effect === 'read' && asks(operation) === 'never' && operation.needs === 'token' && !required;
}
