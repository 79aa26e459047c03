import {
  fieldFacts,
  isObject,
  parseRoute,
  StewardError,
  type Arguments,
  type Method,
  type Operation,
  type Shape,
} from '../operation/index.ts';

/** A vendor request before sign-in: pure data, relative to the system's base URL. */
export interface VendorRequest {
  readonly method: Method;
  /** Encoded path, beginning with `/`. */
  readonly path: string;
  /** Encoded query without `?`; empty when there is none. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The documented path, with names in the place of values; undefined for what is no operation. */
  readonly template?: string | undefined;
}

/** Longest value of one path parameter, in characters. No vendor id comes near it. */
const PATH_VALUE_LIMIT = 500;

/**
 * Builds the request of an operation from validated arguments. Sends nothing.
 * Throws `invalid_arguments` on a path value that could reach another path: empty, `.`, `..`, a slash, a control character.
 */
export function buildRequest(operation: Operation, args: Arguments): VendorRequest {
  const route = parseRoute(operation.route);
  const path = route.segments.map((part) => (typeof part === 'string' ? part : pathValue(part.name, args[part.name]))).join('');
  const body = bodyOf(operation, args);
  return {
    method: route.method,
    path,
    query: formEncode(operation, pick(operation.query, args), operation.query),
    headers: body === undefined ? {} : { 'content-type': operation.bodyType === 'form' ? FORM : 'application/json' },
    body,
    template: route.path,
  };
}

const FORM = 'application/x-www-form-urlencoded';

function pathValue(name: string, value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  const refuse = (what: string): never => {
    throw new StewardError('invalid_arguments', `${name}: ${what}.`, { field: name });
  };
  if (typeof text !== 'string' || text === '') return refuse('must not be empty');
  if (text.length > PATH_VALUE_LIMIT) return refuse(`is longer than ${PATH_VALUE_LIMIT} characters`);
  if (text === '.' || text === '..') return refuse('must not be a dot segment');
  // A vendor or proxy that decodes before routing would see another path than the one that was confirmed.
  if (/[/\\\p{Cc}]/u.test(text)) return refuse('must not contain a slash, backslash or control character');
  if (!text.isWellFormed()) return refuse('is not well-formed text');
  return encodeURIComponent(text);
}

function bodyOf(operation: Operation, args: Arguments): string | undefined {
  const members = pick(operation.body, args);
  if (operation.wholeBody !== undefined) return JSON.stringify(args[operation.wholeBody]);
  if (Object.keys(operation.body).length === 0) return undefined;
  return operation.bodyType === 'form' ? formEncode(operation, members, operation.body) : JSON.stringify(members);
}

function pick(shape: Shape, args: Arguments): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of Object.keys(shape)) if (args[name] !== undefined) picked[name] = args[name];
  return picked;
}

/** `a=1&b=x&b=y`: arrays repeat, or are joined or JSON text where declared; objects travel as JSON text, null is left out. */
function formEncode(operation: Operation, values: Record<string, unknown>, shape: Shape): string {
  const pairs = Object.entries(values).flatMap(([name, value]): string[] => {
    const schema = shape[name];
    const array = schema && Array.isArray(value) ? fieldFacts(schema).array : undefined;
    const items = Array.isArray(value) && array !== 'json' ? value : [value];
    const texts = items.filter((item) => item !== null).map(asText);
    for (const text of texts) refuseText(name, text, array);
    const all = array === 'comma' ? (texts.length > 0 ? [texts.join(',')] : []) : texts;
    return all.map((text) => `${encodeURIComponent(wireName(operation, name))}=${encodeURIComponent(text)}`);
  });
  return pairs.join('&');
}

function refuseText(name: string, text: string, array: 'comma' | 'json' | undefined): void {
  const refuse = (what: string): never => {
    throw new StewardError('invalid_arguments', `${name}: ${what}.`, { field: name });
  };
  if (!text.isWellFormed()) refuse('is not well-formed text');
  // One item that was confirmed would arrive as two.
  if (array === 'comma' && text.includes(',')) refuse('an item must not contain a comma');
}

/** The vendor's own name of a field, where ours had to differ. */
function wireName({ aliases }: Operation, field: string): string {
  return Object.keys(aliases).find((documented) => aliases[documented] === field) ?? field;
}

function asText(value: unknown): string {
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
}
