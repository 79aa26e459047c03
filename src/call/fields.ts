import { isObject } from '../operation/index.ts';

/** Keeps only the members that dotted paths name (`a.b`; arrays on the way are walked); `*` keeps everything. */
export function keepFields(value: unknown, paths: readonly string[]): unknown {
  return paths.includes('*') ? value : kept(value, treeOf(paths));
}

/** Member names, each with what is kept below it; undefined for all of it. */
type Tree = ReadonlyMap<string, Tree | undefined>;

const trees = new WeakMap<readonly string[], Tree>();

/** Paths as a tree. Made once for each list: those that operations declare never change. */
function treeOf(paths: readonly string[]): Tree {
  const known = trees.get(paths);
  if (known) return known;
  const heads = new Set(paths.map((path) => path.split('.', 1)[0] ?? ''));
  const tree = new Map(
    [...heads].map((head) => {
      const below = paths.flatMap((path) => (path.startsWith(`${head}.`) ? [path.slice(head.length + 1)] : []));
      return [head, paths.includes(head) || below.includes('*') ? undefined : treeOf(below)] as const;
    }),
  );
  trees.set(paths, tree);
  return tree;
}

function kept(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((item) => kept(item, tree));
  if (!isObject(value)) return value;
  const out: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const below = tree.get(name);
    if (below === undefined && !tree.has(name)) continue;
    const found = below ? kept(value[name], below) : value[name];
    // Assigned, it would become the prototype of what is told.
    if (name === '__proto__') Object.defineProperty(out, name, { value: found, enumerable: true });
    else out[name] = found;
  }
  return out;
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
