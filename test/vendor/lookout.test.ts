import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLookout } from '../../src/vendor/lookout.ts';

describe('a lookout', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const once = () => ({ endIfOver: vi.fn<(now: number) => void>() });

  it('looks at all that is under way, again and again, with the time', () => {
    const lookout = openLookout();
    const [one, other] = [once(), once()];
    lookout.watch(one);
    vi.advanceTimersByTime(10);
    lookout.watch(other);
    vi.advanceTimersByTime(50);
    expect(one.endIfOver.mock.calls.length).toBe(2);
    expect(other.endIfOver.mock.calls).toEqual(one.endIfOver.mock.calls);
    const [first = [0], second = [0]] = one.endIfOver.mock.calls;
    expect(second[0] - first[0]).toBe(25);
  });

  it('leaves alone what has ended, and is quiet when nothing is left', () => {
    const lookout = openLookout();
    const [one, other] = [once(), once()];
    lookout.watch(one);
    lookout.watch(other);
    lookout.forget(one);
    vi.advanceTimersByTime(25);
    expect([one, other].map(({ endIfOver }) => endIfOver.mock.calls.length)).toEqual([0, 1]);
    lookout.forget(other);
    vi.advanceTimersByTime(25);
    expect(vi.getTimerCount()).toBe(0);
    lookout.watch(one);
    vi.advanceTimersByTime(25);
    expect(one.endIfOver).toHaveBeenCalledTimes(1);
  });

  it('goes on when something ends while it looks', () => {
    const lookout = openLookout();
    const last = once();
    const first = { endIfOver: vi.fn<(now: number) => void>(() => lookout.forget(first)) };
    lookout.watch(first);
    lookout.watch(last);
    vi.advanceTimersByTime(75);
    expect(first.endIfOver).toHaveBeenCalledTimes(1);
    expect(last.endIfOver).toHaveBeenCalledTimes(3);
  });
});
