import { describe, expect, it, vi } from 'vitest';
import { create, read, StewardError, type ErrorCode, type ErrorDetails, type Operation } from '../../src/operation/index.ts';
import type { CallOptions } from '../../src/vendor/adapter.ts';
import { RETRY, withRetry, type RetryRules } from '../../src/vendor/retry.ts';
import { failureOf } from './edges.ts';

const facts = { id: 'x', name: 'x_y', title: 'X', description: 'X.' };
const reading = read({ ...facts, route: 'GET /a' });
const writing = create({ ...facts, route: 'POST /a' });
const QUICK: RetryRules = { attempts: 3, pause: 1, longest: 50 };

/** The limits of a call that may take so long. */
const limited = (retry = QUICK, total = 60_000) => ({ retry, total });

/** An attempt that fails so often, and how often it was made. */
function failing(times: number, code: ErrorCode, details: ErrorDetails = {}) {
  return vi.fn<() => Promise<string>>(async () => {
    if (attempt.mock.calls.length <= times) throw new StewardError(code, 'failed', details);
    return 'done';
  });
}
let attempt: ReturnType<typeof failing>;

const made = async (operation: Operation, total?: number) => {
  const end = await withRetry(operation, attempt, {}, limited(QUICK, total)).catch((thrown: unknown) =>
    thrown instanceof StewardError ? thrown.code : thrown,
  );
  return [end, attempt.mock.calls.length];
};

describe('a read', () => {
  it.each(['unavailable', 'unreachable', 'rate_limited'] as const)('is made again after %s', async (code) => {
    attempt = failing(2, code);
    expect(await made(reading)).toEqual(['done', 3]);
  });

  it('is given up when the time for all attempts is over', async () => {
    attempt = failing(9, 'unavailable');
    expect(await made(reading, 0)).toEqual(['unavailable', 1]);
  });

  it('tells every attempt one deadline: its own, or that of the call it belongs to', async () => {
    const told: unknown[] = [];
    const attempts = async ({ deadline }: CallOptions) => {
      told.push(deadline);
      throw new StewardError('unavailable', 'failed');
    };
    const deadline = performance.now() + 5_000;
    await failureOf(withRetry(reading, attempts, { deadline }, limited()));
    expect(told).toEqual([deadline, deadline, deadline]);
    await failureOf(withRetry(reading, attempts, {}, limited()));
    expect(new Set(told).size).toBe(2);
  });

  it('is given up after three attempts', async () => {
    attempt = failing(9, 'unavailable');
    expect(await made(reading)).toEqual(['unavailable', 3]);
  });

  it.each(['timed_out', 'not_found', 'forbidden', 'rejected', 'vendor_error', 'cancelled', 'internal', 'sign_in_failed'] as const)(
    'is not made again after %s',
    async (code) => {
      attempt = failing(9, code);
      expect(await made(reading)).toEqual([code, 1]);
    },
  );
});

describe('a write', () => {
  it.each(['unavailable', 'unreachable', 'outcome_unknown', 'vendor_error', 'timed_out'] as const)(
    'is not made again after %s',
    async (code) => {
      attempt = failing(9, code);
      expect(await made(writing)).toEqual([code, 1]);
    },
  );

  it.each(['unreachable', 'rate_limited'] as const)('is made again after %s when the vendor certainly did not take it', async (code) => {
    attempt = failing(1, code, { notTaken: true });
    expect(await made(writing)).toEqual(['done', 2]);
  });

  it('is not made again after what would fail again, taken or not', async () => {
    attempt = failing(9, 'sign_in_failed', { notTaken: true });
    expect(await made(writing)).toEqual(['sign_in_failed', 1]);
  });

  it('that was cancelled is not made again, taken or not', async () => {
    attempt = failing(9, 'cancelled', { notTaken: true });
    expect(await made(writing)).toEqual(['cancelled', 1]);
  });
});

describe('the pause', () => {
  it('that the vendor asks for is kept', async () => {
    const begun = performance.now();
    attempt = failing(1, 'rate_limited', { retryAfter: 0.05, notTaken: true });
    expect(await made(writing)).toEqual(['done', 2]);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(49);
  });

  it('that the vendor asks for is handed on when it is too long', async () => {
    attempt = failing(9, 'rate_limited', { retryAfter: 60 });
    const error = await failureOf(withRetry(reading, attempt, {}, limited(RETRY)));
    expect(error.text).toContain('Retry after 60 s.');
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it('ends when the caller cancels', async () => {
    const caller = new AbortController();
    attempt = failing(9, 'unavailable');
    const call = failureOf(
      withRetry(reading, attempt, { signal: caller.signal }, limited({ attempts: 3, pause: 60_000, longest: 60_000 }, 600_000)),
    );
    caller.abort();
    expect((await call).code).toBe('cancelled');
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});

it('hides what is thrown that is no error of ours', async () => {
  const broken = vi.fn<() => Promise<string>>().mockRejectedValue(new TypeError('x is no function'));
  const error = await failureOf(withRetry(reading, broken, {}, limited()));
  expect(error.code).toBe('internal');
  expect(error.text).not.toContain('no function');
  expect(broken).toHaveBeenCalledTimes(1);
});
