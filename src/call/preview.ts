import type { WholeEntry } from '../catalog/index.ts';
import { asStewardError, isObject, StewardError, type Arguments, type Operation } from '../operation/index.ts';
import type { Adapter, CallOptions } from '../vendor/index.ts';
import { forPreview, oneLine } from './clean.ts';
import type { Preview } from './outcome.ts';
import { hidden, redact, withoutSecrets } from './redact.ts';

/** What a preview is made from. */
export interface PreviewRequest extends CallOptions {
  readonly entry: Pick<WholeEntry, 'operation' | 'system'>;
  readonly args: Arguments;
  readonly because: string;
  readonly adapter: Adapter;
}

/** A preview, and the whole answers that it was made from, by the names of their reads; minted secrets hidden. */
export interface Inspected {
  readonly preview: Preview;
  readonly reads: Readonly<Record<string, unknown>>;
}

/** The preview alone; see `inspect`. */
export async function previewOf(request: PreviewRequest): Promise<Preview> {
  return (await inspect(request)).preview;
}

/**
 * Reads the target and says what a yes would do. Where the first read finds nothing, the call fails with `not_found`:
 * there is nothing to ask about. It also fails where a read was held back, because the system is left alone or too many calls wait for it.
 * Any other failed read is told to the person instead of hidden.
 */
export async function inspect({ entry, args, because, adapter, ...options }: PreviewRequest): Promise<Inspected> {
  const { operation, system } = entry;
  const reads = Object.entries(operation.before);
  const whole = await Promise.all(reads.map(([, step]) => readFirst(step, args, adapter, options)));
  const answers = whole.map((answer) => (answer instanceof StewardError ? answer : forPreview(answer)));
  const failed = answers.flatMap((answer) => (answer instanceof StewardError ? [answer] : []));
  const missing = answers[0] instanceof StewardError && answers[0].code === 'not_found' ? answers[0] : undefined;
  if (missing) throw missing;
  const unread = failed[0] ? `The target could not be read completely (${oneLine(failed[0].message)}). ` : '';
  const seen = Object.fromEntries(
    reads.map(([name], index) => [name, answers[index] instanceof StewardError ? undefined : answers[index]]),
  );
  const shown = withoutSecrets(operation, args);
  const preview: Preview = {
    tool: operation.name,
    title: operation.title,
    system: system.title,
    because,
    says: `${unread}${sayWith(operation, { ...seen, input: forPreview(shown) })}`,
    undo: operation.undo ?? 'Not known.',
    args: shown,
    typed: typedName(operation, { ...seen, input: forPreview(shown) }),
  };
  const kept = reads.flatMap(([name], index) =>
    whole[index] instanceof StewardError || whole[index] === undefined ? [] : [[name, whole[index]]],
  );
  return { preview, reads: Object.fromEntries(kept) };
}

type Step = Operation['before'][string];

async function readFirst(step: Step, args: Arguments, adapter: Adapter, options: CallOptions): Promise<unknown> {
  const operation = 'read' in step ? step.read : step;
  try {
    const own = 'read' in step ? step.args(args) : argumentsFor(operation, args);
    if (own === undefined) return undefined;
    const { data } = await adapter.call(operation, own, options);
    return redact(operation, data, [], hidden);
  } catch (thrown) {
    const error = asStewardError(thrown);
    // A preview made now would differ from one made when the system is asked again, and a yes to it be worth nothing.
    if (error.code === 'cancelled' || error.details.heldBack) throw error;
    return error;
  }
}

/** Only the path and the required query: optional ones of the same name may mean something else in the read. */
function argumentsFor(operation: Operation, args: Arguments): Arguments {
  const names = [
    ...Object.keys(operation.path),
    ...Object.entries(operation.query).flatMap(([name, schema]) => (schema.safeParse(undefined).success ? [] : [name])),
  ];
  return Object.fromEntries(names.flatMap((name) => (args[name] === undefined ? [] : [[name, args[name]]])));
}

function sayWith(operation: Operation, seen: Readonly<Record<string, unknown>>): string {
  try {
    const text = operation.says?.(seen);
    if (text) return oneLine(text, 4_000);
  } catch {
    // A preview must not fail because a vendor left a member out; the arguments are shown instead.
  }
  const input = seen['input'];
  const named = isObject(input)
    ? Object.entries(input).map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    : [];
  return `${operation.title}: ${named.join(', ') || 'no arguments'}. What it affects could not be described.`;
}

/** The name to type for the worst class; where it cannot be told, the tool's title, so that the class is never lost. */
function typedName(operation: Operation, seen: Readonly<Record<string, unknown>>): string | undefined {
  if (!operation.worst) return undefined;
  try {
    const name = operation.worst(seen);
    return name === undefined ? undefined : oneLine(name, 100) || operation.title;
  } catch {
    return operation.title;
  }
}

/** A preview as a person reads it. */
export function previewText(preview: Preview, sandbox: boolean): string {
  const lines = [
    `${preview.title} (${preview.system}${sandbox ? ', sandbox: made-up data' : ''})`,
    preview.says,
    `Undo: ${preview.undo}`,
    `Asks because ${preview.because}.`,
  ];
  return lines.join('\n');
}
