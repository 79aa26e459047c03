import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { create, read } from '../../src/operation/index.ts';
import { LIMITS, type ClientLimits } from '../../src/vendor/client.ts';
import { lightdashAdapter } from '../../src/vendor/index.ts';
import { closing, failureOf, httpServer } from './edges.ts';

const facts = { id: 'x', name: 'lightdash_x', title: 'X', description: 'X.' };
const reading = read({ ...facts, route: 'GET /things' });
const writing = create({ ...facts, route: 'POST /things' });

/** A Lightdash that signs in as `login` says and answers everything else; what it was asked, and an adapter in front. */
async function behind(
  login: (response: ServerResponse, request: IncomingMessage) => void,
  answer: (response: ServerResponse) => void,
  limits: Partial<ClientLimits>,
) {
  const asked: string[] = [];
  const url = await httpServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json');
    if (request.url === '/api/v1/login') login(response, request);
    else answer(response);
  });
  const adapter = closing(lightdashAdapter({ url, email: 'admin@example.com', password: 'pass word' }, { ...LIMITS, ...limits }));
  return { adapter, asked };
}

const signIn = (response: ServerResponse) => void response.setHeader('set-cookie', 'connect.sid=s; Path=/').end('{"status":"ok"}');
const ok = (response: ServerResponse) => void response.end('{"status":"ok","results":[]}');
const down = (response: ServerResponse) => void response.writeHead(503).end();
const never = () => undefined;
const QUICK = { attempts: 3, pause: 1, longest: 50 };

describe('the time of one call', () => {
  it('includes its sign-in: a write that it ran out for was certainly not sent', async () => {
    const { adapter, asked } = await behind(never, ok, { total: 250 });
    expect(await failureOf(adapter.call(writing, {}))).toMatchObject({ code: 'timed_out', details: { notTaken: true } });
    expect(asked).toEqual(['POST /api/v1/login']);
  });

  it('includes all attempts, however many there may be', async () => {
    const { adapter } = await behind(signIn, down, { total: 60, retry: { ...QUICK, attempts: Infinity } });
    expect(['unavailable', 'timed_out']).toContain((await failureOf(adapter.call(reading, {}))).code);
  });

  it('is over before it begins: nothing is sent', async () => {
    const { adapter, asked } = await behind(signIn, ok, {});
    await adapter.call(reading, {});
    expect(await failureOf(adapter.call(writing, {}, { deadline: performance.now() - 1 }))).toMatchObject({
      code: 'timed_out',
      details: { notTaken: true },
    });
    expect(asked).toEqual(['POST /api/v1/login', 'GET /things']);
  });
});

describe('a sign-in that several calls wait for', () => {
  it('goes on for the others when one of them is cancelled', async () => {
    let answer = () => {};
    const { adapter, asked } = await behind((response) => (answer = () => signIn(response)), ok, {});
    const caller = new AbortController();
    const [gone, stays] = [failureOf(adapter.call(writing, {}, { signal: caller.signal })), adapter.call(reading, {})];
    caller.abort();
    expect(await gone).toMatchObject({ code: 'cancelled', details: { notTaken: true } });
    await expect.poll(() => asked.length).toBe(1);
    answer();
    expect((await stays).status).toBe(200);
    expect(asked).toEqual(['POST /api/v1/login', 'GET /things']);
  });

  it('and fails for now is made again, for a write too: it was not sent yet', async () => {
    let times = 0;
    const { adapter, asked } = await behind((response) => (++times < 3 ? down(response) : signIn(response)), ok, { retry: QUICK });
    expect((await adapter.call(writing, {})).status).toBe(200);
    expect(asked.filter((one) => one === 'POST /things')).toHaveLength(1);
    expect(times).toBe(3);
  });
});
