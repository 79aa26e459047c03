import type { Effect, Operation } from './operation.ts';
import { listed, type Listed } from './told.ts';

/** The catalogue's names of the five systems; the command line and the settings use them. */
export type SystemId = 'knowi-management' | 'knowi-sso' | 'ciso-assistant' | 'lightdash' | 'knowledgeowl';

/** One group of the vendor's own documentation. */
export interface Group {
  readonly title: string;
  readonly operations: readonly Operation[];
}

/** One vendor: what it is called, and what its tools begin with. */
export interface SystemFacts {
  readonly id: SystemId;
  readonly title: string;
  readonly prefix: string;
  /** What an agent should know before using these tools; a sentence or two. */
  readonly notes: string;
}

/** A vendor with its groups in listing order. */
export interface System extends SystemFacts {
  readonly groups: readonly Group[];
}

/** A vendor as the build writes it down. */
export interface ListedSystem extends SystemFacts {
  readonly groups: readonly { readonly title: string; readonly operations: readonly Listed[] }[];
}

const ORDER: readonly Effect[] = ['read', 'create', 'update', 'run', 'delete'];

/** A group from the exports of one or more files (`import * as groups`): every operation in them, reads first, then by name. */
export function group(title: string, ...modules: readonly Readonly<Record<string, unknown>>[]): Group {
  const operations = modules
    .flatMap((module) => Object.values(module).filter(isOperation))
    .toSorted((a, b) => ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect) || (a.name < b.name ? -1 : 1));
  return Object.freeze({ title, operations: Object.freeze(operations) });
}

/** A system, frozen. */
export function system(facts: System): System {
  return Object.freeze({ ...facts, groups: Object.freeze([...facts.groups]) });
}

/** Systems written down for `readListed`, in ASCII: a text with any other letter in it takes twice the memory, and longer to read. */
export function writeListed(systems: readonly System[]): string {
  const written: readonly ListedSystem[] = systems.map(({ groups, ...facts }) => ({
    ...facts,
    groups: groups.map(({ title, operations }) => ({ title, operations: operations.map(listed) })),
  }));
  return JSON.stringify(written).replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Systems out of a text that `writeListed` made. What it made nothing of (`undefined`) is undefined again. */
export function readListed(text: string): readonly ListedSystem[] {
  return JSON.parse(text) as readonly ListedSystem[];
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'effect' in value && 'route' in value;
}
