import { setTimeout as sleep } from 'node:timers/promises';
import { asStewardError, StewardError, type Operation } from '../operation/index.ts';
import type { CallOptions } from './adapter.ts';
import type { ClientLimits } from './client.ts';

/** How often failed attempts are repeated, within the time of the call. Times in milliseconds. */
export interface RetryRules {
  readonly attempts: number;
  /** First pause; doubles each time, with jitter. */
  readonly pause: number;
  /** Longest pause that a vendor's `Retry-After` may ask for before the error is handed on instead. */
  readonly longest: number;
}

/** Two more tries within a few seconds: enough for a restart behind a proxy, short enough for a person. */
export const RETRY: RetryRules = { attempts: 3, pause: 200, longest: 5_000 };

/** Repeats a read that may succeed later, and a write only when the vendor certainly did not take it; all within one deadline. */
export async function withRetry<T>(
  operation: Operation,
  attempt: (options: CallOptions) => Promise<T>,
  options: CallOptions,
  { total, retry }: Pick<ClientLimits, 'total' | 'retry'>,
): Promise<T> {
  const deadline = options.deadline ?? performance.now() + total;
  const within = options.deadline === undefined ? { ...options, deadline } : options;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(within);
    } catch (thrown) {
      const error = asStewardError(thrown);
      const pause = pauseBefore(operation, error, tries, retry);
      if (pause === undefined || performance.now() + pause >= deadline) throw error;
      await sleep(pause, undefined, { signal: options.signal }).catch(() => {
        throw new StewardError('cancelled', 'The call was cancelled while it waited to try again.', { notTaken: true });
      });
    }
  }
}

function pauseBefore(operation: Operation, error: StewardError, tries: number, rules: RetryRules): number | undefined {
  const { notTaken, retryAfter } = error.details;
  const mayRepeat = error.retryable && error.code !== 'timed_out' && (operation.effect === 'read' || notTaken === true);
  if (!mayRepeat || error.code === 'cancelled' || tries >= rules.attempts) return undefined;
  const asked = retryAfter === undefined ? 0 : retryAfter * 1000;
  if (asked > rules.longest) return undefined;
  return Math.max(asked, rules.pause * 2 ** (tries - 1) * (0.5 + Math.random() / 2));
}
