import { setTimeout as pause } from 'node:timers/promises';
import type { Weighted, Stage } from './acts.ts';
import { count } from './tally.ts';

/** How long a load goes on. */
export interface Extent {
  /** How many acts at most, of all workers. */
  readonly acts: number;
  /** Milliseconds, at most. */
  readonly time: number;
  /** Milliseconds that a client waits between two acts, on average. */
  readonly think: number;
}

/** Has so many clients act at once, each one thing after the other, until the load is over or `stopped`. */
export async function load<S extends Stage>(
  stage: S,
  acts: readonly Weighted<S>[],
  workers: number,
  { acts: most, time, think }: Extent,
  stopped: () => boolean,
): Promise<void> {
  const end = performance.now() + time;
  const sum = acts.reduce((all, { weight }) => all + weight, 0);
  let begun = 0;
  // Each of them once, and then as it comes.
  const draw = (): Weighted<S> | undefined => {
    if (begun <= acts.length) return acts[begun - 1];
    let left = stage.random() * sum;
    return acts.find(({ weight }) => (left -= weight) < 0) ?? acts[0];
  };
  const worker = async () => {
    while (begun < most && performance.now() < end && !stopped()) {
      begun += 1;
      const act = draw();
      if (!act) return;
      count(stage.tally.acts, act.name);
      try {
        await act.act(stage);
      } catch (thrown) {
        stage.tally.wrong.push(`${act.name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      }
      if (think > 0) await pause(stage.random() * 2 * think);
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
}
