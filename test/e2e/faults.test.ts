import { beforeAll, describe, expect, it } from 'vitest';
import type { Steward } from '../../src/app.ts';
import type { Outcome } from '../../src/call/index.ts';
import type { FaultName } from '../../src/sandbox/core/fault-table.ts';
import type { Struck } from '../../src/sandbox/core/faults.ts';
import { openFaults, openSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { knowledgeBases } from '../../src/sandbox/knowledgeowl/index.ts';
import { answerOf } from '../call/steward.ts';
import { atEnd, stewardFor } from './opened.ts';

const HOURS = 3_600_000;

/** What creates something in each system, and what lists such things. */
const CREATES: Readonly<Record<string, readonly [tool: string, args: (name: string) => object, list: string]>> = {
  lightdash: ['lightdash_create_group', (name) => ({ name, confirm: true }), 'lightdash_list_groups'],
  'ciso-assistant': ['ciso_create_team', (name) => ({ name, confirm: true }), 'ciso_list_teams'],
  'knowi-management': ['knowi_create_group', (groupName) => ({ groupName }), 'knowi_list_groups'],
  knowledgeowl: [
    'knowledgeowl_create_reader',
    (name) => ({ username: `${name}@example.com`, projects: [knowledgeBases.help], 'pw-type': 'email', confirm: true }),
    'knowledgeowl_list_readers',
  ],
};

const arrived: Struck[] = [];
const faults = openFaults({ pause: 1, arrived: (request) => arrived.push(request) });
let sandbox: Sandbox;
let steward: Steward;

async function open(): Promise<Steward> {
  // Without its token, CISO Assistant has a session that ends.
  const { CISO_ASSISTANT_TOKEN: _, ...environment } = sandbox.settings;
  return stewardFor({ ...environment, STEWARD_CONFIRM: 'flag', STEWARD_VENDOR_COOLDOWN: '0' });
}

beforeAll(async () => {
  sandbox = await openSandbox({ faults });
  atEnd(sandbox.close);
  steward = await open();
});

const run = (tool: string, args: object = {}): Promise<Outcome> =>
  steward.call({ tool, args, caller: { principal: 'local', surface: 'stdio' } });

const count = async (list: string) => Number(answerOf(await run(list, { count: true }))['count']);

describe.each(Object.entries(CREATES))('what is created in %s', (system, [tool, args, list]) => {
  it.each<readonly [FaultName, string, number]>([
    ['latency', 'done', 1],
    ['429', 'done', 1],
    ['429-retry-after', 'done', 1],
    ['500', 'vendor_error', 0],
    ['502', 'outcome_unknown', 0],
    ['reset-before', 'outcome_unknown', 0],
    ['reset-after', 'outcome_unknown', 1],
    ['half-body', 'outcome_unknown', 1],
    ['slow-body', 'done', 1],
  ])('while a request meets %s: %s, and there are %i more', async (fault, end, more) => {
    const before = await count(list);
    faults.add({ fault, system, method: 'POST', path: /^(?!.*login)/, times: 1 });
    const outcome = await run(tool, args(`made-while-${fault}`));
    faults.clear();
    expect('error' in outcome ? outcome.error.code : outcome.kind).toBe(end);
    expect((await count(list)) - before).toBe(more);
  });
});

describe('a clock that is off', () => {
  const logins = () => arrived.filter(({ method, path }) => method === 'POST' && path.includes('login')).length;

  it.each([
    ['two hours ahead', 2 * HOURS],
    ['two hours behind', -2 * HOURS],
  ])('%s from the start: each system is signed in to once', async (_, skew) => {
    faults.skew(skew);
    steward = await open();
    arrived.length = 0;
    for (const list of ['knowi_list_groups', 'ciso_list_teams']) for (let n = 0; n < 3; n += 1) await count(list);
    expect(logins()).toBe(2);
    faults.skew(0);
  });

  it('that jumps ahead ends the sessions: they are begun again, once, and the calls succeed', async () => {
    steward = await open();
    for (const list of ['knowi_list_groups', 'ciso_list_teams']) await count(list);
    arrived.length = 0;
    faults.skew(2 * HOURS);
    for (const list of ['knowi_list_groups', 'ciso_list_teams']) for (let n = 0; n < 3; n += 1) await count(list);
    expect(logins()).toBe(2);
    faults.skew(0);
  });
});
