import { StewardError } from '../../operation/index.ts';
import type { CallOptions } from '../adapter.ts';

/** How many calls to a system there may be. */
export interface TurnRules {
  /** Under way at once. */
  readonly atOnce: number;
  /** Waiting, of one principal. */
  readonly waiting: number;
}

/** Whose call comes next: principals take turns, and the calls of one come in their order. */
export interface Turns {
  /**
   * Undefined when there is room at once; else resolves when it is the call's turn. Rejects with `overloaded` when too many of the
   * principal wait already or the deadline comes first, and with `cancelled`. Every turn that was taken must be given back.
   */
  readonly take: (options: CallOptions) => Promise<void> | undefined;
  readonly give: () => void;
  /** How many calls wait. */
  readonly waiting: () => number;
}

type Begin = () => void;

/** Opens the queue of the system of that name. */
export function openTurns(name: string, { atOnce, waiting: most }: TurnRules): Turns {
  let underWay = 0;
  let waiting = 0;
  /** Calls that wait, by principal; the principal whose turn is next comes first. */
  const lines = new Map<string, Set<Begin>>();

  const leave = (principal: string, line: Set<Begin>, begin: Begin) => {
    line.delete(begin);
    waiting -= 1;
    if (line.size === 0) lines.delete(principal);
  };

  const wait = (line: Set<Begin>, { principal = '', signal, deadline }: CallOptions): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancelled);
        leave(principal, line, begin);
      };
      const begin = () => {
        end();
        resolve();
      };
      const cancelled = () => {
        end();
        reject(held('cancelled', `The call was cancelled while it waited for its turn at ${name}.`));
      };
      const late = () => {
        end();
        reject(held('overloaded', `The time for this call ended while it waited for its turn at ${name}.`));
      };
      const timer = deadline === undefined ? undefined : setTimeout(late, Math.max(0, deadline - performance.now()));
      signal?.addEventListener('abort', cancelled);
      line.add(begin);
      waiting += 1;
    });

  return {
    take: (options) => {
      if (underWay < atOnce) {
        underWay += 1;
        return undefined;
      }
      const { principal = '', signal } = options;
      if (signal?.aborted) throw held('cancelled', 'The call was cancelled before anything was sent.');
      const line = lines.get(principal) ?? new Set();
      if (line.size >= most) throw held('overloaded', `${most} calls of this caller wait for ${name} already.`);
      lines.set(principal, line);
      return wait(line, options);
    },
    give: () => {
      const [next] = lines;
      if (!next) {
        underWay -= 1;
        return;
      }
      const [principal, line] = next;
      // To the end of the round; when it was the last call of its line, `begin` takes the line away.
      lines.delete(principal);
      lines.set(principal, line);
      const [begin] = line;
      begin?.();
    },
    waiting: () => waiting,
  };
}

function held(code: 'cancelled' | 'overloaded', message: string): StewardError {
  return new StewardError(code, message, { notTaken: true, heldBack: true });
}
