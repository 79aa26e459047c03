import { isObject } from '../operation/index.ts';

/** About how many characters of JSON make a token. */
const PER_TOKEN = 3.5;

/** How many characters of JSON fit into a number of tokens. */
export function charactersFor(tokens: number): number {
  return Math.floor(tokens * PER_TOKEN);
}

/** As many leading items as fit into `limit` characters of JSON; at least one when there is any, cut itself if need be. */
export function fitItems(items: readonly unknown[], limit: number): readonly unknown[] {
  let used = 2;
  let count = 0;
  for (const item of items) {
    used += Math.max(size(item), 'null'.length) + 1;
    if (used > limit) break;
    count += 1;
  }
  return count === 0 && items.length > 0 ? [fitValue(items[0], limit)] : items.slice(0, count);
}

/** A value cut to about `limit` characters of JSON: long texts first, then long arrays, halving until it fits. */
export function fitValue(value: unknown, limit: number): unknown {
  let out = value;
  for (let text = 2_000, array = 200; size(out) > limit && text >= 10; text /= 2, array = Math.floor(array / 2))
    out = cut(out, text, array);
  return size(out) > limit ? null : out;
}

/** The length of a value as JSON text in which `<` is escaped: as it is told. */
export function size(value: unknown): number {
  return sizeOfJson(JSON.stringify(value) ?? '');
}

/** The same, of a value's JSON text. */
export function sizeOfJson(json: string): number {
  const escaped = json.includes('<') ? json.split('<').length - 1 : 0;
  return json.length + escaped * ('\\u003c'.length - 1);
}

const HALF = /[\ud800-\udbff]$/;

function cut(value: unknown, text: number, array: number): unknown {
  if (typeof value === 'string') return value.length > text ? `${value.slice(0, text).replace(HALF, '')}…` : value;
  if (Array.isArray(value)) return value.slice(0, array).map((item) => cut(item, text, array));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, Math.max(array, 20))
      .map(([name, child]) => [name, cut(child, text, array)]),
  );
}
