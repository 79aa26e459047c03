import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveEmulations, type Sandbox } from '../../src/sandbox/core/server.ts';
import { openKnowiSso } from '../../src/sandbox/knowi-sso/index.ts';
import { send, type Sent } from './send.ts';

const KIM = 'kim.park@example.com';
/** A user of the seed, whose token nobody was told. */
const SEEDED = 'fenno.brisk@example.com';
const FILTER = JSON.stringify([{ fieldName: 'region', values: ['Italy'], operator: '=' }]);

let sandbox: Sandbox;
let base: string;
let customer: string;
let clock = Date.UTC(2026, 5, 1);

type Pairs = readonly (readonly [string, string])[];
const post = (path: string, form: Sent['form']) => send('POST', `${base}/sso${path}`, form ? { form } : {});
const create = (user: string, more: Pairs = []) => post('/user/create', [['user', user], ['ssoCustomerToken', customer], ...more]);
const session = (user: string, userToken: string, more: Pairs = []) =>
  post('/session/create', [['user', user], ['userToken', userToken], ...more]);
const page = (token: string) => send('GET', `${base}/sso/user/login?token=${token}`);

/** What a user sees after signing in with this user token. */
const seenBy = async (user: string, userToken: string) => (await page((await session(user, userToken)).text)).text;

beforeEach(async () => {
  sandbox = await serveEmulations([openKnowiSso({ now: () => clock })]);
  base = sandbox.settings.KNOWI_SSO_URL ?? '';
  customer = sandbox.settings.KNOWI_SSO_CUSTOMER_TOKEN ?? '';
});
afterEach(() => sandbox.close());

describe('creating a user', () => {
  it('answers a bare token, and applies groups, filter and role', async () => {
    const made = await create(KIM, [
      ['userGroups[]', 'Sales'],
      ['userGroups[]', 'Brand New'],
      ['contentFilter', FILTER],
      ['role', 'viewer'],
    ]);
    expect(made).toMatchObject({ status: 200, body: undefined, text: expect.stringMatching(/^sandbox-sso-user-/) });
    expect(made.type).toContain('text/plain');
    expect(await seenBy(KIM, made.text)).toBe(`Signed in: ${KIM}\nRole: viewer\nGroups: Sales, Brand New\nRows: ${FILTER}\n`);
  });

  it('gives the role user, no group and all rows when nothing is said, even without a token asked for', async () => {
    const { text } = await create(KIM, [
      ['refreshToken', 'false'],
      ['role', ''],
    ]);
    expect(await seenBy(KIM, text)).toBe(`Signed in: ${KIM}\nRole: user\nGroups: none\nRows: all\n`);
  });

  it('again only rotates the token: the older one ends, the rest stays', async () => {
    const first = await create(KIM, [['userGroups[]', 'Sales']]);
    const second = await create(KIM, [
      ['userGroups[]', 'Support'],
      ['role', 'admin'],
    ]);
    expect(second.text).not.toBe(first.text);
    expect((await session(KIM, first.text)).status).toBe(401);
    expect(await seenBy(KIM, second.text)).toContain('Role: user\nGroups: Sales\n');
  });

  it('with refreshToken=false keeps the token', async () => {
    const { text } = await create(KIM);
    expect((await create(KIM, [['refreshToken', 'false']])).text).toBe(text);
  });

  it('with refresh=true replaces what is sent and keeps what is not', async () => {
    const { text } = await create(KIM, [
      ['userGroups[]', 'Sales'],
      ['contentFilter', FILTER],
      ['role', 'viewer'],
    ]);
    await create(KIM, [
      ['refresh', 'true'],
      ['refreshToken', 'false'],
      ['userGroups[]', 'Support'],
    ]);
    expect(await seenBy(KIM, text)).toBe(`Signed in: ${KIM}\nRole: viewer\nGroups: Support\nRows: ${FILTER}\n`);
    await create(KIM, [
      ['refresh', 'True'],
      ['refreshToken', 'False'],
      ['role', 'admin'],
      ['contentFilter', '[]'],
    ]);
    expect(await seenBy(KIM, text)).toBe(`Signed in: ${KIM}\nRole: admin\nGroups: Support\nRows: all\n`);
  });

  it.each(['[]', ''])('takes the user out of every group with the empty list %j, on refresh only', async (empty) => {
    const { text } = await create(KIM, [['userGroups[]', 'Sales']]);
    await create(KIM, [
      ['userGroups[]', empty],
      ['refreshToken', 'false'],
    ]);
    expect(await seenBy(KIM, text)).toContain('Groups: Sales');
    await create(KIM, [
      ['userGroups[]', empty],
      ['refresh', 'true'],
      ['refreshToken', 'false'],
    ]);
    expect(await seenBy(KIM, text)).toContain('Groups: none');
  });

  it('is the only way to a token of a user whose token is lost', async () => {
    const { text } = await create(SEEDED);
    expect(await seenBy(SEEDED, text)).toMatch(/Role: viewer\nGroups: Field Ops\nRows: .*North/);
  });

  it.each([
    ['no user', [['ssoCustomerToken', 'CUSTOMER']], 400],
    ['no customer token', [['user', KIM]], 400],
    [
      'a wrong customer token',
      [
        ['user', KIM],
        ['ssoCustomerToken', 'other'],
      ],
      401,
    ],
    [
      'a filter that is no JSON',
      [
        ['user', KIM],
        ['ssoCustomerToken', 'CUSTOMER'],
        ['contentFilter', '['],
      ],
      400,
    ],
    [
      'a filter that is no list',
      [
        ['user', KIM],
        ['ssoCustomerToken', 'CUSTOMER'],
        ['contentFilter', '{}'],
      ],
      400,
    ],
    [
      'a flag that is none',
      [
        ['user', KIM],
        ['ssoCustomerToken', 'CUSTOMER'],
        ['refresh', '1'],
      ],
      400,
    ],
  ] as const)('refuses %s', async (_, form, status) => {
    const pairs = form.map(([name, value]): readonly [string, string] => [name, value === 'CUSTOMER' ? customer : value]);
    const seen = await post('/user/create', pairs);
    expect(seen).toMatchObject({ status, body: { message: expect.any(String) } });
    expect(seen.text).not.toContain(customer);
  });

  it('reads a form only', async () => {
    const seen = await send('POST', `${base}/sso/user/create`, { json: { user: KIM, ssoCustomerToken: customer } });
    expect(seen.status).toBe(400);
  });
});

describe('opening a session', () => {
  it('needs no customer token and ends after 30 minutes unused', async () => {
    const { text: userToken } = await create(KIM);
    const { status, text } = await session(KIM, userToken);
    expect(status).toBe(200);
    expect(text).toMatch(/^sandbox-sso-session-/);
    clock += 30 * 60_000;
    expect((await page(text)).status).toBe(401);
  });

  it('lasts as long as asked, and 120 idle minutes once used', async () => {
    const { text: userToken } = await create(KIM);
    const { text } = await session(KIM, userToken, [['expiry', '60']]);
    clock += 59 * 60_000;
    expect((await page(text)).status).toBe(200);
    clock += 119 * 60_000;
    expect((await send('GET', `${base}/sso/groups?token=${text}`)).body).toEqual({ list: [] });
    clock += 120 * 60_000;
    expect((await page(text)).status).toBe(401);
  });

  it('ends by signing out', async () => {
    const { text } = await session(KIM, (await create(KIM)).text);
    expect((await send('PUT', `${base}/sso/user/logout?token=${text}`)).status).toBe(200);
    expect((await page(text)).status).toBe(401);
  });

  it.each([
    [
      'a wrong token',
      [
        ['user', KIM],
        ['userToken', 'other'],
      ],
      401,
    ],
    [
      'an unknown user',
      [
        ['user', 'nobody@example.com'],
        ['userToken', 'other'],
      ],
      401,
    ],
    ['no token', [['user', KIM]], 400],
    ['no user', [['userToken', 'other']], 400],
    [
      'an expiry of nothing',
      [
        ['user', KIM],
        ['userToken', 'other'],
        ['expiry', '0'],
      ],
      400,
    ],
    [
      'an expiry that is no number',
      [
        ['user', KIM],
        ['userToken', 'other'],
        ['expiry', 'soon'],
      ],
      400,
    ],
  ] as const)('refuses %s', async (_, form, status) => {
    await create(KIM);
    expect(await post('/session/create', form)).toMatchObject({ status, body: { message: expect.any(String) } });
  });
});

describe('removing a user', () => {
  it('needs both tokens, and ends the sessions', async () => {
    const { text: userToken } = await create(KIM);
    const { text } = await session(KIM, userToken);
    const form = { user: KIM, userToken, ssoCustomerToken: customer };
    expect((await post('/user/remove', { ...form, userToken: 'other' })).status).toBe(401);
    expect((await post('/user/remove', { ...form, ssoCustomerToken: 'other' })).status).toBe(401);
    expect((await post('/user/remove', { ...form, user: 'nobody@example.com' })).status).toBe(404);
    expect((await post('/user/remove', { user: KIM, ssoCustomerToken: customer })).status).toBe(400);
    expect(await post('/user/remove', form)).toMatchObject({ status: 200, text: '' });
    expect((await page(text)).status).toBe(401);
    expect((await session(KIM, userToken)).status).toBe(401);
    expect((await post('/user/remove', form)).status).toBe(404);
  });
});

describe('updating a filter', () => {
  const update = (form: Sent['form']) => post('/user/contentfilters/update', form);

  it('replaces the filter without the user token, and an empty list opens all rows', async () => {
    const { text } = await create(KIM, [['contentFilter', FILTER]]);
    const other = JSON.stringify([{ fieldName: 'customer', values: ['A', 2], operator: 'Equals' }]);
    expect(await update({ user: KIM, ssoCustomerToken: customer, contentFilter: other })).toMatchObject({ status: 200, text: '' });
    expect(await seenBy(KIM, text)).toContain(`Rows: ${other}`);
    await update({ user: KIM, ssoCustomerToken: customer, contentFilter: '[]' });
    expect(await seenBy(KIM, text)).toContain('Rows: all');
  });

  it('refuses what it cannot read or does not know', async () => {
    const form = { user: SEEDED, ssoCustomerToken: customer, contentFilter: FILTER };
    expect((await update({ ...form, contentFilter: 'region=Italy' })).status).toBe(400);
    expect((await update({ user: SEEDED, ssoCustomerToken: customer })).status).toBe(400);
    expect((await update({ user: SEEDED, contentFilter: FILTER })).status).toBe(400);
    expect((await update({ ...form, ssoCustomerToken: 'other' })).status).toBe(401);
    expect((await update({ ...form, user: 'nobody@example.com' })).status).toBe(404);
    expect((await send('POST', `${base}/user/create`)).status).toBe(404);
  });
});
