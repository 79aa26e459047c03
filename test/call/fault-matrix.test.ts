import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, type FaultName } from '../../src/sandbox/core/fault-table.ts';
import { LASTING, wanted } from './faults-wanted.ts';
import { catalog, faultySystems, type FaultySystems, type Ready } from './faulty-systems.ts';

/** They begin and end sessions. */
const SIGNS = new Set(['login', 'logout', 'iam_login_create', 'iam_logout_create', 'iam_logoutall_create']);
/** Two connections for each system: were one not given back after a fault, the calls after it would wait for ever. */
const FEW = { connections: 2, total: 10_000 };

/** Makes the call while its request meets the fault, once or always; how it ended and in how many requests, and its answer. */
async function meet(systems: FaultySystems, ready: Ready, fault: FaultName, times: number) {
  const { faults, arrived, call } = systems;
  faults.add({ ...ready.request, fault, times });
  const from = arrived.length;
  const outcome = await call(ready.entry.operation, ready.args);
  const { system, method, path } = ready.request;
  const requests = arrived.slice(from).filter((one) => one.system === system && one.method === method && path.test(one.path));
  const answer = outcome.kind === 'done' ? JSON.stringify(outcome.answer.structured) : undefined;
  return { end: `${'error' in outcome ? outcome.error.code : outcome.kind} ${requests.length}`, answer };
}

const isFault = (name: string): name is FaultName => name in FAULTS;
const NAMES = Object.keys(FAULTS).filter(isFault);

let systems: FaultySystems;
let all: readonly Ready[];
beforeAll(async () => {
  systems = await faultySystems(1, FEW);
  all = await systems.ready();
});
afterAll(() => systems.close());

describe('every operation', () => {
  /** Every operation whose end is none of those that are wanted, or whose answer is not the one that a healthy system gives. */
  const wrong = async (fault: FaultName, lasts: boolean) => {
    const problems: string[] = [];
    for (const ready of all) {
      systems.faults.clear();
      systems.arrived.length = 0;
      const { end, answer } = await meet(systems, ready, fault, lasts ? Infinity : 1);
      const right = wanted(ready, fault, lasts);
      const name = `${ready.entry.operation.name} × ${fault}`;
      if (!right.some((one) => one === end)) problems.push(`${name}: ${end}, wanted ${right.join(' or ')}`);
      // When a session ends differs.
      else if (answer !== undefined && answer !== ready.answer && !/"expiry"/.test(answer)) problems.push(`${name}: answered ${answer}`);
    }
    systems.faults.clear();
    return problems;
  };

  it('is there, and succeeds while nothing goes wrong', () => {
    const ready = new Set(all.map(({ entry }) => entry.operation.name));
    expect([...catalog.byName.keys()].filter((name) => !ready.has(name))).toEqual([]);
    expect(all).toHaveLength(224);
  });

  it.each(NAMES)('met by %s once ends as it should, with no request too many', async (fault) => {
    expect(await wrong(fault, false)).toEqual([]);
  });

  it.each(LASTING)('met by %s from then on ends as it should, with no request too many', async (fault) => {
    expect(await wrong(fault, true)).toEqual([]);
  });

  it('succeeds again afterwards, on the same few connections', async () => {
    const failed: string[] = [];
    for (const { entry, args } of all) if ((await systems.call(entry.operation, args)).kind !== 'done') failed.push(entry.operation.name);
    expect(failed).toEqual([]);
  });
});

describe('every operation, when a system is silent', () => {
  let silent: FaultySystems;
  beforeAll(async () => {
    // Far longer than the client waits.
    silent = await faultySystems(5_000, { headers: 1_000, body: 1_000, total: 20_000 });
  });
  afterAll(() => silent.close());

  const wrong = async (ready: Ready, fault: FaultName, right: RegExp, times = 1) => {
    const { end } = await meet(silent, ready, fault, times);
    return right.test(end) ? [] : [`${ready.entry.operation.name} × ${fault}: ${end}`];
  };
  const atOnce = async (some: readonly Ready[], check: (ready: Ready) => Promise<readonly string[]>) =>
    (await Promise.all(some.map(check))).flat();

  it.each(['latency', 'slow-body'] as const)('is given up in time, a write after one request: %s', async (fault) => {
    const signs = all.filter(({ entry }) => SIGNS.has(entry.operation.id));
    const writes = all.filter((ready) => ready.entry.operation.effect !== 'read' && !signs.includes(ready));
    const reads = all.filter(({ entry }) => entry.operation.effect === 'read');
    const problems = [
      ...(await atOnce(writes, (ready) => wrong(ready, fault, /^outcome_unknown 1$/))),
      // Others read the same at the same time, to show what they ask about.
      ...(await atOnce(reads, (ready) => wrong(ready, fault, /^timed_out [1-9]$/, Infinity))),
    ];
    silent.faults.clear();
    // Last, because the others need the session that these begin and end.
    const last = await atOnce(signs, (ready) => wrong(ready, fault, /^(timed_out|outcome_unknown) 1$/));
    silent.faults.clear();
    expect([...problems, ...last]).toEqual([]);
  });
});
