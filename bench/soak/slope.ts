/** A straight line through points by least squares. */
export interface Slope {
  /** Rise for one unit of x. NaN for fewer than three points. */
  readonly rise: number;
  /** Its standard error. */
  readonly error: number;
}

/** A point: x first. */
export type Point = readonly [number, number];

/** How points rise. The error is honest only as far as they are independent of each other. */
export function slopeOf(points: readonly Point[]): Slope {
  if (points.length < 3) return { rise: Number.NaN, error: Number.NaN };
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
  const rise = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0) / spread;
  const rest = points.reduce((sum, [px, py]) => sum + (py - y - rise * (px - x)) ** 2, 0);
  return { rise, error: Math.sqrt(rest / (points.length - 2) / spread) };
}
