import type { ServerResponse } from 'node:http';
import { whenOver } from './over.ts';

/** The calls that are under way. */
export interface InFlight {
  readonly count: () => number;
  /** Counts a call until its answer is sent, or its client is gone. */
  readonly begin: (response: ServerResponse) => void;
  /** Resolves when none is left: true; or after `deadline` milliseconds: false. */
  readonly idle: (deadline: number) => Promise<boolean>;
}

/** Nothing is under way yet. */
export function openInFlight(): InFlight {
  let count = 0;
  const waiting = new Set<() => void>();
  return {
    count: () => count,
    begin: (response) => {
      count += 1;
      whenOver(response, () => {
        count -= 1;
        if (count === 0) for (const wake of waiting) wake();
      });
    },
    idle: (deadline) => {
      if (count === 0) return Promise.resolve(true);
      return new Promise((resolve) => {
        const end = (done: boolean) => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(done);
        };
        const wake = () => end(true);
        const timer = setTimeout(() => end(false), deadline);
        waiting.add(wake);
      });
    },
  };
}
