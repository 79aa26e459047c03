import { describe, expect, test } from 'vitest';
import { openKnowiSso } from '../../src/sandbox/knowi-sso/index.ts';
import { knowiSsoAdapter } from '../../src/vendor/knowi-sso/adapter.ts';
import { ssoSessionCreate } from '../../tools/knowi-sso/sessions.ts';
import { ssoUserContentFiltersUpdate, ssoUserCreate, ssoUserRemove } from '../../tools/knowi-sso/users.ts';
import { call, emulated, using, vendor, type Said } from './vendor-server.ts';

const TOKEN = 'customer-token-1';
const FILTER = [{ fieldName: 'customer', values: ['A & B'], operator: '=' }];

async function sso(said: Said, root = '') {
  const { url, asked } = await vendor(() => said);
  return {
    adapter: using(knowiSsoAdapter({ url: `${url}${root}`, customerToken: TOKEN })),
    form: () => new URLSearchParams(asked.at(-1)?.body),
    asked,
  };
}

describe('forms', () => {
  test('a user: repeated groups, the filter as JSON text, the customer token from the settings, no replaced token', async () => {
    const { adapter, form, asked } = await sso([200, 'user-token-1']);
    await call(adapter, ssoUserCreate, {
      user: 'ada@example.com',
      'userGroups[]': ['First Group', 'B'],
      contentFilter: FILTER,
      role: 'viewer',
    });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      url: '/sso/user/create',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(asked[0]?.headers.authorization).toBeUndefined();
    expect([...form()]).toEqual([
      ['user', 'ada@example.com'],
      ['userGroups[]', 'First Group'],
      ['userGroups[]', 'B'],
      ['contentFilter', JSON.stringify(FILTER)],
      ['role', 'viewer'],
      ['refreshToken', 'false'],
      ['ssoCustomerToken', TOKEN],
    ]);
  });

  test('an explicitly empty list of groups is sent, a missing one is not', async () => {
    const { adapter, form } = await sso([200, 'user-token-1']);
    await call(adapter, ssoUserCreate, { user: 'ada', userGroups: [] });
    expect(form().getAll('userGroups[]')).toEqual(['[]']);
    await call(adapter, ssoUserCreate, { user: 'ada' });
    expect(form().has('userGroups[]')).toBe(false);
  });

  test('a session carries no customer token', async () => {
    const { adapter, form } = await sso([200, 'session-token-1']);
    expect((await call(adapter, ssoSessionCreate, { user: 'ada', userToken: 'user-token-1', expiry: 5 })).data).toEqual({
      sessionToken: 'session-token-1',
    });
    expect(Object.fromEntries(form())).toEqual({ user: 'ada', userToken: 'user-token-1', expiry: '5' });
  });

  test('a filter as a list and as text is the same', async () => {
    const { adapter, form } = await sso([200, '']);
    for (const contentFilter of [FILTER, JSON.stringify(FILTER)]) {
      expect((await call(adapter, ssoUserContentFiltersUpdate, { user: 'ada', contentFilter })).data).toBeNull();
      expect(form().get('contentFilter')).toBe(JSON.stringify(FILTER));
    }
    await call(adapter, ssoUserContentFiltersUpdate, { user: 'ada', contentFilter: [] });
    expect(form().get('contentFilter')).toBe('[]');
  });

  test('the root of the other Knowi API is cut off', async () => {
    const { adapter, asked } = await sso([200, 'ok'], '/api/1.0');
    await call(adapter, ssoUserRemove, { user: 'ada', userToken: 'user-token-1' });
    expect(asked[0]?.url).toBe('/sso/user/remove');
  });
});

describe('answers', () => {
  test.each<readonly [string, Said]>([
    ['bare text', [200, 'token-1\n']],
    ['a page that is only text', [200, 'token-1', 'text/html']],
    ['JSON text', [200, '"token-1"', 'application/json']],
    ['JSON with a member', [200, { token: 'token-1' }]],
  ])('a token as %s', async (_, said) => {
    const { adapter } = await sso(said);
    expect((await call(adapter, ssoUserCreate, { user: 'ada' })).data).toEqual({ userToken: 'token-1' });
  });

  test('a token of digits is text', async () => {
    const { adapter } = await sso([200, '00123']);
    expect((await call(adapter, ssoUserCreate, { user: 'ada' })).data).toEqual({ userToken: '00123' });
  });

  test.each<readonly [Said, string]>([
    [[200, ''], 'outcome_unknown'],
    [[200, 'Could not create the user'], 'outcome_unknown'],
    [[200, { message: 'no' }], 'outcome_unknown'],
    [[200, '<html>Sign in</html>', 'text/html'], 'unexpected_answer'],
    [[400, { message: 'user is missing' }], 'rejected'],
    [[401, { message: 'customer-token-1 is wrong' }], 'sign_in_failed'],
    [[403, ''], 'forbidden'],
    [[404, '<html></html>'], 'unexpected_answer'],
    [[404, { message: 'No SSO user' }], 'not_found'],
    [[500, 'oops customer-token-1'], 'vendor_error'],
    [[502, ''], 'outcome_unknown'],
  ])('%j is %s and never tells the customer token', async (said, code) => {
    const { adapter, asked } = await sso(said);
    const failure = await call(adapter, ssoUserCreate, { user: 'ada' }).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code });
    expect(String(failure)).not.toContain(TOKEN);
    expect(asked).toHaveLength(1);
  });

  test('401 where a token of the user is sent blames that', async () => {
    const { adapter } = await sso([401, { message: 'no' }]);
    await expect(call(adapter, ssoSessionCreate, { user: 'ada', userToken: 'wrong' })).rejects.toMatchObject({
      code: 'rejected',
      details: { field: 'userToken' },
    });
  });
});

test('a user of the emulated Knowi SSO, from first to last', async () => {
  const emulation = openKnowiSso();
  const adapter = using(
    knowiSsoAdapter({ url: await emulated(emulation), customerToken: emulation.credentials['KNOWI_SSO_CUSTOMER_TOKEN'] ?? '' }),
  );
  const create = async (more: object = {}) =>
    String(Object((await call(adapter, ssoUserCreate, { user: 'nova@example.com', ...more })).data).userToken);
  const first = await create({ userGroups: ['Sales', 'Night shift'], role: 'viewer' });
  expect(await create()).toBe(first);
  const second = await create({ refreshToken: true });
  expect(second).not.toBe(first);
  const session = (userToken: string) => call(adapter, ssoSessionCreate, { user: 'nova@example.com', userToken });
  await expect(session(first)).rejects.toMatchObject({ code: 'rejected' });
  expect((await session(second)).data).toEqual({ sessionToken: expect.any(String) });
  await call(adapter, ssoUserContentFiltersUpdate, { user: 'nova@example.com', contentFilter: FILTER });
  await call(adapter, ssoUserRemove, { user: 'nova@example.com', userToken: second });
  await expect(session(second)).rejects.toMatchObject({ code: 'rejected' });
});
