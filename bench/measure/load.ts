import { performance } from 'node:perf_hooks';
import { quantile } from './statistics.ts';

/** One call; rejects when the answer is not the right one. */
export type OneCall = () => Promise<void>;

/** What a stretch of calls came to, as the caller saw it. */
export interface Load {
  readonly calls: number;
  /** Calls a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Keeps `concurrency` calls under way for `seconds`, or until there were `most` of them. */
export async function load(
  call: OneCall,
  concurrency: number,
  { seconds, most = Infinity }: { seconds: number; most?: number },
): Promise<Load> {
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  let begun = 0;
  const worker = async () => {
    let now = performance.now();
    while (now < end && begun < most) {
      begun++;
      const before = now;
      await call();
      now = performance.now();
      times.push(now - before);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const elapsed = (performance.now() - start) / 1_000;
  const sorted = Float64Array.from(times).toSorted();
  return { calls: times.length, rate: times.length / elapsed, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}
