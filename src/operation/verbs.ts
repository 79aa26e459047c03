import type * as z from 'zod';
import type { Before, Effect, Given, Needs, Operation, Paging, Problem, Shape, When } from './operation.ts';
import { parseRoute, type PathParams, type Route } from './route.ts';

type None = Record<never, never>;
type Input<P extends Shape, Q extends Shape, B extends Shape> = z.output<z.ZodObject<P & Q & B>>;

/** Missing or extra path parameters turn into a type that the given `path` cannot satisfy. */
type PathMatches<R extends string, P> = [Exclude<PathParams<R>, keyof P>] extends [never]
  ? [Exclude<keyof P, PathParams<R>>] extends [never]
    ? unknown
    : { readonly path: { readonly notInRoute: Exclude<keyof P, PathParams<R>> } }
  : { readonly path: Record<PathParams<R>, z.ZodType> };

/** A preview read whose path parameters the operation does not have must be a `given`. */
type Readable<S, Names> = {
  readonly [K in keyof S]: S[K] extends { readonly path: infer RP }
    ? [Exclude<keyof RP, Names>] extends [never]
      ? unknown
      : Given
    : unknown;
};

/** What `says` receives: each answer of `before` by name, and the arguments as `input`. */
export type Seen<S, I> = { readonly [K in keyof S]: any } & { readonly input: I };

interface Facts<R extends Route, P extends Shape, Q extends Shape, B extends Shape> {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly route: R;
  readonly path?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly wholeBody?: keyof B & string;
  readonly bodyType?: 'json' | 'form';
  readonly needs?: Needs;
  readonly words?: string;
  readonly aliases?: Readonly<Record<string, string>>;
  readonly check?: (input: NoInfer<Input<P, Q, B>>) => Problem | undefined;
  readonly mints?: readonly string[];
  readonly idempotent?: boolean;
  readonly openWorld?: boolean;
  readonly note?: string;
}

interface ListFacts {
  readonly brief?: readonly string[];
  readonly single?: boolean;
  readonly paging?: Paging;
}

/** The preview: what is read first, what a yes does, and whether it can be undone. */
type Preview<S extends Before, I> = {
  readonly says: (seen: Seen<S, I>) => string;
  readonly undo: string;
  readonly worst?: (seen: NoInfer<Seen<S, I>>) => string | undefined;
} & ({ readonly before: S; readonly unreadable?: never } | { readonly unreadable: string; readonly before?: never });

/** A write that never asks has no preview; one that grants or destroys cannot be without. */
type Asking<S extends Before, I> =
  | {
      readonly grants?: never;
      readonly destroys?: never;
      readonly before?: never;
      readonly unreadable?: never;
      readonly says?: never;
      readonly undo?: never;
      readonly worst?: never;
    }
  | ((
      | { readonly grants: true | When<I>; readonly destroys?: true | When<I> }
      | { readonly grants?: true | When<I>; readonly destroys: true | When<I> }
    ) &
      Preview<S, I>);

type Names<P, Q, B> = keyof P | keyof Q | keyof B;

/** The erased operation plus the path parameters that a `before` elsewhere is checked against. */
export type Made<P extends Shape> = Omit<Operation, 'path'> & { readonly path: P };

/** Changes nothing at the vendor. May still ask: a read that reveals a credential `grants`. */
export function read<
  const R extends Route,
  P extends Shape = None,
  Q extends Shape = None,
  B extends Shape = None,
  S extends Before = None,
>(
  facts: Facts<R, P, Q, B> & ListFacts & Asking<S, Input<P, Q, B>> & PathMatches<R, P> & { readonly before?: Readable<S, Names<P, Q, B>> },
): Made<P> {
  return made('read', true, facts);
}

/** A verb that changes something: it has a preview exactly when it may ask. */
type Write = <const R extends Route, P extends Shape = None, Q extends Shape = None, B extends Shape = None, S extends Before = None>(
  facts: Facts<R, P, Q, B> & Asking<S, Input<P, Q, B>> & PathMatches<R, P> & { readonly before?: Readable<S, Names<P, Q, B>> },
) => Made<P>;

/** Adds something. */
export const create: Write = (facts) => made('create', false, facts);

/** Changes something that exists; `destroys` where the old state is lost. */
export const update: Write = (facts) => made('update', true, facts);

/** Starts work that leaves a trace (a job, an export, a message) without being one of the above. */
export const run: Write = (facts) => made('run', false, facts);

/** Takes something away. Always asks, so it does not compile without a preview. */
export function remove<
  const R extends Route,
  P extends Shape = None,
  Q extends Shape = None,
  B extends Shape = None,
  S extends Before = None,
>(
  facts: Facts<R, P, Q, B> &
    Preview<S, Input<P, Q, B>> & { readonly grants?: true } & PathMatches<R, P> & { readonly before?: Readable<S, Names<P, Q, B>> },
): Made<P> {
  return made('delete', true, facts);
}

/** A preview read with other arguments than the operation's own; undefined skips it. */
export function given<I = any>(operation: Operation, args: (input: I) => Readonly<Record<string, unknown>> | undefined): Given<I> {
  return { read: operation, args };
}

function made(effect: Effect, idempotent: boolean, facts: any): any {
  parseRoute(facts.route);
  return Object.freeze({
    path: {},
    query: {},
    body: {},
    wholeBody: undefined,
    bodyType: 'json',
    needs: 'token',
    grants: undefined,
    destroys: undefined,
    before: {},
    unreadable: undefined,
    says: undefined,
    undo: undefined,
    worst: undefined,
    words: '',
    aliases: {},
    check: undefined,
    brief: [],
    single: false,
    paging: undefined,
    mints: [],
    idempotent,
    openWorld: false,
    note: undefined,
    ...facts,
    effect,
  } satisfies Record<string, unknown>);
}
