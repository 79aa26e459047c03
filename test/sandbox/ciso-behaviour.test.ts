import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isObject, member } from '../../src/operation/index.ts';
import { openCisoAssistant } from '../../src/sandbox/ciso-assistant/index.ts';
import { groupId, PARTS, PASSWORD, teamId, TOKENS, userId } from '../../src/sandbox/ciso-assistant/seed.ts';
import { people } from '../../src/sandbox/core/made-up.ts';
import { serveEmulations, type Sandbox } from '../../src/sandbox/core/server.ts';
import { resettable } from './contract.ts';
import { rowsOf, send, textOf, type Seen } from './send.ts';

const HOUR = 3_600_000;
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const ADMINS = groupId('Global', 'BI-UG-ADM');

let clock = Date.parse('2026-06-01T12:00:00Z');
const state = resettable(() => openCisoAssistant({ now: () => clock }));
let sandbox: Sandbox | undefined;

beforeAll(async () => {
  sandbox = await serveEmulations([state.emulation]);
});
beforeEach(() => {
  clock = Date.parse('2026-06-01T12:00:00Z');
  state.reset();
});
afterAll(() => sandbox?.close());

const base = () => sandbox?.urls['ciso-assistant'] ?? '';
const ask = (method: string, path: string, json?: unknown, token: string = TOKENS.admin): Promise<Seen> =>
  send(method, `${base()}/api${path}`, { headers: { authorization: `Token ${token}` }, ...(json === undefined ? {} : { json }) });
const get = (path: string, token?: string) => ask('GET', path, undefined, token);
const countOf = async (path: string, token?: string) => Number(textOf((await get(path, token)).body, 'count'));
const results = async (path: string, token?: string) => rowsOf((await get(path, token)).body, 'results');
const statusOf = async (path: string, token?: string) => (await get(path, token)).status;

describe('what is there', () => {
  it('knows the made-up people, with two of one name and one under another address', async () => {
    expect(await countOf('/users/')).toBe(people.length);
    expect(await countOf('/users/?first_name=Bob&last_name=Miller')).toBe(2);
    expect(await countOf(`/users/?search=${people[PARTS.alias]?.email}`)).toBe(0);
    expect(await results('/users/?search=lindqvist')).toMatchObject([{ email: 'eva.lindqvist+grc@example.com' }]);
    expect(await countOf('/users/?is_active=false')).toBeGreaterThan(3);
    expect((await results('/users/?ordering=-expiry_date&limit=5')).every((one) => one['expiry_date'] !== null)).toBe(true);
  });

  it('has one administrator, and the person called Admin is none', async () => {
    expect(await results(`/users/?user_groups=${ADMINS}`)).toMatchObject([{ email: people[PARTS.admin]?.email, is_superuser: true }]);
  });

  it('shows each caller what the caller may see', async () => {
    expect(await countOf('/users/', TOKENS.nobody)).toBe(1);
    expect(await countOf('/teams/', TOKENS.nobody)).toBe(0);
    expect(await countOf('/actors/', TOKENS.nobody)).toBe(0);
    expect(await countOf('/teams/')).toBe(6);
    expect(await countOf('/teams/', TOKENS.manager)).toBe(4);
    expect(await countOf('/teams/', TOKENS.analyst)).toBe(3);
    expect(await countOf('/user-groups/')).toBe(27);
    expect(await countOf('/user-groups/', TOKENS.manager)).toBe(11);
    expect(await countOf('/role-assignments/')).toBe(0);
    expect(await countOf('/role-assignments/', TOKENS.accessManager)).toBe(25);
    // Groups that a caller may not see are left out of the users.
    const [admin] = await results(`/users/?id=${userId(PARTS.admin)}`, TOKENS.manager);
    expect(admin).toMatchObject({ user_groups: [] });
  });

  it('pages with links below the origin', async () => {
    expect((await get('/users/?limit=50&offset=50')).body).toMatchObject({
      count: people.length,
      next: '/api/users/?limit=50&offset=100',
      previous: '/api/users/?limit=50',
    });
    const pages = await Promise.all([0, 50, 100].map((offset) => results(`/users/?limit=50&offset=${offset}`)));
    expect(new Set(pages.flat().map((one) => one['id'])).size).toBe(people.length);
  });

  it('takes ids joined by commas and groups repeated', async () => {
    expect(await countOf(`/users/?id=${userId(1)},${userId(2)}`)).toBe(2);
    expect(await countOf(`/users/?id=${userId(1)}&id=${userId(2)}`)).toBe(1);
    const [one, other] = [groupId('Operations', 'Night shift'), groupId('Global', 'Project Helios')];
    expect(await countOf(`/users/?user_groups=${one}&user_groups=${other}`)).toBe(
      (await countOf(`/users/?user_groups=${one}`)) + (await countOf(`/users/?user_groups=${other}`)),
    );
    expect(await statusOf(`/users/?user_groups=${one},${other}`)).toBe(400);
    expect(await statusOf(`/user-groups/?folder=${UNKNOWN}`)).toBe(400);
  });
});

describe('what changes', () => {
  it('keeps a new user, who is then found, changed, previewed and deleted', async () => {
    const group = groupId('Finance', 'BI-UG-AUD');
    const before = await countOf(`/users/?user_groups=${group}`);
    const id = textOf((await ask('POST', '/users/', { email: 'nia.newcomb@example.com', user_groups: [group] })).body, 'id');
    expect(await countOf(`/users/?user_groups=${group}`)).toBe(before + 1);
    expect((await results('/actors/')).some((one) => one['str'] === 'nia.newcomb@example.com')).toBe(true);
    await ask('PATCH', `/users/${id}/`, { first_name: 'Nia', user_groups: [] });
    expect((await get(`/users/${id}/`)).body).toMatchObject({ first_name: 'Nia', user_groups: [] });
    expect(await countOf(`/users/?user_groups=${group}`)).toBe(before);
    await ask('PATCH', `/teams/${teamId('Awareness Guild')}/`, { leader: id, members: [id, userId(30)] });
    expect((await get(`/users/${id}/cascade-info/`)).body).toMatchObject({ deleted: { count: 1 }, affected: { count: 1 } });
    expect((await ask('DELETE', `/users/${id}/`)).status).toBe(204);
    expect(await statusOf(`/users/${id}/`)).toBe(404);
    expect((await get(`/teams/${teamId('Awareness Guild')}/object/`)).body).toMatchObject({ leader: null, members: [userId(30)] });
  });

  it('tells of a failed mail as if nothing had been made', async () => {
    state.reset(() => openCisoAssistant({ mail: 'fails' }));
    const made = await ask('POST', '/users/', { email: 'nia.newcomb@example.com' });
    expect(made).toMatchObject({ status: 400, body: { warning: [expect.any(String)] } });
    expect(await countOf('/users/?email=nia.newcomb@example.com')).toBe(1);
  });

  it('deletes the role assignments of a group, and its members stay', async () => {
    const group = groupId('Finance', 'BI-UG-ANA');
    const all = await countOf('/role-assignments/', TOKENS.accessManager);
    const people = await countOf('/users/');
    expect((await ask('DELETE', `/user-groups/${group}/`)).status).toBe(403);
    await ask('PATCH', `/user-groups/${group}/`, { builtin: false });
    expect((await ask('DELETE', `/user-groups/${group}/`)).status).toBe(204);
    expect(await countOf('/role-assignments/', TOKENS.accessManager)).toBe(all - 1);
    expect(await countOf('/users/')).toBe(people);
  });

  it('says 200 to a batch of which nothing came', async () => {
    const failing = await ask('POST', '/users/batch-action/', { action: 'delete', ids: [UNKNOWN] });
    expect(failing).toMatchObject({ status: 200, body: { succeeded: [], failed: [{ id: UNKNOWN }] } });
    const ids = [userId(40), UNKNOWN, userId(41)];
    const some = await ask('POST', '/users/batch-action/', { action: 'change_field', field: 'is_active', value: false, ids });
    expect(some.body).toMatchObject({ succeeded: [{ id: ids[0] }, { id: ids[2] }], failed: [{ id: UNKNOWN }] });
    expect(await countOf(`/users/?is_active=false&id=${ids.join(',')}`)).toBe(2);
    // A name nobody knows looks like a success.
    const nothing = await ask('POST', '/users/batch-action/', { action: 'change_field', field: 'nickname', value: 'x', ids: [userId(42)] });
    expect(nothing.body).toMatchObject({ succeeded: [{ id: userId(42) }], failed: [] });
  });

  it('breaks off a batch of role assignments after the first', async () => {
    const make = async (name: string) => {
      const role = (await results('/role-assignments/?search=access', TOKENS.accessManager))[0]?.['role'];
      const body = { name, role, perimeter_folders: [textOf((await get('/iam/current-user/')).body, 'root_folder_id')], user: userId(50) };
      return textOf((await ask('POST', '/role-assignments/', body, TOKENS.accessManager)).body, 'id');
    };
    const ids = [await make('one'), await make('two')];
    expect((await ask('POST', '/role-assignments/batch-action/', { action: 'delete', ids }, TOKENS.accessManager)).status).toBe(500);
    expect(await statusOf(`/role-assignments/${ids[0]}/`, TOKENS.accessManager)).toBe(404);
    expect(await statusOf(`/role-assignments/${ids[1]}/`, TOKENS.accessManager)).toBe(200);
  });

  it('protects the last administrator in single calls, not in batches', async () => {
    const admin = `/users/${userId(PARTS.admin)}/`;
    expect((await ask('PATCH', admin, { first_name: 'Robin' })).status).toBe(500);
    expect((await ask('PATCH', admin, { user_groups: [] })).body).toEqual({ error: 'attemptToRemoveOnlyAdminUserGroup' });
    expect((await ask('DELETE', admin)).body).toEqual({ error: 'attemptToDeleteOnlyAdminAccountError' });
    expect((await ask('PATCH', admin, { first_name: 'Robin', user_groups: [ADMINS] })).status).toBe(200);
    const out = { action: 'change_m2m', field: 'user_groups', value: [], ids: [userId(PARTS.admin)] };
    expect((await ask('POST', '/users/batch-action/', out)).body).toMatchObject({ failed: [] });
    expect((await get('/iam/current-user/')).body).toMatchObject({ is_admin: false, roles: [], is_superuser: true });
    expect(await countOf('/users/')).toBe(1);
  });
});

describe('sign-in', () => {
  const login = async () =>
    textOf(
      (await send('POST', `${base()}/api/iam/login/`, { json: { username: people[PARTS.leaver]?.email, password: PASSWORD } })).body,
      'token',
    );

  it('gives tokens that end with use, sign-out and deactivation', async () => {
    const token = await login();
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    clock += 0.9 * HOUR;
    expect(await statusOf('/users/', token)).toBe(200);
    clock += 0.9 * HOUR;
    expect(await statusOf('/users/', token)).toBe(200);
    clock += 1.1 * HOUR;
    expect((await get('/users/', token)).body).toEqual({ detail: 'Invalid token.' });
    const next = await login();
    await ask('PATCH', `/users/${userId(PARTS.leaver)}/`, { is_active: false });
    expect((await get('/users/', next)).body).toEqual({ detail: 'User inactive or deleted.' });
    await ask('PATCH', `/users/${userId(PARTS.leaver)}/`, { is_active: true });
    expect((await ask('POST', '/iam/logout/', undefined, next)).status).toBe(204);
    expect(await statusOf('/users/', next)).toBe(401);
  });

  it('keeps personal access tokens when other sessions are revoked, and ends them with all', async () => {
    const [mine, other] = [await login(), await login()];
    const personal = textOf((await ask('POST', '/iam/auth-tokens/', { name: 'kept' }, mine)).body, 'token');
    expect((await ask('POST', '/iam/revoke-sessions/', undefined, mine)).body).toEqual({ revoked_sessions: 2 });
    expect(await Promise.all([mine, other, personal].map((token) => statusOf('/iam/current-user/', token)))).toEqual([200, 401, 200]);
    await ask('POST', '/iam/logoutall/', undefined, mine);
    expect(await Promise.all([mine, personal].map((token) => statusOf('/iam/current-user/', token)))).toEqual([401, 401]);
  });

  it('takes a new password, from then on the only one', async () => {
    const new_password = 'another-sandbox-password';
    await ask('POST', '/iam/set-password/', { user: userId(PARTS.leaver), new_password, confirm_new_password: new_password });
    const json = { username: people[PARTS.leaver]?.email, password: PASSWORD };
    expect((await send('POST', `${base()}/api/iam/login/`, { json })).status).toBe(400);
    expect((await send('POST', `${base()}/api/iam/login/`, { json: { ...json, password: new_password } })).status).toBe(200);
  });

  it('sends on without the final slash, also a write', async () => {
    const response = await fetch(`${base()}/api/users`, { method: 'POST', redirect: 'manual' });
    expect(response.status).toBe(301);
    expect(response.headers.get('location')).toBe('/ciso/api/users/');
  });

  it('tells nobody a password', async () => {
    const user = (await get(`/users/${userId(PARTS.leaver)}/`)).body;
    expect(isObject(user) && Object.keys(user)).not.toContain('password');
    expect(member((await get('/iam/current-user/')).body, 'password')).toBeUndefined();
  });
});
