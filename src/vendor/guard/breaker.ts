import { StewardError } from '../../operation/index.ts';

/** When a system is left alone. */
export interface BreakerRules {
  /** After so many calls in a row to which it gave no answer; `Infinity` for never. */
  readonly failures: number;
  /** For so many milliseconds; then one call is let through to find out. */
  readonly cooldown: number;
}

/** How a call ended: the system answered, if only to refuse; it did not; or neither is known, as of a call that was cancelled. */
export type End = 'answered' | 'down' | 'unknown';

/** Stops calls to a system that does not answer, so that nobody waits for it. */
export interface Breaker {
  /** Throws `unreachable` while the system is left alone. Changes nothing. */
  readonly check: () => void;
  /** The same for a call that is about to be made; true when it is the one that finds out. Every entered call must leave. */
  readonly enter: () => boolean;
  readonly leave: (end: End, probe: boolean) => void;
  /** Whether calls are refused now. */
  readonly open: () => boolean;
}

/** Opens a breaker for the system of that name, closed at first. `now` counts milliseconds. */
export function openBreaker(name: string, { failures, cooldown }: BreakerRules, now: () => number = () => performance.now()): Breaker {
  let inARow = 0;
  /** When the system may be asked again; undefined while it is not left alone. */
  let until: number | undefined;
  let probing = false;

  const check = () => {
    if (until === undefined) return;
    const left = until - now();
    if (left <= 0 && !probing) return;
    throw new StewardError('unreachable', `${name} did not answer ${failures} calls in a row and is left alone for a while.`, {
      notTaken: true,
      heldBack: true,
      retryAfter: Math.max(1, Math.ceil(left / 1000)),
    });
  };
  return {
    check,
    enter: () => {
      check();
      probing = until !== undefined;
      return probing;
    },
    leave: (end, probe) => {
      if (probe) probing = false;
      if (end === 'unknown') return;
      if (end === 'answered') {
        inARow = 0;
        until = undefined;
        return;
      }
      inARow += 1;
      // Calls that began before it was left alone say nothing new.
      if (until === undefined ? inARow >= failures : probe) until = now() + cooldown;
    },
    open: () => until !== undefined,
  };
}
