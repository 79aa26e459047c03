import type { Ask } from './emulation.ts';
import type { FaultName } from './fault-table.ts';
import { seeded } from './made-up.ts';

/** Which requests go wrong, and how. A member that is left out matches everything. */
export interface FaultRule {
  readonly fault: FaultName;
  /** The catalogue's system id. */
  readonly system?: string;
  readonly method?: string;
  /** Of the path below the system's address, without query. */
  readonly path?: RegExp;
  /** How many matching requests, from now on; all of them when left out. */
  readonly times?: number;
  /** Which part of the matching requests, from 0 to 1; all of them when left out. */
  readonly share?: number;
}

/** One request as it arrived, and what went wrong with it. */
export interface Struck {
  readonly system: string;
  readonly method: string;
  readonly path: string;
  readonly fault: FaultName | undefined;
}

/** What goes wrong in a sandbox, switchable while it runs. */
export interface Faults {
  /** Adds a rule. Of several that match one request the first decides. */
  readonly add: (rule: FaultRule) => void;
  /** Drops all rules. */
  readonly clear: () => void;
  /** Sets the clock of every system off, by milliseconds: tokens age by it and answers tell it. */
  readonly skew: (milliseconds: number) => void;
  /** What that clock says, in milliseconds since 1970. */
  readonly now: () => number;
  /** Whether it is off. */
  readonly skewed: () => boolean;
  /** How long a late handling waits, and each of the four pieces of a slow answer, in milliseconds. */
  readonly pause: number;
  /** The fault that an arriving request meets. */
  readonly meet: (system: string, ask: Pick<Ask, 'method' | 'path'>) => FaultName | undefined;
}

/** How faults are opened. */
export interface FaultsOptions {
  /** The same seed draws the same requests, in order of arrival. */
  readonly seed?: number;
  readonly pause?: number;
  /** Told of every request as it arrives. */
  readonly arrived?: (request: Struck) => void;
}

/** Nothing goes wrong yet. */
export function openFaults({ seed = 1, pause = 1_000, arrived }: FaultsOptions = {}): Faults {
  const random = seeded(seed);
  let rules: { readonly rule: FaultRule; left: number }[] = [];
  let ahead = 0;
  const meet = (system: string, { method, path }: Pick<Ask, 'method' | 'path'>) => {
    const met = rules.find(
      ({ rule, left }) =>
        left > 0 &&
        (rule.system === undefined || rule.system === system) &&
        (rule.method === undefined || rule.method === method) &&
        (rule.path === undefined || rule.path.test(path)) &&
        (rule.share === undefined || random() < rule.share),
    );
    if (met) met.left -= 1;
    return met?.rule.fault;
  };
  return {
    add: (rule) => void rules.push({ rule, left: rule.times ?? Infinity }),
    clear: () => void (rules = []),
    skew: (milliseconds) => void (ahead = milliseconds),
    now: () => Date.now() + ahead,
    skewed: () => ahead !== 0,
    pause,
    meet: (system, ask) => {
      const fault = meet(system, ask);
      arrived?.({ system, method: ask.method, path: ask.path, fault });
      return fault;
    },
  };
}
