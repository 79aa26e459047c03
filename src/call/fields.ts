import { isObject } from '../operation/index.ts';

/** Keeps only the members that dotted paths name (`a.b`; arrays on the way are walked); `*` keeps everything. */
export function keepFields(value: unknown, paths: readonly string[]): unknown {
  if (paths.includes('*')) return value;
  if (Array.isArray(value)) return value.map((item) => keepFields(item, paths));
  if (!isObject(value)) return value;
  const out: [string, unknown][] = [];
  for (const [name, child] of Object.entries(value)) {
    const below = paths.flatMap((path) => (path.startsWith(`${name}.`) ? [path.slice(name.length + 1)] : []));
    if (paths.includes(name)) out.push([name, child]);
    else if (below.length > 0) out.push([name, keepFields(child, below)]);
  }
  return Object.fromEntries(out);
}

/** The paths among `paths` that reach nothing in any item: probably misspelt. */
export function missedFields(items: readonly unknown[], paths: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : paths.filter((path) => path !== '*' && !items.some((item) => reaches(item, path.split('.'))));
}

function reaches(value: unknown, path: readonly string[]): boolean {
  const [head, ...rest] = path;
  if (head === undefined) return true;
  if (Array.isArray(value)) return value.some((item) => reaches(item, path));
  return isObject(value) && Object.hasOwn(value, head) && reaches(value[head], rest);
}
