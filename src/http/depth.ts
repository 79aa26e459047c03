/** How deep a JSON value is nested; counting stops one level past `limit`, and so does the recursion. */
export function depthOf(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  let deepest = 0;
  for (const child of Object.values(value)) {
    if (limit === 0) return 1;
    deepest = Math.max(deepest, 1 + depthOf(child, limit - 1));
  }
  return deepest;
}
