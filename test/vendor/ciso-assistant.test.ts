import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StewardError } from '../../src/operation/index.ts';
import type { Adapter } from '../../src/vendor/adapter.ts';
import { cisoAssistantAdapter, type CisoAssistantSettings } from '../../src/vendor/ciso-assistant/adapter.ts';
import { createAccessToken } from '../../tools/ciso-assistant/iam-tokens.ts';
import { requestPasswordReset, setUserPassword } from '../../tools/ciso-assistant/iam-passwords.ts';
import { getCurrentUser, logIn, logOut } from '../../tools/ciso-assistant/iam-sessions.ts';
import { batchTeams } from '../../tools/ciso-assistant/teams-batch.ts';
import { createTeam } from '../../tools/ciso-assistant/teams-write.ts';
import { listUsers } from '../../tools/ciso-assistant/users.ts';
import { openReplay, type Exchange, type Received, type Replay } from './recordings.ts';

type Reply = Exchange['response'];

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  body,
  headers: { 'content-type': 'application/json', ...headers },
});
const BAD_TOKEN = json(401, { detail: 'Invalid token.' }, { 'www-authenticate': 'Token' });
const account = { username: 'robot@example.com', password: 'made-up-words' };
const HOUR = 3_600_000;

let replay: Replay;
let adapter: Adapter;
let logins: number;
/** What the account may do now: tokens that are good. */
let good: Set<string>;

const open = (settings: Omit<CisoAssistantSettings, 'url'>) => (adapter = cisoAssistantAdapter({ url: replay.url, ...settings }));
const logged = () => replay.received.filter(({ path }) => path !== '/api/iam/login/');
const codeOf = (thrown: unknown) => (thrown instanceof StewardError ? thrown.code : thrown);

/** Signs in with cookies, as the real one does, and lets good tokens pass. */
function server({ path, headers }: Received): Reply {
  if (path === '/api/iam/login/') {
    logins += 1;
    good.add(`session-${logins}`);
    const expiry = new Date(Date.now() + HOUR).toISOString();
    return json(
      200,
      { expiry, token: `session-${logins}` },
      { 'set-cookie': 'sessionid=abc; Path=/', date: new Date(Date.now()).toUTCString() },
    );
  }
  const token = headers.authorization?.replace('Token ', '');
  if (token === undefined || !good.has(token)) return BAD_TOKEN;
  return path.endsWith('/logout/') ? { status: 204, headers: {}, body: '' } : json(200, { id: 'x' });
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-05T08:00:00Z') });
  replay = await openReplay();
  replay.answer = server;
  logins = 0;
  good = new Set();
});
afterEach(async () => {
  await adapter.close();
  await replay.close();
  vi.useRealTimers();
});

describe('signing in with a user name and password', () => {
  it('happens once for calls that come together, and no cookie goes back', async () => {
    open(account);
    await Promise.all(Array.from({ length: 5 }, () => adapter.call(getCurrentUser, {})));
    expect(logins).toBe(1);
    expect(logged().map(({ headers }) => headers.authorization)).toEqual(Array.from({ length: 5 }, () => 'Token session-1'));
    expect(replay.received.filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
    expect(JSON.parse(replay.received[0]?.text ?? '')).toEqual(account);
    expect(replay.received[0]?.headers.authorization).toBeUndefined();
  });

  it('is repeated before the token expires', async () => {
    open(account);
    await adapter.call(getCurrentUser, {});
    vi.setSystemTime(Date.now() + HOUR - 120_000);
    await adapter.call(getCurrentUser, {});
    expect(logins).toBe(1);
    vi.setSystemTime(Date.now() + 90_000);
    await adapter.call(getCurrentUser, {});
    expect(logins).toBe(2);
  });

  it.each([-24, 24])('measures the lifetime by the clock of the server, which is %i hours off', async (hours) => {
    open(account);
    replay.answer = (request) => {
      const there = Date.now() + hours * HOUR;
      if (request.path !== '/api/iam/login/') return server(request);
      logins += 1;
      good.add('off');
      return json(200, { expiry: new Date(there + HOUR).toISOString(), token: 'off' }, { date: new Date(there).toUTCString() });
    };
    await adapter.call(getCurrentUser, {});
    vi.setSystemTime(Date.now() + HOUR / 2);
    await adapter.call(getCurrentUser, {});
    expect(logins).toBe(1);
    vi.setSystemTime(Date.now() + HOUR / 2);
    await adapter.call(getCurrentUser, {});
    expect(logins).toBe(2);
  });

  it('is repeated once when the token is refused, also for a write', async () => {
    open(account);
    await adapter.call(getCurrentUser, {});
    good.clear();
    expect((await adapter.call(createTeam, { name: 'Blue' })).data).toEqual({ id: 'x' });
    expect(logins).toBe(2);
    expect(logged().map(({ headers }) => headers.authorization)).toEqual(['Token session-1', 'Token session-1', 'Token session-2']);
  });

  it('is not repeated for ever', async () => {
    open(account);
    replay.answer = (request) => (request.path === '/api/iam/login/' ? server(request) : BAD_TOKEN);
    expect(await adapter.call(getCurrentUser, {}).catch(codeOf)).toBe('sign_in_failed');
    expect(logins).toBe(2);
  });

  it('is shared by all calls whose token was refused', async () => {
    open(account);
    await adapter.call(getCurrentUser, {});
    good.clear();
    await Promise.all(Array.from({ length: 4 }, () => adapter.call(getCurrentUser, {})));
    expect(logins).toBe(2);
  });

  it('is not remembered when it failed', async () => {
    open(account);
    replay.answer = () => json(400, { non_field_errors: ['Unable to log in with provided credentials.'] });
    expect(await adapter.call(getCurrentUser, {}).catch(codeOf)).toBe('sign_in_failed');
    replay.answer = server;
    expect((await adapter.call(getCurrentUser, {})).data).toEqual({ id: 'x' });
  });

  it.each([404, 500])('says so when the sign-in itself answers %i', async (status) => {
    open(account);
    replay.answer = () => ({ status, headers: { 'content-type': 'text/html' }, body: '<html></html>' });
    expect(await adapter.call(getCurrentUser, {}).catch(codeOf)).toBe('sign_in_failed');
  });

  it('takes no empty 401 for an expired token', async () => {
    open(account);
    replay.answer = (request) => (request.path.endsWith('/set-password/') ? { status: 401, headers: {}, body: '' } : server(request));
    const args = { user: '00000000-0000-4000-8000-000000000001', new_password: 'made-up-1', confirm_new_password: 'made-up-1' };
    expect(await adapter.call(setUserPassword, args).catch(codeOf)).toBe('forbidden');
    expect(logins).toBe(1);
  });

  it('comes anew after signing out', async () => {
    open(account);
    await adapter.call(logOut, {});
    good.delete('session-1');
    await adapter.call(getCurrentUser, {});
    expect(logins).toBe(2);
    expect(logged()).toHaveLength(2);
  });
});

describe('the sign-in operation', () => {
  it('uses the settings, keeps the token and answers that it worked', async () => {
    open(account);
    const { data } = await adapter.call(logIn, {});
    expect(data).toEqual({ signed_in: true, expiry: '2026-01-05T09:00:00.000Z' });
    await adapter.call(getCurrentUser, {});
    expect(logins).toBe(1);
  });

  it('says what is missing when only a token is configured', async () => {
    open({ token: 'personal' });
    expect(await adapter.call(logIn, {}).catch(codeOf)).toBe('not_configured');
    expect(replay.received).toEqual([]);
  });
});

describe('a personal access token', () => {
  it('is used as it is and never exchanged', async () => {
    good.add('personal');
    open({ token: 'personal', ...account });
    await adapter.call(getCurrentUser, {});
    good.clear();
    expect(await adapter.call(getCurrentUser, {}).catch(codeOf)).toBe('sign_in_failed');
    expect(logins).toBe(0);
  });

  it('is told to nobody where the server, or a proxy, quotes what it was sent', async () => {
    const quoting = ({ headers }: Received) => `cannot read ${headers.authorization}`;
    const told = async (token: string, answer: (request: Received) => Reply) => {
      replay.answer = answer;
      return open({ token })
        .call(listUsers, {})
        .catch((thrown: unknown) => thrown);
    };
    for (const answer of [
      (request: Received) => json(400, { detail: quoting(request) }),
      (request: Received) => json(500, { error: quoting(request) }),
      (request: Received) => json(403, [quoting(request)]),
    ]) {
      const thrown = await told('pat-of-the-server', answer);
      expect(thrown).toMatchObject({ message: expect.stringContaining('cannot read Token [hidden by steward]') });
    }
  });

  it('stays at home where the operation is anonymous', async () => {
    open({ token: 'personal' });
    replay.answer = () => ({ status: 202, headers: {}, body: '' });
    const { data, notes } = await adapter.call(requestPasswordReset, { email: 'vera@example.com' });
    expect(data).toBeNull();
    expect(notes?.[0]).toContain('unknown addresses');
    expect(replay.received[0]?.headers.authorization).toBeUndefined();
  });
});

describe('requests', () => {
  it.each(['', '/', '/api', '/api/', '/grc/api', '/grc'])('reach the API with a base URL that ends in "%s"', async (path) => {
    adapter = cisoAssistantAdapter({ url: `${replay.url}${path}`, token: 't' });
    replay.answer = () => json(200, {});
    await adapter.call(getCurrentUser, {});
    await adapter.call({ ...getCurrentUser, route: 'GET /api/iam/current-user/' }, {});
    const wanted = path.startsWith('/grc') ? '/grc/api/iam/current-user/' : '/api/iam/current-user/';
    expect(replay.received.map((request) => request.path)).toEqual([wanted, wanted]);
  });

  it('join ids with commas and repeat groups', async () => {
    open({ token: 't' });
    replay.answer = () => json(200, { count: 0, next: null, previous: null, results: [] });
    await adapter.call(listUsers, { id: ['a', 'b'], user_groups: ['c', 'd'], is_active: true });
    expect([...(replay.received[0]?.query ?? [])]).toEqual([
      ['id', 'a,b'],
      ['user_groups', 'c'],
      ['user_groups', 'd'],
      ['is_active', 'true'],
    ]);
  });

  it('of writes are not repeated when the outcome is not known', async () => {
    open({ token: 't' });
    replay.answer = () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html></html>' });
    expect(await adapter.call(createAccessToken, { name: 'x' }).catch(codeOf)).toBe('outcome_unknown');
    expect(replay.received).toHaveLength(1);
  });
});

describe('an answer', () => {
  beforeEach(() => void open({ token: 't' }));

  it.each([
    ['nothing', {}],
    ['only half', { succeeded: [] }],
    ['no list of objects', { succeeded: [], failed: ['x'] }],
  ])('to a batch that says %s of what became of each leaves it open', async (_, body) => {
    replay.answer = () => json(200, body);
    expect(await adapter.call(batchTeams, { action: 'delete', ids: ['a'] }).catch(codeOf)).toBe('outcome_unknown');
  });

  it('to a read that is empty is not that of the API', async () => {
    replay.answer = () => ({ status: 200, headers: {}, body: '' });
    expect(await adapter.call(listUsers, {}).catch(codeOf)).toBe('unexpected_answer');
  });

  it('with nested complaints is told in words', async () => {
    replay.answer = () => json(400, { name: { deep: ['Too short.', { more: 'Too plain.' }] }, detail: null });
    const thrown: unknown = await adapter.call(createTeam, { name: 'x' }).catch((error: unknown) => error);
    expect(String(thrown)).toContain('name: Too short. Too plain.');
  });
});
