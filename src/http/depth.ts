/** How deep a JSON value is nested; counting stops one level past `limit`, without recursion. */
export function depthOf(value: unknown, limit: number): number {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= limit; depth += 1) {
    const next = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
    if (next.length === 0) return depth;
    level = next;
  }
  return limit + 1;
}
