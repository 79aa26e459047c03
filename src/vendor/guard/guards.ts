import { asStewardError, type StewardError, type SystemId } from '../../operation/index.ts';
import type { Adapter, CallOptions } from '../adapter.ts';
import { openBreaker, type Breaker, type BreakerRules, type End } from './breaker.ts';
import { openTurns, type TurnRules, type Turns } from './turns.ts';

/** How much is asked of one system. */
export interface GuardRules extends BreakerRules, TurnRules {
  /** The time of one call in milliseconds, its wait for a turn included. */
  readonly total: number;
  /** The breaker's clock, in milliseconds. */
  readonly now?: () => number;
}

/** How a system stands. */
export interface Load {
  readonly system: SystemId;
  /** Calls that wait for their turn. */
  readonly waiting: number;
  /** It does not answer and is left alone. */
  readonly open: boolean;
}

/** Stands before the adapters: a limit and fair turns for each system, and a breaker. */
export interface Guards {
  /** All adapters of one system, those with a caller's own credential too, share its turns and its breaker. */
  readonly before: (adapter: Adapter) => Adapter;
  readonly loads: () => readonly Load[];
}

/** Opens the guards; `name` is what errors call a system. */
export function openGuards(name: (system: SystemId) => string, rules: GuardRules): Guards {
  const guards = new Map<SystemId, Guard>();
  const guardOf = (system: SystemId) => {
    const known = guards.get(system) ?? {
      breaker: openBreaker(name(system), rules, rules.now),
      turns: openTurns(name(system), rules),
    };
    guards.set(system, known);
    return known;
  };
  return {
    before: (adapter) => guarded(adapter, guardOf(adapter.system), rules.total),
    loads: () => [...guards].map(([system, { breaker, turns }]) => ({ system, waiting: turns.waiting(), open: breaker.open() })),
  };
}

interface Guard {
  readonly breaker: Breaker;
  readonly turns: Turns;
}

function guarded(adapter: Adapter, { breaker, turns }: Guard, total: number): Adapter {
  return {
    ...adapter,
    call: async (operation, args, options) => {
      const { signal, principal, origin, exchange, secrets, deadline = performance.now() + total } = options ?? {};
      // Spelled out, because an object spread with one more member is dear; whole, or it does not compile.
      const given: CallOptions & Record<keyof CallOptions, unknown> = { signal, principal, origin, exchange, secrets, deadline };
      // Nobody waits for a turn at a system that is left alone.
      breaker.check();
      const turn = turns.take(given);
      if (turn) await turn;
      const short = turn !== undefined && deadline - performance.now() < total / 2;
      try {
        const probe = breaker.enter();
        let end: End = 'unknown';
        try {
          const answer = await adapter.call(operation, args, given);
          end = 'answered';
          return answer;
        } catch (thrown) {
          // A call that waited long for its turn gave the system little time.
          end = short ? 'unknown' : endOf(asStewardError(thrown));
          throw thrown;
        } finally {
          breaker.leave(end, probe);
        }
      } finally {
        turns.give();
      }
    },
  };
}

/** An answer that refuses is one. 500 is too: two of the vendors answer so to requests that are merely wrong. */
function endOf({ details: { down, vendorStatus } }: StewardError): End {
  if (down === true) return 'down';
  return vendorStatus === undefined ? 'unknown' : 'answered';
}
