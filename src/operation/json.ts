/** A JSON object, as opposed to an array, null or a scalar. */
export type JsonObject = { readonly [name: string]: unknown };

/** A value that JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own property of a value that may be anything; never reaches a prototype. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A copy in which every value that a dotted path reaches (`*` for every item or member) is replaced. */
export function replaceAt(value: unknown, path: readonly string[], by: (old: unknown) => unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value === undefined || value === null ? value : by(value);
  if (Array.isArray(value)) {
    return value.map((item, index) => (head === '*' || head === String(index) ? replaceAt(item, rest, by) : item));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, head === '*' || head === key ? replaceAt(child, rest, by) : child]);
  return Object.fromEntries(entries);
}
