import type * as z from 'zod';
import type { Route } from './route.ts';

/** What a call does to the vendor's system. Stated by the verb, never guessed from the HTTP method. */
export type Effect = 'read' | 'create' | 'update' | 'delete' | 'run';

/** Which sign-in the vendor demands: `session` where it refuses an API token. */
export type Needs = 'token' | 'session' | 'none';

/** Whether a call waits for a person: `sometimes` when it depends on the arguments. */
export type Asks = 'always' | 'sometimes' | 'never';

/** Named zod types: one part (path, query or body) of an operation's input. */
export type Shape = Readonly<Record<string, z.ZodType>>;

/** What a person calls a condition. */
export interface Said {
  readonly when: string;
}

/** The same, and the test of it on validated arguments. */
export interface When<Input = any> extends Said {
  readonly test: (input: Input) => boolean;
}

/** One thing wrong with the arguments: where, and what is accepted. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** How a list is walked, in the vendor's own parameters. `first` is the number of the first page. */
export type Paging =
  | { readonly style: 'page'; readonly page: string; readonly size: string; readonly first: number; readonly max: number }
  | { readonly style: 'offset'; readonly offset: string; readonly size: string; readonly max: number };

/** A read whose arguments are computed from those of the operation that it prepares. */
export interface Given<Input = any> {
  readonly read: Operation;
  readonly args: (input: Input) => Readonly<Record<string, unknown>> | undefined;
}

/** The reads that a preview is made of, by the name under which `says` receives each answer. */
export type Before = Readonly<Record<string, Operation | Given>>;

/** What is known of an operation without running it: plain data, which the build writes down (docs/decisions/0030). */
export interface Plain {
  readonly effect: Effect;
  /** The vendor's documented operation id. */
  readonly id: string;
  /** `<prefix>_<verb>_<noun>`, snake case, at most 48 characters; never changes once released. */
  readonly name: string;
  readonly title: string;
  /** Told to the model: what happens, what it needs, which tool yields its ids. */
  readonly description: string;
  readonly route: Route;
  readonly needs: Needs;
  /** Gives access, publishes, or mints a credential: asks like a removal. */
  readonly grants: true | Said | undefined;
  /** Overwrites or drops something although the verb is not `remove`. */
  readonly destroys: true | Said | undefined;
  /** Documented names that are no legal property names of a tool, to our fields: `userGroups[]` to `userGroups`. Callers may use either. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Whether and how it can be undone, for the person who decides. */
  readonly undo: string | undefined;
  /** What people call it; for the search only, never told to the model. */
  readonly words: string;
  /** Paths of secrets in the unwrapped answer; `*` stands for every item, `''` for the whole answer. */
  readonly mints: readonly string[];
  /** The same call twice leaves the same state as once. */
  readonly idempotent: boolean;
  /** Sends something to people or systems outside the vendor's. */
  readonly openWorld: boolean;
  /** What an agent rarely needs to know; told by `steward_describe` and the docs only. */
  readonly note: string | undefined;
}

/** One documented vendor operation: frozen facts, no handler. Made by the verbs only. */
export interface Operation extends Plain {
  readonly path: Shape;
  readonly query: Shape;
  readonly body: Shape;
  /** The one body field whose value is the whole body, for array bodies. */
  readonly wholeBody: string | undefined;
  readonly bodyType: 'json' | 'form';
  readonly grants: true | When | undefined;
  readonly destroys: true | When | undefined;
  /** What the schema cannot say: arguments that make sense together only. Names the argument at fault. */
  readonly check: ((input: any) => Problem | undefined) | undefined;
  /** Reads made before asking, shown to the person and compared before executing. */
  readonly before: Before;
  /** Why nothing can be read first, where the vendor offers no such read. */
  readonly unreadable: string | undefined;
  /** One or more plain sentences: what a yes will do. */
  readonly says: ((seen: any) => string) | undefined;
  /** For the worst class (an organisation, a space, many targets): the name a person types instead of ticking a box; undefined when this call is not of it. */
  readonly worst: ((seen: any) => string | undefined) | undefined;
  /** The paths that a list answers by default, relative to an item. */
  readonly brief: readonly string[];
  /** Answers one object, not a list: `brief` names the members of it that are told by default. */
  readonly single: boolean;
  readonly paging: Paging | undefined;
}

/** Whether calls of this operation wait for a person. An unknown effect always does. */
export function asks({ effect, grants, destroys }: Pick<Plain, 'effect' | 'grants' | 'destroys'>): Asks {
  const known = effect === 'read' || effect === 'create' || effect === 'update' || effect === 'run';
  if (!known || grants === true || destroys === true) return 'always';
  return grants || destroys ? 'sometimes' : 'never';
}

/** Why this call must wait for a person, or undefined when it need not. A test that throws asks. */
export function asksBecause(operation: Operation, input: unknown): string | undefined {
  if (asks(operation) === 'never') return undefined;
  if (operation.effect === 'delete') return 'it removes something';
  if (operation.destroys === true) return 'it replaces or drops something';
  if (operation.grants === true) return 'it gives access, publishes or mints a credential';
  const conditions = [operation.destroys, operation.grants].filter((c) => typeof c === 'object');
  if (asks(operation) === 'always') return 'its effect is not known';
  return conditions.find((condition) => holds(condition, input))?.when;
}

function holds(condition: When, input: unknown): boolean {
  try {
    return condition.test(input);
  } catch {
    return true;
  }
}
