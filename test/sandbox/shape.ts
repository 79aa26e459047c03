/** An answer, recorded or real. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or text. */
  readonly body: unknown;
}

/** JSON types by path to a depth: `results[].name` to the types seen there, and whether every parent had it. */
export type Shape = ReadonlyMap<string, { readonly types: ReadonlySet<string>; readonly always: boolean }>;

const DEPTH = 4;

/** The shape of a JSON value. Items of one list are taken together. */
export function shapeOf(json: unknown, depth = DEPTH): Shape {
  const shape = new Map<string, { types: Set<string>; always: boolean }>();
  collect([json], '', depth, true, shape);
  return shape;
}

function collect(
  values: readonly unknown[],
  path: string,
  depth: number,
  always: boolean,
  shape: Map<string, { types: Set<string>; always: boolean }>,
): void {
  shape.set(path, { types: new Set(values.map(typeOf)), always });
  if (depth === 0) return;
  const lists = values.filter((value) => Array.isArray(value));
  const items: unknown[] = lists.flat(1);
  if (items.length > 0)
    collect(
      items,
      `${path}[]`,
      depth - 1,
      lists.every((list) => list.length > 0),
      shape,
    );
  const objects = values.filter(isObject);
  // Members are taken by their neutral name: some objects are keyed by ids.
  for (const key of new Set(objects.flatMap((value) => Object.keys(value).map(neutral)))) {
    const found = objects.map((value) => Object.entries(value).filter(([name]) => neutral(name) === key));
    const having = found.filter((entries) => entries.length > 0);
    const below = having.flat().map(([, value]) => value);
    collect(below, path === '' ? key : `${path}.${key}`, depth - 1, having.length === objects.length, shape);
  }
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How an answer differs from the recorded one in status, content type, shape or error; empty when alike. */
export function differences(recorded: Answer, actual: Answer): readonly string[] {
  const found: string[] = [];
  const say = (what: string, expected: unknown, got: unknown) => {
    if (expected !== got) found.push(`${what} is ${String(got)}, recorded was ${String(expected)}`);
  };
  say('status', recorded.status, actual.status);
  say('content type', mediaType(recorded), mediaType(actual));
  // A 5xx or 4xx where an answer was recorded: its shape would only repeat the difference.
  if (found.length > 0) return [...found, `answered ${JSON.stringify(actual.body)?.slice(0, 300)}`];
  say('error', errorOf(recorded.body), errorOf(actual.body));
  if (typeof recorded.body === 'string' && ['', 'text/plain'].includes(mediaType(recorded)))
    say('text', neutral(recorded.body), neutral(String(actual.body)));
  return [...found, ...shapeDifferences(shapeOf(recorded.body), shapeOf(actual.body))];
}

/** Paths that one shape has and the other lacks, or whose types have nothing in common. An empty list and a null hide what is below. */
export function shapeDifferences(recorded: Shape, actual: Shape): readonly string[] {
  const found: string[] = [];
  for (const [path, { types, always }] of recorded) {
    const other = actual.get(path);
    if (!other) {
      if (always && !hidden(actual, path)) found.push(`${path} is missing`);
    } else if (!types.has('null') && !other.types.has('null') && ![...types].some((type) => other.types.has(type))) {
      found.push(`${path} is ${[...other.types].join('|')}, recorded was ${[...types].join('|')}`);
    }
  }
  for (const path of actual.keys()) if (!recorded.has(path) && !hidden(recorded, path)) found.push(`${path} was not recorded`);
  return found;
}

/** Whether a parent of the path is, in this shape, an empty list, null, or missing itself: then nothing is known below it. */
function hidden(shape: Shape, path: string): boolean {
  if (path.endsWith('[]')) return true;
  const parent = path.replace(/\.?[^.[\]]+$/, '');
  const there = shape.get(parent);
  return parent !== path && parent !== '' && (!there || !there.types.has('object'));
}

function mediaType({ headers }: Answer): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
}

/** Name and message of the error of any of the envelopes, with ids, addresses and quoted values made neutral. */
function errorOf(body: unknown): string {
  if (!isObject(body)) return '';
  const error = isObject(body['error']) ? body['error'] : body;
  const { name, message, detail, data } = error;
  const complaints = isObject(data) ? Object.keys(data).toSorted() : [];
  return neutral(JSON.stringify([name, message, detail, complaints].filter((part) => typeof part === 'string' || Array.isArray(part))));
}

/** A text with what differs from system to system replaced: ids, addresses, dates. */
export function neutral(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '<uuid>')
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '<address>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '<date>');
}
