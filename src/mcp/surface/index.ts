import type { CallToolResult } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { unknownTool, type Catalog, type Entry } from '../../catalog/index.ts';
import { StewardError, type ErrorCode } from '../../operation/index.ts';
import { resultOf } from '../result.ts';
import { CLASSES, classOf, DISPATCHERS, type Class } from './classes.ts';
import { describe, describeArguments } from './describe.ts';
import { find, findArguments } from './find.ts';
import { DESCRIBE, FIND } from './tools.ts';

/** What a surface is made from. */
export interface SurfaceParts {
  /** Which tools are listed; the others stay callable. */
  readonly tools: 'full' | 'compact';
  /** The visible operations, in listing order. */
  readonly entries: readonly Entry[];
  /** All operations. */
  readonly catalog: Catalog;
  /** Why an operation is not visible, by its name. */
  readonly hidden: ReadonlyMap<string, string>;
}

/** Where a call leads: to an operation, through the pipeline, or to an answer at once. */
export type Routed = { readonly tool: string; readonly args: unknown } | { readonly answer: CallToolResult };

/** How calls find an operation. */
export type Route = (name: string, args: unknown) => Routed | Promise<Routed>;

/** The way into a surface. Nothing here runs an operation: a dispatched call goes on as a call of the operation's own name. */
export function routeInto(parts: SurfaceParts): Route {
  const visible: Catalog = { entries: parts.entries, byName: new Map(parts.entries.map((entry) => [entry.operation.name, entry])) };
  const classes = new Map<string, Class>(CLASSES.map((kind) => [DISPATCHERS[kind], kind]));
  return (name, args) => {
    if (name === FIND) return checked(findArguments, args, (given) => ({ answer: find(given, visible, parts) }));
    if (name === DESCRIBE) return checked(describeArguments, args, async (given) => ({ answer: await describe(given, visible, parts) }));
    const kind = classes.get(name);
    if (kind === undefined) return { tool: name, args };
    return checked(dispatched, args, (given) => dispatch(kind, given, visible, parts));
  };
}

const dispatched = z.strictObject({ tool: z.string().max(100), arguments: z.record(z.string(), z.unknown()).default({}) });

/** A host that lets a dispatcher through without asking lets its class through, so no other class may pass. */
function dispatch(kind: Class, given: z.output<typeof dispatched>, visible: Catalog, { catalog }: SurfaceParts): Routed | Promise<Routed> {
  const entry = catalog.byName.get(given.tool);
  if (!entry) return unknownTool(given.tool, visible).then((error) => ({ answer: resultOf({ kind: 'failed', error }) }));
  const own = classOf(entry.operation);
  if (own === kind) return { tool: given.tool, args: given.arguments };
  return failed('invalid_arguments', `tool: ${given.tool} is not for ${DISPATCHERS[kind]}; call it through ${DISPATCHERS[own]}.`, 'tool');
}

function checked<T extends z.ZodType>(
  schema: T,
  args: unknown,
  go: (given: z.output<T>) => Routed | Promise<Routed>,
): Routed | Promise<Routed> {
  const result = schema.safeParse(args ?? {});
  if (result.success) return go(result.data);
  const problems = result.error.issues.map((issue) => {
    if (issue.code !== 'unrecognized_keys') return `${issue.path.join('.') || 'arguments'}: ${issue.message}`;
    return `${issue.keys.join(', ')}: not an argument here; those of the operation go inside arguments`;
  });
  return failed('invalid_arguments', `${problems.join('; ').slice(0, 1_000)}.`);
}

function failed(code: ErrorCode, message: string, field?: string): Routed {
  return { answer: resultOf({ kind: 'failed', error: new StewardError(code, message, { field }) }) };
}
