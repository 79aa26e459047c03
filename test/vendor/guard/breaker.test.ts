import { describe, expect, it } from 'vitest';
import { StewardError } from '../../../src/operation/index.ts';
import { openBreaker, type End } from '../../../src/vendor/guard/breaker.ts';

/** A breaker of three failures and ten seconds, with a clock that the test moves. */
function breaker() {
  let now = 0;
  const { check, enter, leave, open } = openBreaker('Lightdash', { failures: 3, cooldown: 10_000 }, () => now);
  const call = (...ends: readonly End[]) => ends.forEach((end) => leave(end, enter()));
  return { check, enter, leave, open, call, after: (milliseconds: number) => void (now += milliseconds) };
}

function refusal(enter: () => unknown): StewardError | undefined {
  try {
    enter();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof StewardError) return thrown;
    throw thrown;
  }
}

describe('a system that does not answer', () => {
  it('is left alone after as many calls in a row as the rules say, and not before', () => {
    const { call, enter, leave, open } = breaker();
    call('down', 'down');
    expect(open()).toBe(false);
    leave('down', enter());
    expect(open()).toBe(true);
  });

  it('is not asked meanwhile: calls fail at once, certainly not taken, and say when it is tried again', () => {
    const { call, enter, after } = breaker();
    call('down', 'down', 'down');
    after(2_500);
    const error = refusal(enter);
    expect(error).toMatchObject({ code: 'unreachable', retryable: true, details: { notTaken: true, heldBack: true, retryAfter: 8 } });
    expect(error?.text).toBe(
      'Lightdash did not answer 3 calls in a row and is left alone for a while. ' +
        'The system cannot be reached; check its address with steward-mcp check. Retry after 8 s.',
    );
  });

  it('is tried by one call when the time is over; the others fail until that one is back', () => {
    const { call, enter, leave, after, check } = breaker();
    call('down', 'down', 'down');
    after(10_000);
    const probe = enter();
    expect(probe).toBe(true);
    expect(refusal(enter)?.details.retryAfter).toBe(1);
    expect(refusal(check)?.code).toBe('unreachable');
    leave('answered', probe);
    expect(enter()).toBe(false);
  });

  it('is left alone again when the call that tries it gets no answer either', () => {
    const { call, enter, after } = breaker();
    call('down', 'down', 'down');
    after(10_000);
    call('down');
    expect(refusal(enter)?.details.retryAfter).toBe(10);
  });

  it('is tried by the next call when the one that tried it was cancelled', () => {
    const { call, enter, after } = breaker();
    call('down', 'down', 'down');
    after(10_000);
    call('unknown');
    expect(enter()).toBe(true);
  });
});

describe('a system that answers', () => {
  it('is asked on, whatever failed before', () => {
    const { call, open } = breaker();
    call('down', 'down', 'answered', 'down', 'down', 'unknown', 'unknown', 'unknown');
    expect(open()).toBe(false);
  });

  it('to a call that began before it was left alone is asked again', () => {
    const { call, enter, leave, open } = breaker();
    const early = enter();
    call('down', 'down', 'down');
    leave('answered', early);
    expect(open()).toBe(false);
  });

  it('is not left alone for longer by calls that began before', () => {
    const { call, enter, leave, after } = breaker();
    const early = enter();
    call('down', 'down', 'down');
    after(9_000);
    leave('down', early);
    expect(refusal(enter)?.details.retryAfter).toBe(1);
  });
});
