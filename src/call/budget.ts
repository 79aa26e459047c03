import { isObject } from '../operation/index.ts';

/**
 * Texts that are never cut: the handles that were made for this answer, because what they stand for is often told only once. Not whatever looks
 * like one, which could be a text of any length that somebody wrote in the system.
 */
export type Whole = ReadonlySet<string>;

const NONE: Whole = new Set();

/** About how many characters of JSON make a token. */
const PER_TOKEN = 3.5;

/** How many characters of JSON fit into a number of tokens. */
export function charactersFor(tokens: number): number {
  return Math.floor(tokens * PER_TOKEN);
}

/** As many leading items as fit into `limit` characters of JSON; at least one when there is any, cut itself if need be. */
export function fitItems(items: readonly unknown[], limit: number, whole: Whole = NONE): readonly unknown[] {
  let used = 2;
  let count = 0;
  for (const item of items) {
    used += Math.max(size(item), 'null'.length) + 1;
    if (used > limit) break;
    count += 1;
  }
  return count === 0 && items.length > 0 ? [fitValue(items[0], limit, whole)] : items.slice(0, count);
}

/**
 * A value cut to about `limit` characters of JSON: long texts first, then long arrays, halving until it fits.
 * The texts of `whole` stay as they are, whatever their length.
 */
export function fitValue(value: unknown, limit: number, whole: Whole = NONE): unknown {
  let out = value;
  for (let text = 2_000, array = 200; size(out) > limit && text >= 10; text /= 2, array = Math.floor(array / 2))
    out = cut(out, text, array, whole);
  return size(out) > limit ? (wholeIn(value, whole) ?? null) : out;
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

function cut(value: unknown, text: number, array: number, whole: Whole): unknown {
  if (typeof value === 'string') return value.length > text && !whole.has(value) ? `${value.slice(0, text).replace(HALF, '')}…` : value;
  const within = (child: unknown, index: number, most: number) => (index < most ? cut(child, text, array, whole) : wholeIn(child, whole));
  if (Array.isArray(value)) return value.map((item, index) => within(item, index, array)).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, child], index) => [name, within(child, index, Math.max(array, 20))] as const);
  return Object.fromEntries(members.filter(([, child]) => child !== undefined));
}

/** The texts of a value that stay whole, where they stand; undefined where it has none. */
function wholeIn(value: unknown, whole: Whole): unknown {
  if (whole.size === 0) return undefined;
  if (typeof value === 'string') return whole.has(value) ? value : undefined;
  if (Array.isArray(value)) {
    const found = value.map((item) => wholeIn(item, whole)).filter((item) => item !== undefined);
    return found.length > 0 ? found : undefined;
  }
  if (!isObject(value)) return undefined;
  const found = Object.entries(value).flatMap(([name, child]) => {
    const inside = wholeIn(child, whole);
    return inside === undefined ? [] : [[name, inside] as const];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
