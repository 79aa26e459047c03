import { describe, expect, it } from 'vitest';
import { ADMIN, DASHBOARD, FILTERS, KEY, knowiForEachTest, LEAVER, SALES } from './knowi.ts';
import { rowsOf, send, textOf } from './send.ts';

const { base, call, login, passSeconds, use } = knowiForEachTest();

/** Every operation behind a token, with an address that exists. */
const guarded = [
  ['DELETE', '/logout'],
  ['GET', '/users'],
  ['POST', '/users'],
  ['GET', '/users/search?username=kim'],
  ['GET', `/users/${ADMIN}`],
  ['PUT', `/users/${ADMIN}`],
  ['DELETE', `/users/${LEAVER}`],
  ['PUT', `/users/${LEAVER}/moveAssets?toUserId=${ADMIN}`],
  ['GET', '/users/shareableEntities'],
  ['GET', '/groups'],
  ['POST', '/groups'],
  ['GET', `/groups/${SALES}`],
  ['PUT', `/groups/${SALES}`],
  ['DELETE', `/groups/${SALES}`],
  ['GET', `/users/${ADMIN}/groups`],
  ['POST', `/users/${ADMIN}/groups`],
  ['DELETE', `/users/${ADMIN}/groups/${SALES}`],
  ['GET', '/dashboards'],
  ['GET', `/dashboards/${DASHBOARD}`],
  ['GET', `/dashboards/${DASHBOARD}/share`],
  ['POST', `/dashboards/${DASHBOARD}/share/url`],
  ['POST', `/dashboards/${DASHBOARD}/share/url/secure`],
  ['POST', `/dashboards/${DASHBOARD}/share/url/secure/hash`],
] as const;

describe('signing in', () => {
  it('gives an opaque bearer token for an hour', async () => {
    const { status, body } = await send('POST', `${base()}/login`, { form: KEY });
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.stringMatching(/^sandbox-knowi-/), token_type: 'Bearer', expires_in: 3600 });
  });

  it.each([
    ['a wrong secret', { form: { ...KEY, client_secret: 'other' } }, 401],
    ['an unknown client', { form: { ...KEY, client_id: 'other' } }, 401],
    ['no secret', { form: { client_id: KEY.client_id } }, 400],
    ['JSON, which this call does not read', { json: KEY }, 400],
    ['nothing', {}, 400],
  ])('refuses %s', async (_, sent, status) => {
    const seen = await send('POST', `${base()}/login`, sent);
    expect(seen.status).toBe(status);
    expect(seen.body).toEqual({ message: expect.any(String), documentation_url: expect.any(String) });
  });

  it.each(guarded)('%s %s needs a token that is known', async (method, path) => {
    const wrong: readonly Record<string, string>[] = [{}, { authorization: 'Bearer other' }, { authorization: `Basic ${KEY.client_id}` }];
    for (const headers of wrong) {
      const seen = await send(method, `${base()}${path}`, { headers });
      expect(seen.status).toBe(401);
      expect(seen.body).toEqual({ message: expect.any(String), documentation_url: expect.any(String) });
    }
  });

  it('ends a token after its time and after logout, and lets others live', async () => {
    passSeconds(1800);
    const later = await login();
    passSeconds(1800);
    expect((await call('GET', '/groups')).status).toBe(401);
    use(later);
    expect((await call('GET', '/groups')).status).toBe(200);
    expect(await call('DELETE', '/logout')).toMatchObject({ status: 200, text: '' });
    expect((await call('DELETE', '/logout')).status).toBe(401);
  });

  it('answers an unknown path with 404', async () => {
    expect(await call('GET', '/widgets')).toMatchObject({ status: 404, body: { message: 'Not found' } });
  });
});

describe('single objects', () => {
  it.each([
    ['GET', '/users/ID'],
    ['PUT', '/users/ID'],
    ['DELETE', '/users/ID'],
    ['PUT', `/users/ID/moveAssets?toUserId=${ADMIN}`],
    ['GET', '/users/ID/groups'],
    ['POST', '/users/ID/groups'],
    ['DELETE', `/users/ID/groups/${SALES}`],
    ['DELETE', `/users/${ADMIN}/groups/ID`],
    ['GET', '/groups/ID'],
    ['PUT', '/groups/ID'],
    ['DELETE', '/groups/ID'],
    ['GET', '/dashboards/ID'],
    ['GET', '/dashboards/ID/share'],
    ['POST', '/dashboards/ID/share/url'],
    ['POST', '/dashboards/ID/share/url/secure'],
    ['POST', '/dashboards/ID/share/url/secure/hash'],
  ])('%s %s: 403 for an unknown one, 400 for what is no id', async (method, path) => {
    expect((await call(method, path.replace('ID', '999999'))).status).toBe(403);
    expect((await call(method, path.replace('ID', 'abc'))).status).toBe(400);
  });

  it('is no dashboard when it is a widget', async () => {
    expect((await call('GET', `/dashboards/${DASHBOARD + 40}`)).status).toBe(403);
  });
});

describe('users', () => {
  const userOf = async (id: number | string) => (await call('GET', `/users/${id}`)).body;

  it('lists all of them without paging, two of one name, none with a password', async () => {
    const { body, text } = await call('GET', '/users');
    const users = rowsOf(body, 'list');
    expect(users).toHaveLength(48);
    expect(users[0]).toMatchObject({
      id: ADMIN,
      username: 'robin.steward@example.com',
      roles: ['admin'],
      ssoUser: false,
      timeZone: 'Europe/Zurich',
    });
    expect(users.filter(({ roles }) => Array.isArray(roles) && roles.includes('admin'))).toHaveLength(1);
    expect(text).not.toContain('password');
    expect(await userOf(10_093)).toMatchObject({ name: 'Bob Miller' });
    expect(await userOf(10_094)).toMatchObject({ name: 'Bob Miller', username: 'bob.miller2@example.com' });
  });

  it('finds one as an object and several as a list, by kind too', async () => {
    expect((await call('GET', '/users/search?username=bob.miller%40example.com')).body).toMatchObject({ id: 10_093 });
    expect(rowsOf((await call('GET', '/users/search?username=BOB.miller')).body, 'list')).toHaveLength(2);
    expect(rowsOf((await call('GET', '/users/search?username=nobody')).body, 'list')).toHaveLength(0);
    expect(
      rowsOf((await call('GET', '/users/search?username=example&userType=sso')).body, 'list').every(({ ssoUser }) => ssoUser === true),
    ).toBe(true);
    expect((await call('GET', '/users/search?username=doyle&userType=external')).body).toMatchObject({ tempUser: true });
    expect((await call('GET', '/users/search')).status).toBe(400);
    expect((await call('GET', '/users/search?username=kim&userType=other')).status).toBe(400);
  });

  it('creates one that is then listed, once', async () => {
    const json = {
      username: 'New.Person@example.com',
      password: 'sandbox-first-word',
      userInviteJson: { userGroups: [{ id: SALES, access_level: 2 }], userRole: 'viewer' },
      contentFilters: [{ fieldName: 'region', values: ['North', 7], operator: '=' }],
      autoShareTo: [{ id: SALES }],
      timezone: 'Asia/Tokyo',
    };
    const { status, body, text } = await call('POST', '/users', { json });
    expect(status).toBe(200);
    expect(text).not.toContain('sandbox-first-word');
    const expected = {
      username: 'new.person@example.com',
      roles: ['viewer'],
      timeZone: 'Asia/Tokyo',
      newUser: true,
      userGroups: [{ id: SALES, groupName: 'Sales' }],
    };
    expect(await userOf(textOf(body, 'id'))).toMatchObject({ ...expected, contentFilters: json.contentFilters });
    expect(rowsOf((await call('GET', '/users')).body, 'list').at(-1)).toMatchObject(expected);
    expect(rowsOf((await call('GET', `/groups/${SALES}`)).body, 'users').at(-1)).toMatchObject({
      username: 'new.person@example.com',
      access_level: 2,
    });
    expect((await call('POST', '/users', { json })).status).toBe(409);
  });

  it('gives the role user when none is named', async () => {
    expect((await call('POST', '/users', { json: { username: 'plain@example.com' } })).body).toMatchObject({
      roles: ['user'],
      userGroups: [],
    });
  });

  it.each([
    ['no name', {}],
    ['no address', { username: 'someone' }],
    ['a level that does not exist', { username: 'a@example.com', userInviteJson: { userGroups: [{ id: SALES, access_level: 3 }] } }],
    ['an unknown group', { username: 'a@example.com', userInviteJson: { userGroups: [{ id: 1, access_level: 1 }] } }],
    ['filters as text', { username: 'a@example.com', contentFilters: FILTERS }],
    ['a lone filter value', { username: 'a@example.com', contentFilters: [{ fieldName: 'region', values: 'North', operator: '=' }] }],
  ])('does not create one with %s', async (_, json) => {
    expect((await call('POST', '/users', { json })).status).toBe(400);
    expect((await call('POST', '/users', { text: '{' })).status).toBe(400);
    expect(rowsOf((await call('GET', '/users')).body, 'list')).toHaveLength(48);
  });

  it('changes what is sent, and replaces lists', async () => {
    const before = await userOf(LEAVER);
    const json = {
      name: 'Eva L.',
      roles: ['admin'],
      groups: [{ id: 2_202, access_level: 1 }],
      contentFilters: [],
      twoFactorAuth: true,
      timezone: 'UTC',
      defaultDashboardId: DASHBOARD,
    };
    const changed = {
      name: 'Eva L.',
      roles: ['admin'],
      userGroups: [{ id: 2_202, access_level: 1 }],
      twoFactorAuth: true,
      timeZone: 'UTC',
      defaultDashboardId: DASHBOARD,
    };
    expect((await call('PUT', `/users/${LEAVER}`, { json })).body).toMatchObject(changed);
    expect(await userOf(LEAVER)).toMatchObject({ ...changed, username: textOf(before, 'username'), autoShareTo: [{ id: 2_203 }] });
    await call('PUT', `/users/${LEAVER}`, { json: { groups: [], defaultDashboardId: null, username: 'other@example.com' } });
    expect(await userOf(LEAVER)).toMatchObject({ userGroups: [], defaultDashboardId: null, username: textOf(before, 'username') });
  });

  it.each([{}, { roles: 'admin' }, { groups: [{ id: 1, access_level: 1 }] }, { contentFilters: FILTERS }, { name: '' }])(
    'refuses the change %j',
    async (json) => {
      expect((await call('PUT', `/users/${LEAVER}`, { json })).status).toBe(400);
    },
  );

  const owned = async (id: number) => rowsOf((await call('GET', '/dashboards')).body, 'list').filter(({ userId }) => userId === id).length;

  it('hands over what a user owns, named in the query', async () => {
    const [giver, receiver] = [await owned(LEAVER), await owned(ADMIN)];
    expect(giver).toBeGreaterThan(0);
    expect((await call('PUT', `/users/${LEAVER}/moveAssets`, { json: { toUserId: ADMIN } })).status).toBe(400);
    expect((await call('PUT', `/users/${LEAVER}/moveAssets?toUserId=${LEAVER}`)).status).toBe(400);
    expect((await call('PUT', `/users/${LEAVER}/moveAssets?toUserId=999999`)).status).toBe(400);
    expect(await call('PUT', `/users/${LEAVER}/moveAssets?toUserId=${ADMIN}`)).toMatchObject({ status: 200, text: '' });
    expect([await owned(LEAVER), await owned(ADMIN)]).toEqual([0, giver + receiver]);
  });

  it('deletes a user with everything owned, shared and joined', async () => {
    const own = await owned(LEAVER);
    const all = rowsOf((await call('GET', '/dashboards')).body, 'list').length;
    expect(await call('DELETE', `/users/${LEAVER}`)).toMatchObject({ status: 200, text: '' });
    expect((await call('GET', `/users/${LEAVER}`)).status).toBe(403);
    expect((await call('DELETE', `/users/${LEAVER}`)).status).toBe(403);
    expect(rowsOf((await call('GET', '/dashboards')).body, 'list')).toHaveLength(all - own);
    expect((await call('GET', `/dashboards/${DASHBOARD}`)).status).toBe(403);
    expect((await call('GET', '/groups/2203?withSharing=true')).body).toMatchObject({ autoShareUsers: [] });
  });

  it('lets the last administrator go, and the credentials with the account', async () => {
    expect((await call('DELETE', `/users/${ADMIN}`)).status).toBe(200);
    expect((await call('GET', '/users')).status).toBe(401);
    expect((await send('POST', `${base()}/login`, { form: KEY })).status).toBe(401);
  });

  it('names everybody and every group that something can be shared with', async () => {
    const { body } = await call('GET', '/users/shareableEntities');
    expect(rowsOf(body, 'users')).toHaveLength(48);
    expect(rowsOf(body, 'groups')).toHaveLength(6);
  });
});
