import fc from 'fast-check';

/** How many times as many cases as usual are tried: `FUZZ_RUNS`, for nights. */
const TIMES = Math.max(1, Number(process.env['FUZZ_RUNS'] ?? 1) || 1);

// The same cases each time, so that a change is to blame for a failure; others with `FUZZ_SEED`, and at night.
const seed = Number(process.env['FUZZ_SEED'] ?? (TIMES > 1 ? Date.now() % 0x7fffffff : 20_260_728));
fc.configureGlobal({ seed, numRuns: 100 * TIMES });

/** How many cases a property gets that is worth `runs` in an ordinary run. */
export function times(runs: number): { readonly numRuns: number } {
  return { numRuns: runs * TIMES };
}

export { fc };
