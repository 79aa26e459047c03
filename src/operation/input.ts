import * as z from 'zod';
import { secretPaths } from './fields.ts';
import { isObject } from './json.ts';
import { asks, type Operation, type Problem, type Shape } from './operation.ts';

/** Arguments that passed validation, by their flat names. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Arguments that every tool takes besides the vendor's own. */
const FIELDS = z.array(z.string()).optional();
const FLAG = z.boolean().optional();
const KEY = z.string().optional();

const inputs = new WeakMap<Operation, z.ZodObject>();

/** The vendor's parameters of an operation, flat: path, then query, then body. */
export function vendorShape(operation: Operation): Shape {
  return { ...operation.path, ...operation.query, ...operation.body };
}

const secrets = new WeakMap<Operation, readonly string[]>();

/** Dotted paths of every argument that is marked secret, `*` for array items. Looked up once, when first needed. */
export function secretArguments(operation: Operation): readonly string[] {
  const known = secrets.get(operation);
  if (known) return known;
  const paths = secretPaths(vendorShape(operation));
  secrets.set(operation, paths);
  return paths;
}

/** The strict schema of everything a call may carry: undeclared arguments are refused. Built once, when first needed. */
export function inputSchema(operation: Operation): z.ZodObject {
  const known = inputs.get(operation);
  if (known) return known;
  const schema = z.strictObject({
    ...(vendorShape(operation) as Record<string, z.ZodType>),
    fields: FIELDS,
    // Both change only how a list is answered, never what is sent for one page of it.
    ...(operation.paging ? { all: FLAG } : {}),
    ...(operation.brief.length > 0 && !operation.single ? { count: FLAG } : {}),
    ...(asks(operation) === 'never' ? {} : { confirm: FLAG }),
    // Where a repetition does harm. Every other call takes it beside its arguments.
    ...(operation.idempotent ? {} : { idempotencyKey: KEY }),
  });
  inputs.set(operation, schema);
  return schema;
}

/** The checked arguments under our names, or every problem found. Nothing but own enumerable members is looked at. */
export function checkInput(operation: Operation, given: unknown): { readonly args: Arguments } | { readonly problems: readonly Problem[] } {
  const problems = twice(operation, given);
  if (problems.length > 0) return { problems };
  const result = inputSchema(operation).safeParse(renamed(operation, given ?? {}));
  if (result.success) {
    const problem = operation.check?.(result.data);
    return problem ? { problems: [problem] } : { args: result.data };
  }
  return { problems: result.error.issues.flatMap((issue) => describe(issue, operation)) };
}

/** One value under two names would let one be shown and the other be sent. */
function twice({ aliases }: Operation, given: unknown): Problem[] {
  if (!isObject(given)) return [];
  return Object.entries(aliases)
    .filter(([documented, field]) => Object.hasOwn(given, documented) && Object.hasOwn(given, field))
    .map(([documented, field]) => ({ path: documented, message: `is another name of ${field}; give only one of them` }));
}

function renamed({ aliases }: Operation, given: unknown): unknown {
  if (!isObject(given) || !Object.keys(aliases).some((documented) => Object.hasOwn(given, documented))) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [Object.hasOwn(aliases, name) ? aliases[name] : name, value]));
}

function describe(issue: z.core.$ZodIssue, operation: Operation): Problem[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const accepted = path === '' ? `; this tool takes ${Object.keys(inputSchema(operation).shape).join(', ')}` : '';
    return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, message: `is not an argument${accepted}` }));
  }
  return [{ path: path || 'arguments', message: issue.message }];
}
