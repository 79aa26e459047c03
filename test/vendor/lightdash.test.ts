import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { create, read } from '../../src/operation/index.ts';
import { lightdashAdapter, type Adapter } from '../../src/vendor/index.ts';
import type { LightdashSettings } from '../../src/vendor/lightdash/adapter.ts';
import { closing, failureOf } from './edges.ts';
import { openReplay, type Exchange, type Received, type Replay } from './recordings.ts';

const facts = { id: 'x', name: 'x_y', title: 'X', description: 'X.' };
const getThing = read({ ...facts, route: 'GET /api/v1/things/{id}', path: { id: z.string() } });
const createThing = create({ ...facts, route: 'POST /api/v1/things', body: { name: z.string().optional() } });
const inSession = read({ ...facts, route: 'GET /api/v1/mine', needs: 'session' });
const writeInSession = create({ ...facts, route: 'POST /api/v1/mine', needs: 'session' });
const open = read({ ...facts, route: 'GET /api/v1/health', needs: 'none' });

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const TOKEN = 'pat-hush-hush';
const ACCOUNT = { email: 'admin@example.com', password: 'correct horse' };

type Said = Exchange['response'];
const ok = (results: unknown): Said => ({ status: 200, headers: JSON_TYPE, body: { status: 'ok', results } });
const failed = (status: number, message: string, headers = {}): Said => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: { status: 'error', error: { statusCode: status, name: 'SomeError', message, data: {} } },
});
const page: Said = { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<!doctype html><title>Welcome</title>' };

let replay: Replay;
beforeEach(async () => {
  replay = closing(await openReplay());
});

const adapterWith = (settings: Partial<LightdashSettings>): Adapter => closing(lightdashAdapter({ url: replay.url, ...settings }));
const paths = () => replay.received.map(({ path }) => path);

/** A Lightdash with sign-in: it gives out `s1`, `s2`, … and knows those that `valid` holds. */
function withSessions(valid: (cookie: string) => boolean, logins: () => Said | undefined = () => undefined): void {
  let given = 0;
  replay.answer = ({ path, headers }: Received) => {
    if (path === '/api/v1/login') {
      const other = logins();
      if (other) return other;
      given += 1;
      return {
        status: 200,
        headers: { ...JSON_TYPE, 'set-cookie': `connect.sid=s${given}; Path=/; HttpOnly` },
        body: { status: 'ok', results: {} },
      };
    }
    return valid(headers.cookie ?? '') ? ok({ cookie: headers.cookie }) : failed(401, 'Failed to authorize user');
  };
}

describe('with a token', () => {
  it('sends it in the documented header and unwraps the results', async () => {
    replay.answer = () => ok({ id: 'a' });
    expect(await adapterWith({ token: TOKEN }).call(getThing, { id: 'a b' })).toMatchObject({ data: { id: 'a' }, status: 200 });
    expect(replay.received).toMatchObject([{ method: 'GET', path: '/api/v1/things/a%20b', headers: { authorization: `ApiKey ${TOKEN}` } }]);
    expect(replay.received[0]?.headers.cookie).toBeUndefined();
  });

  it('sends no credential to what needs none', async () => {
    replay.answer = () => ok({ healthy: true });
    await adapterWith({ token: TOKEN, ...ACCOUNT }).call(open, {});
    expect(paths()).toEqual(['/api/v1/health']);
    expect(replay.received[0]?.headers).not.toHaveProperty('authorization');
    expect(replay.received[0]?.headers).not.toHaveProperty('cookie');
  });

  it('that is refused says so and does not try a login instead', async () => {
    replay.answer = () => failed(401, 'Personal access token is not recognised');
    expect((await failureOf(adapterWith({ token: TOKEN, ...ACCOUNT }).call(getThing, { id: 'a' }))).code).toBe('sign_in_failed');
    expect(paths()).toEqual(['/api/v1/things/a']);
  });

  it('never repeats it, should Lightdash echo it', async () => {
    replay.answer = () => failed(400, `the token ${TOKEN} or the password ${ACCOUNT.password} is odd`);
    const error = await failureOf(adapterWith({ token: TOKEN, ...ACCOUNT }).call(getThing, { id: 'a' }));
    expect(error.message).toContain('is odd');
    expect(error.text).not.toContain(TOKEN);
    expect(error.text).not.toContain(ACCOUNT.password);
  });
});

describe('in a session', () => {
  it('signs in once for calls at the same time', async () => {
    withSessions((cookie) => cookie === 'connect.sid=s1');
    const adapter = adapterWith({ token: TOKEN, ...ACCOUNT });
    await Promise.all(Array.from({ length: 8 }, () => adapter.call(inSession, {})));
    expect(paths().filter((path) => path === '/api/v1/login')).toHaveLength(1);
    expect(JSON.parse(replay.received[0]?.text ?? '')).toEqual(ACCOUNT);
    expect(
      replay.received.slice(1).every(({ headers }) => headers.cookie === 'connect.sid=s1' && headers.authorization === undefined),
    ).toBe(true);
  });

  it('does everything where there is no token', async () => {
    withSessions(() => true);
    expect(await adapterWith(ACCOUNT).call(getThing, { id: 'a' })).toMatchObject({ data: { cookie: 'connect.sid=s1' } });
  });

  it('signs in anew, once for all, when the session has ended', async () => {
    let valid = 'connect.sid=s1';
    withSessions((cookie) => cookie === valid);
    const adapter = adapterWith(ACCOUNT);
    await adapter.call(inSession, {});
    valid = 'connect.sid=s2';
    await Promise.all([adapter.call(inSession, {}), adapter.call(inSession, {}), adapter.call(writeInSession, {})]);
    expect(paths().filter((path) => path === '/api/v1/login')).toHaveLength(2);
  });

  it('gives up when the fresh session is refused too', async () => {
    withSessions(() => false);
    expect((await failureOf(adapterWith(ACCOUNT).call(inSession, {}))).code).toBe('session_required');
    expect(paths()).toEqual(['/api/v1/login', '/api/v1/mine', '/api/v1/login', '/api/v1/mine']);
  });

  it('does not remember a sign-in that failed', async () => {
    let refuse = true;
    withSessions(
      () => true,
      () => (refuse ? failed(401, 'Email and password not recognized') : undefined),
    );
    const adapter = adapterWith(ACCOUNT);
    const error = await failureOf(adapter.call(inSession, {}));
    expect(error.code).toBe('sign_in_failed');
    expect(error.text).not.toContain(ACCOUNT.password);
    refuse = false;
    expect(await adapter.call(inSession, {})).toMatchObject({ status: 200 });
  });

  it.each([
    ['the e-mail address', { password: 'p' }],
    ['the password', { email: 'a@example.com' }],
  ])('without %s sends nothing and says what is missing', async (_, settings) => {
    const error = await failureOf(adapterWith({ token: TOKEN, ...settings }).call(inSession, {}));
    expect(error.code).toBe('session_required');
    expect(error.message).toContain('LIGHTDASH_EMAIL and LIGHTDASH_PASSWORD');
    expect(replay.received).toEqual([]);
  });

  it.each([
    ['a web page', page, 'unexpected_answer'],
    ['a failure of the system', failed(500, 'boom'), 'vendor_error'],
    ['a redirect', { status: 302, headers: { location: 'https://other.example.com/' }, body: '' }, 'unexpected_answer'],
    ['no cookie', ok({}), 'sign_in_failed'],
  ])('tells a sign-in that answers %s from a wrong password', async (_, said, code) => {
    withSessions(
      () => true,
      () => said,
    );
    expect((await failureOf(adapterWith(ACCOUNT).call(writeInSession, {}))).code).toBe(code);
    expect(new Set(paths())).toEqual(new Set(['/api/v1/login']));
  });
});

describe('an answer', () => {
  it.each([
    ['a web page', page],
    ['an empty page', { status: 200, headers: {}, body: '' }],
    ['JSON of another program', { status: 200, headers: JSON_TYPE, body: { hello: 'world' } }],
    [
      'nested without end',
      { status: 200, headers: JSON_TYPE, body: `{"status":"ok","results":${'["]",'.repeat(50_000)}1${']'.repeat(50_000)}}` },
    ],
  ])('that is %s is not that of the API', async (_, said) => {
    replay.answer = () => said;
    const error = await failureOf(adapterWith({ token: TOKEN }).call(getThing, { id: 'a' }));
    expect(error.code).toBe('unexpected_answer');
    expect(error.text).not.toContain('Welcome');
  });

  it('that is half a JSON text leaves the outcome of a write open', async () => {
    replay.answer = () => ({ status: 200, headers: JSON_TYPE, body: '{"status":"ok","resul' });
    expect((await failureOf(adapterWith({ token: TOKEN }).call(createThing, {}))).code).toBe('outcome_unknown');
  });

  it('may be long, and hold as many brackets as it likes in its texts', async () => {
    const things = Array.from({ length: 300 }, () => ({ sql: '[{'.repeat(300), name: String.raw`"\"` }));
    replay.answer = () => ok(things);
    expect(await adapterWith({ token: TOKEN }).call(getThing, { id: 'a' })).toMatchObject({ data: things });
  });

  it('of a page in between says where the next one is', async () => {
    const pagination = { page: 2, pageSize: 10, totalPageCount: 3, totalResults: 25 };
    replay.answer = () => ok({ data: [{ id: 1 }], pagination });
    expect(await adapterWith({ token: TOKEN }).call(getThing, { id: 'a' })).toMatchObject({
      page: { total: 25, next: { page: 3, pageSize: 10 }, start: 10 },
    });
    replay.answer = () => ok({ data: [], pagination: { ...pagination, page: 3 } });
    expect(await adapterWith({ token: TOKEN }).call(getThing, { id: 'a' })).toMatchObject({
      page: { total: 25, next: undefined, start: 20 },
    });
  });
});

describe('trying again', () => {
  it('happens for a read that may succeed', async () => {
    replay.answer = () => (replay.received.length < 2 ? failed(503, 'busy') : ok({ id: 'a' }));
    expect(await adapterWith({ token: TOKEN }).call(getThing, { id: 'a' })).toMatchObject({ data: { id: 'a' } });
  });

  it('does not happen for a write behind a gateway that gave up', async () => {
    replay.answer = () => failed(504, 'gateway');
    expect((await failureOf(adapterWith({ token: TOKEN }).call(createThing, { name: 'N' }))).code).toBe('outcome_unknown');
    expect(replay.received).toHaveLength(1);
  });

  it('happens for a write that was turned away unread', async () => {
    replay.answer = () => (replay.received.length < 2 ? failed(429, 'slow down', { 'retry-after': '0' }) : ok({ id: 'new' }));
    expect(await adapterWith({ token: TOKEN }).call(createThing, { name: 'N' })).toMatchObject({ data: { id: 'new' } });
    expect(replay.received).toHaveLength(2);
  });

  it('does not happen when the system wants a long pause: the caller is told how long', async () => {
    replay.answer = () => failed(429, 'slow down', { 'retry-after': '120' });
    expect((await failureOf(adapterWith({ token: TOKEN }).call(getThing, { id: 'a' }))).text).toContain('Retry after 120 s.');
    expect(replay.received).toHaveLength(1);
  });
});
