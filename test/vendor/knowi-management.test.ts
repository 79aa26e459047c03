import { afterEach, describe, expect, test, vi } from 'vitest';
import { openKnowi } from '../../src/sandbox/knowi/index.ts';
import { knowiManagementAdapter } from '../../src/vendor/knowi-management/adapter.ts';
import { login, logout } from '../../tools/knowi-management/authentication.ts';
import {
  generateSecureShareHash,
  generateSecureShareUrl,
  generateShareUrl,
  getDashboardShare,
  listDashboards,
} from '../../tools/knowi-management/dashboards.ts';
import { createGroup, deleteGroup, getGroup, listGroups, updateGroup } from '../../tools/knowi-management/groups.ts';
import { createUserGroup, listUserGroups, removeUserGroup } from '../../tools/knowi-management/user-groups.ts';
import { createUser, deleteUser, getUser, listUsers, moveUserAssets, searchUser, updateUser } from '../../tools/knowi-management/users.ts';
import { call, emulated, using, vendor, type Arrived, type Said } from './vendor-server.ts';

afterEach(() => vi.useRealTimers());

const CLIENT = { clientId: 'client-1', clientSecret: 'client-secret-1' };

/** A Knowi that hands out tokens t1, t2 … and answers everything else by a function of the request and its token. */
async function knowi(answer: (asked: Arrived, token: string) => Said, expiresIn: unknown = 3600) {
  let tokens = 0;
  const { url, asked } = await vendor((request) => {
    if (request.url !== '/api/1.0/login') return answer(request, request.headers.authorization?.replace('Bearer ', '') ?? '');
    tokens += 1;
    return [200, { access_token: `t${tokens}`, token_type: 'Bearer', expires_in: expiresIn }];
  });
  const adapter = using(knowiManagementAdapter({ url, ...CLIENT }));
  return { adapter, asked, logins: () => tokens };
}

describe('signing in', () => {
  test('credentials travel as a form, the token as bearer, and a bare host gets the documented root', async () => {
    const { adapter, asked } = await knowi(() => [200, { list: [] }]);
    await call(adapter, listGroups);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /api/1.0/login', 'GET /api/1.0/groups']);
    expect(asked[0]?.body).toBe('client_id=client-1&client_secret=client-secret-1');
    expect(asked[1]?.headers.authorization).toBe('Bearer t1');
  });

  test('a URL with a path is taken as it is', async () => {
    const { url, asked } = await vendor(() => [200, { access_token: 'a', list: [] }]);
    await call(using(knowiManagementAdapter({ url: `${url}/bi/api/1.0/`, ...CLIENT })), listGroups);
    expect(asked.map((one) => one.url)).toEqual(['/bi/api/1.0/login', '/bi/api/1.0/groups']);
  });

  test('concurrent calls share one sign-in', async () => {
    const { adapter, logins } = await knowi(() => [200, { list: [] }]);
    await Promise.all([call(adapter, listGroups), call(adapter, listUsers), call(adapter, listDashboards)]);
    expect(logins()).toBe(1);
  });

  test('the token is replaced shortly before it ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { adapter, asked } = await knowi(() => [200, { list: [] }]);
    await call(adapter, listGroups);
    vi.setSystemTime(Date.now() + 3530 * 1000);
    await call(adapter, listGroups);
    vi.setSystemTime(Date.now() + 15 * 1000);
    await call(adapter, listGroups);
    expect(asked.flatMap(({ headers }) => headers.authorization ?? [])).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
  });

  test('a token that Knowi refuses is replaced once, for a write too', async () => {
    const { adapter, asked } = await knowi((_, token) => (token === 't1' ? [401, { message: 'expired' }] : [200, {}]));
    await call(adapter, updateGroup, { groupId: 5, groupName: 'A & B' });
    expect(asked.map(({ url }) => url)).toEqual(['/api/1.0/login', '/api/1.0/groups/5', '/api/1.0/login', '/api/1.0/groups/5']);
    expect(asked.at(-1)).toMatchObject({
      method: 'PUT',
      body: 'groupName=A%20%26%20B',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  });

  test('a fresh token that is refused too is a failed sign-in', async () => {
    const { adapter, logins } = await knowi(() => [401, { message: 'no' }]);
    await expect(call(adapter, listGroups)).rejects.toMatchObject({ code: 'sign_in_failed' });
    expect(logins()).toBe(2);
  });

  test.each([400, 401, 404])('wrong credentials (%i) are told without them and not remembered', async (status) => {
    let refusing = true;
    const { url } = await vendor(() => (refusing ? [status, { message: 'bad client-secret-1' }] : [200, { access_token: 'a', list: [] }]));
    const adapter = using(knowiManagementAdapter({ url, ...CLIENT }));
    const failure = await call(adapter, listGroups).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: 'sign_in_failed', details: { vendorStatus: status } });
    expect(String(failure)).not.toContain('client-secret-1');
    refusing = false;
    await expect(call(adapter, listGroups)).resolves.toMatchObject({ data: [] });
  });

  test('a web page at the address of the sign-in', async () => {
    const { url } = await vendor(() => [404, '<html>Not here</html>', 'text/html']);
    await expect(call(using(knowiManagementAdapter({ url, ...CLIENT })), listGroups)).rejects.toMatchObject({ code: 'unexpected_answer' });
  });

  test('the tools: signing in never tells the token, signing out ends it whatever Knowi answers', async () => {
    const { adapter, asked, logins } = await knowi(() => [401, { message: 'gone already' }], 1800);
    expect(await call(adapter, logout)).toMatchObject({ data: { signedOut: true }, notes: ['There was no session to end.'] });
    expect(await call(adapter, login)).toEqual({ data: { signedIn: true, expiresInSeconds: 1800 }, status: 200 });
    expect(await call(adapter, logout)).toMatchObject({ data: { signedOut: true } });
    expect(asked.at(-1)).toMatchObject({ method: 'DELETE', url: '/api/1.0/logout', headers: { authorization: 'Bearer t1' } });
    await call(adapter, login);
    expect(logins()).toBe(2);
  });
});

describe('requests and answers', () => {
  test('assets move by a query parameter, without a body', async () => {
    const { adapter, asked } = await knowi(() => [200, '']);
    expect(await call(adapter, moveUserAssets, { userId: '10', toUserId: 11 })).toEqual({ data: null, status: 200 });
    expect(asked.at(-1)).toMatchObject({ method: 'PUT', url: '/api/1.0/users/10/moveAssets?toUserId=11', body: '' });
  });

  test('assets do not move to the same user', async () => {
    const { adapter, asked } = await knowi(() => [200, '']);
    await expect(call(adapter, moveUserAssets, { userId: 10, toUserId: 10 })).rejects.toMatchObject({ code: 'invalid_arguments' });
    expect(asked).toEqual([]);
  });

  test('filters are JSON text in a form for links, a JSON list for users', async () => {
    const { adapter, asked } = await knowi(() => [200, { secureHash: '/abc' }]);
    const contentFilters = [{ fieldName: 'region', values: ['A&B'], operator: '=' }];
    await call(adapter, generateSecureShareHash, { objectId: 7, contentFilters });
    expect(new URLSearchParams(asked.at(-1)?.body).get('contentFilters')).toBe(JSON.stringify(contentFilters));
    await call(adapter, generateSecureShareHash, { objectId: 7, contentFilters: JSON.stringify(contentFilters) });
    expect(asked.at(-1)?.body).toBe(asked.at(-2)?.body);
    await call(adapter, updateUser, { userId: 7, contentFilters });
    expect(JSON.parse(asked.at(-1)?.body ?? '')).toEqual({ contentFilters });
  });

  test('links that would open every row are refused', async () => {
    const { adapter } = await knowi(() => [200, { secureHash: '/abc' }]);
    await expect(call(adapter, generateSecureShareHash, { objectId: 7, contentFilters: [] })).rejects.toThrow('contentFilters');
  });

  test.each<readonly [string, Said, unknown]>([
    ['a list in its envelope', [200, { list: [{ id: 1 }] }], [{ id: 1 }]],
    ['a bare list', [200, [{ id: 1 }]], [{ id: 1 }]],
    ['one user', [200, { id: 1 }], [{ id: 1 }]],
    ['nothing', [200, ''], []],
  ])('a search that answers %s is a list', async (_, said, data) => {
    const { adapter } = await knowi(() => said);
    expect((await call(adapter, searchUser, { username: 'ada' })).data).toEqual(data);
  });

  test('undocumented answers of writes: text is passed on, a page is not Knowi', async () => {
    const said: Said[] = [
      [200, 'deleted'],
      [200, '<!doctype html><p>Sign in</p>', 'text/html'],
    ];
    const { adapter } = await knowi(() => said.shift() ?? [500, '']);
    expect((await call(adapter, deleteGroup, { groupId: 1 })).data).toEqual({ message: 'deleted' });
    await expect(call(adapter, deleteGroup, { groupId: 1 })).rejects.toMatchObject({ code: 'unexpected_answer' });
  });

  test('a link in an unknown place is not passed on unsealed', async () => {
    const { adapter } = await knowi(() => [200, { url: 'slug' }]);
    await expect(call(adapter, generateShareUrl, { objectId: 1 })).rejects.toMatchObject({ code: 'outcome_unknown' });
  });

  test.each<readonly [Said, string, string]>([
    [[400, { message: 'groupName is required', documentation_url: 'https://example.com/docs' }], 'rejected', 'groupName is required.'],
    [[403, { message: 'Not permitted' }], 'forbidden', 'Not permitted.'],
    [[404, { message: 'No such group' }], 'not_found', 'No such group.'],
    [[404, '<html></html>', 'text/html'], 'unexpected_answer', 'text/html'],
    [[409, { message: 'User already exists.' }], 'conflict', 'User already exists.'],
    [[422, 'plain words'], 'rejected', 'plain words'],
    [[500, { message: 'token t1 broke' }], 'vendor_error', 'token [hidden by steward] broke'],
    [[500, '<html>secret details</html>', 'text/html'], 'vendor_error', 'Knowi failed (500).'],
    [[302, ''], 'unexpected_answer', 'redirects'],
    [[429, { message: 'slow' }], 'rate_limited', 'slow down'],
    [[503, ''], 'outcome_unknown', '503'],
  ])('%j is %s', async (said, code, words) => {
    const { adapter } = await knowi(() => said);
    const failure = await call(adapter, updateGroup, { groupId: 1, groupName: 'x' }).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code });
    expect(String(failure)).toContain(words);
    expect(String(failure)).not.toContain('secret details');
  });

  test('a read that is not JSON', async () => {
    const { adapter } = await knowi(() => [200, 'hello']);
    await expect(call(adapter, listGroups)).rejects.toMatchObject({ code: 'unexpected_answer' });
  });
});

describe('against the emulated Knowi', () => {
  const sandboxed = async (life: Parameters<typeof openKnowi>[0] = {}) => {
    const emulation = openKnowi(life);
    const { KNOWI_CLIENT_ID: clientId = '', KNOWI_CLIENT_SECRET: clientSecret = '' } = emulation.credentials;
    return using(knowiManagementAdapter({ url: await emulated(emulation), clientId, clientSecret }));
  };

  test('a person comes, changes and leaves', async () => {
    const adapter = await sandboxed();
    const { data: group } = await call(adapter, createGroup, { groupName: 'Night shift' });
    const { data: user } = await call(adapter, createUser, {
      username: 'nova@example.com',
      password: 'made-up-password',
      userInviteJson: { userRole: 'viewer', userGroups: [{ id: 2201, access_level: 2 }] },
    });
    expect(user).toMatchObject({ username: 'nova@example.com', roles: ['viewer'] });
    const [found] = [(await call(adapter, searchUser, { username: 'nova' })).data].flat();
    const userId = String(Object(found).id);
    await expect(call(adapter, createUser, { username: 'nova@example.com' })).rejects.toMatchObject({ code: 'conflict' });
    await call(adapter, updateUser, { userId, groups: [{ id: Object(group).id, access_level: 1 }], roles: ['user'] });
    expect((await call(adapter, listUserGroups, { userId })).data).toEqual([group]);
    await call(adapter, createUserGroup, { userId, groupName: 'Own corner' });
    await call(adapter, removeUserGroup, { userId, groupId: Object(group).id });
    expect((await call(adapter, listUserGroups, { userId })).data).toMatchObject([{ groupName: 'Own corner' }]);
    await call(adapter, moveUserAssets, { userId, toUserId: 10_091 });
    await call(adapter, deleteUser, { userId });
    await expect(call(adapter, getUser, { userId })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await call(adapter, searchUser, { username: 'nova' })).data).toEqual([]);
  });

  test('links and sharing', async () => {
    const adapter = await sandboxed();
    const filters = [{ fieldName: 'region', values: ['North'], operator: '=' }];
    expect((await call(adapter, getDashboardShare, { objectId: 110_634 })).data).toBeInstanceOf(Array);
    const shared = Object((await call(adapter, generateShareUrl, { objectId: 110_634 })).data);
    expect(shared).toEqual({ shareUrl: expect.any(String) });
    expect((await call(adapter, generateSecureShareUrl, { objectId: 110_634, contentFilters: filters })).data).toEqual({
      secureShareUrl: expect.any(String),
    });
    expect((await call(adapter, generateSecureShareHash, { objectId: 110_634, contentFilters: filters })).data).toEqual({
      secureHash: expect.any(String),
    });
    expect((await call(adapter, listDashboards, { byCategory: [1, '2'] })).data).toBeInstanceOf(Array);
  });

  test('an expired token is not noticed by the caller', async () => {
    let now = 0;
    const adapter = await sandboxed({ now: () => now, tokenSeconds: 3600 });
    await call(adapter, listGroups);
    // Only the vendor's clock moves, so the adapter learns of it by a 401.
    now += 4_000_000;
    expect((await call(adapter, getGroup, { groupId: 2201, withSharing: true })).data).toMatchObject({ groupName: 'Sales' });
  });
});
