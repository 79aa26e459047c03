import { afterEach, describe, expect, it } from 'vitest';
import { FAULTS, type FaultName } from '../../src/sandbox/core/fault-table.ts';
import type { FaultRule, Struck } from '../../src/sandbox/core/faults.ts';
import { openFaults, openSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { member } from '../../src/operation/index.ts';
import { rowsOf, send, textOf } from './send.ts';

const KEY = { authorization: `Basic ${btoa('sandbox-knowledgeowl-key:X')}` };
const BREAKING = ['reset-before', 'reset-after', 'half-body', 'slow-body', '503'] as const;
const open: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

/** A sandbox in which things go wrong as the rules say; `create` makes a reader, `count` tells how many there are. */
async function faulty(rules: readonly FaultRule[], seed = 1) {
  const arrived: Struck[] = [];
  const faults = openFaults({ seed, pause: 1, arrived: (request) => arrived.push(request) });
  const sandbox = await openSandbox({ faults });
  open.push(sandbox);
  const url = `${sandbox.urls.knowledgeowl}/reader.json`;
  const count = async () =>
    Number(textOf(member((await send('GET', `${url}?limit=1`, { headers: KEY })).body, 'page_stats'), 'total_records'));
  const before = await count();
  for (const rule of rules) faults.add(rule);
  const create = (name: string) =>
    send('POST', url, { json: { username: `${name}@example.com`, 'pw-type': 'email', projects: [] }, headers: KEY });
  return { faults, sandbox, arrived, create, added: async () => (await count()) - before };
}

/** What becomes of a request that creates something: the status and type of its answer, or that there is none. */
async function met(fault: FaultName) {
  const { create, added } = await faulty([{ fault, method: 'POST', times: 1 }]);
  const seen = await create('new.reader').then(
    ({ status, type, body }) => `${status} ${type.split(';')[0]}${body === undefined ? ', no JSON' : ''}`,
    () => 'broken off',
  );
  return [seen, await added()];
}

describe('a fault that meets a request', () => {
  it.each([
    ['latency', '200 application/json', 1],
    ['429', '429 text/html, no JSON', 0],
    ['429-retry-after', '429 text/html, no JSON', 0],
    ['500', '500 text/html, no JSON', 0],
    ['502', '502 text/html, no JSON', 0],
    ['503', '503 text/html, no JSON', 0],
    ['reset-before', 'broken off', 0],
    ['reset-after', 'broken off', 1],
    ['half-body', 'broken off', 1],
    ['slow-body', '200 application/json', 1],
    ['wrong-type', '200 text/plain', 1],
    ['truncated-json', '200 application/json, no JSON', 1],
    ['expired-token', '401 application/json', 0],
  ] as const)('%s: %s, and %d times handled', async (fault, seen, handled) => {
    expect(await met(fault)).toEqual([seen, handled]);
  });

  it('is one of those above', () => {
    expect(Object.keys(FAULTS)).toHaveLength(13);
  });
});

describe('a rule', () => {
  it('is for as many requests as it says, and for those of its system, method and path', async () => {
    const { create, arrived, added } = await faulty([
      { fault: '503', system: 'lightdash' },
      { fault: '503', method: 'PUT' },
      { fault: '503', path: /other/ },
      { fault: '500', method: 'POST', times: 2 },
    ]);
    const statuses = [await create('a'), await create('b'), await create('c')].map(({ status }) => status);
    expect(statuses).toEqual([500, 500, 200]);
    expect(arrived.filter(({ method }) => method === 'POST').map(({ fault }) => fault)).toEqual(['500', '500', undefined]);
    expect(await added()).toBe(1);
  });

  it('of a share draws the same requests for the same seed, about as many as it says', async () => {
    const drawn = (seed: number) => {
      const faults = openFaults({ seed });
      faults.add({ fault: '429', share: 0.25 });
      return Array.from({ length: 1_000 }, () => faults.meet('lightdash', { method: 'GET', path: '/' }) !== undefined);
    };
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
    const met = drawn(7).filter(Boolean).length;
    expect(met).toBeGreaterThan(200);
    expect(met).toBeLessThan(300);
  });

  it('is gone when all are dropped', async () => {
    const { create, faults } = await faulty([{ fault: '500' }]);
    faults.clear();
    expect((await create('a')).status).toBe(200);
  });
});

describe('every system', () => {
  it('says in its own words that a token has ended, but not to whoever signs in', async () => {
    const { sandbox } = await faulty([{ fault: 'expired-token' }]);
    const { urls, settings } = sandbox;
    const form = { client_id: settings['KNOWI_CLIENT_ID'] ?? '', client_secret: settings['KNOWI_CLIENT_SECRET'] ?? '' };
    const signedIn = await send('POST', `${urls['knowi-management']}/login`, { form });
    expect(signedIn.status).toBe(200);
    const bearer = { authorization: `Bearer ${textOf(signedIn.body, 'access_token')}` };
    const said = [
      await send('GET', `${urls['knowi-management']}/users`, { headers: bearer }),
      await send('POST', `${urls['knowi-sso']}/sso/user/create`, { form: { user: 'a' } }),
      await send('GET', `${urls['ciso-assistant']}/api/users/`, { headers: { authorization: 'Token x' } }),
      await send('GET', `${urls['lightdash']}/api/v1/org`, { headers: { authorization: 'ApiKey x' } }),
      await send('GET', `${urls['lightdash']}/api/v1/org`, { headers: { cookie: 'connect.sid=x' } }),
      await send('GET', `${urls['knowledgeowl']}/reader.json`, { headers: KEY }),
    ].map(({ status, text }) => [status, /expired|not valid|Invalid|not recognised|Failed to authorize/.test(text)]);
    expect(said).toEqual(said.map(() => [401, true]));
  });

  it('has its clock set off alike: in the Date of its answers and in the end of its tokens', async () => {
    const { sandbox, faults } = await faulty([]);
    const { urls, settings } = sandbox;
    const form = { client_id: settings['KNOWI_CLIENT_ID'] ?? '', client_secret: settings['KNOWI_CLIENT_SECRET'] ?? '' };
    const signedIn = await send('POST', `${urls['knowi-management']}/login`, { form });
    const headers = { authorization: `Bearer ${textOf(signedIn.body, 'access_token')}` };
    const groups = async () => send('GET', `${urls['knowi-management']}/groups`, { headers });
    const told = async () => Date.parse((await fetch(`${urls['lightdash']}/api/v1/health`)).headers.get('date') ?? '');
    expect((await groups()).status).toBe(200);
    expect(Math.abs((await told()) - Date.now())).toBeLessThan(60_000);
    faults.skew(2 * 3_600_000);
    expect((await groups()).status).toBe(401);
    expect((await told()) - Date.now()).toBeGreaterThan(3_600_000);
  });

  it('goes on after its faults', async () => {
    const { sandbox, faults } = await faulty(BREAKING.map((fault) => ({ fault, share: 0.4 })));
    for (let n = 0; n < 60; n += 1) await send('GET', `${sandbox.urls.lightdash}/api/v1/health`).catch(() => undefined);
    faults.clear();
    const { body, status } = await send('GET', `${sandbox.urls.knowledgeowl}/reader.json?limit=2`, { headers: KEY });
    expect([status, rowsOf(body, 'data').length]).toEqual([200, 2]);
  });
});
