import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { create, read } from '../../../src/operation/index.ts';
import { LIMITS, type ClientLimits } from '../../../src/vendor/client.ts';
import { openGuards, type GuardRules } from '../../../src/vendor/guard/guards.ts';
import { lightdashAdapter } from '../../../src/vendor/index.ts';
import { closedPort, closing, failureOf, httpServer } from '../edges.ts';

const facts = { id: 'x', name: 'lightdash_x', title: 'X', description: 'X.' };
const reading = read({ ...facts, route: 'GET /things' });
const writing = create({ ...facts, route: 'POST /things' });
const RULES: GuardRules = { atOnce: 2, waiting: 100, failures: 3, cooldown: 600_000, total: 60_000 };
const ONCE = { attempts: 1, pause: 1, longest: 1 };

/** A guarded adapter of a Lightdash at that address. */
function guarded(url: string, rules: Partial<GuardRules> = {}, limits: Partial<ClientLimits> = {}) {
  const guards = openGuards(() => 'Lightdash', { ...RULES, ...rules });
  const open = () => guards.before(closing(lightdashAdapter({ url, token: 'pat-x' }, { ...LIMITS, retry: ONCE, ...limits })));
  return { adapter: open(), another: open, load: () => guards.loads()[0] };
}

/** A Lightdash that answers only when it is told to, in the order in which it was asked. */
async function holding() {
  const held: ServerResponse[] = [];
  let asked = 0;
  const url = await httpServer((_, response) => {
    asked += 1;
    held.push(response.setHeader('content-type', 'application/json'));
  });
  return { url, asked: () => asked, held: () => held.length, answer: () => held.shift()?.end('{"status":"ok","results":[]}') };
}

/** A Lightdash that answers with a status; `null` resets the connection. */
const answering = (status: () => number | null) =>
  httpServer((request, response) => {
    const code = status();
    if (code === null) request.socket.resetAndDestroy();
    else
      response
        .writeHead(code, { 'content-type': 'application/json' })
        .end(code === 200 ? '{"status":"ok","results":[]}' : '{"status":"error","error":{"name":"X","message":"x"}}');
  });

describe('calls to one system', () => {
  it('are under way at once as many as there may be, of adapters with credentials of their own too', async () => {
    const system = await holding();
    const { adapter, another, load } = guarded(system.url);
    const own = another();
    const calls = [adapter.call(reading, {}), own.call(reading, {}), own.call(reading, {}), adapter.call(reading, {})];
    await expect.poll(system.held).toBe(2);
    expect([system.asked(), load()?.waiting]).toEqual([2, 2]);
    system.answer();
    await expect.poll(system.asked).toBe(3);
    for (let n = 0; n < 2; n += 1) system.answer();
    await expect.poll(system.asked).toBe(4);
    system.answer();
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(load()?.waiting).toBe(0);
  });

  it('that wait and are cancelled were certainly not sent', async () => {
    const system = await holding();
    const { adapter } = guarded(system.url, { atOnce: 1 });
    const first = adapter.call(reading, {});
    await expect.poll(system.held).toBe(1);
    const caller = new AbortController();
    const waiting = failureOf(adapter.call(writing, {}, { signal: caller.signal }));
    caller.abort();
    expect(await waiting).toMatchObject({ code: 'cancelled', details: { notTaken: true } });
    system.answer();
    await first;
    expect(system.asked()).toBe(1);
  });

  it('wait no longer than a call may take, and were certainly not sent then', async () => {
    const system = await holding();
    const { adapter } = guarded(system.url, { atOnce: 1, total: 200 });
    const first = adapter.call(reading, {}, { deadline: performance.now() + 60_000 });
    await expect.poll(system.held).toBe(1);
    expect(await failureOf(adapter.call(writing, {}))).toMatchObject({ code: 'overloaded', details: { notTaken: true } });
    system.answer();
    await first;
    expect(system.asked()).toBe(1);
  });
});

describe('a system that does not answer', () => {
  it('is left alone: nobody connects to it any more, and another system is not slowed down', async () => {
    const dead = guarded(`http://127.0.0.1:${await closedPort()}`);
    for (let n = 0; n < 3; n += 1) await failureOf(dead.adapter.call(reading, {}));
    const error = await failureOf(dead.adapter.call(writing, {}));
    expect(error).toMatchObject({ code: 'unreachable', details: { notTaken: true, heldBack: true, retryAfter: 600 } });
    expect(dead.load()?.open).toBe(true);
    const alive = guarded(await answering(() => 200));
    expect((await alive.adapter.call(reading, {})).status).toBe(200);
  });

  it.each([
    ['503 of a gateway', 503],
    ['a reset connection', null],
  ])('counts for reads and writes alike: %s', async (_, status) => {
    let asked = 0;
    const { adapter, load } = guarded(await answering(() => ((asked += 1), status)));
    const codes: string[] = [];
    for (const operation of [reading, writing, writing]) codes.push((await failureOf(adapter.call(operation, {}))).code);
    // What may have been taken stays said to be unknown.
    expect(codes).toEqual([status === null ? 'unreachable' : 'unavailable', 'outcome_unknown', 'outcome_unknown']);
    expect([load()?.open, asked]).toEqual([true, 3]);
  });

  it('refuses those too that wait for their turn by then', async () => {
    const { url, held } = await holding();
    const { adapter } = guarded(url, { atOnce: 1, failures: 1 }, { total: 200 });
    const first = failureOf(adapter.call(reading, {}));
    await expect.poll(held).toBe(1);
    const waiting = [failureOf(adapter.call(writing, {})), failureOf(adapter.call(writing, {}))];
    expect((await first).code).toBe('timed_out');
    for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ code: 'unreachable', details: { notTaken: true } });
    expect(held()).toBe(1);
  });

  it('is tried again when the time is over', async () => {
    let status = 503;
    const { adapter, load } = guarded(await answering(() => status), { cooldown: 0 });
    for (let n = 0; n < 4; n += 1) await failureOf(adapter.call(reading, {}));
    expect(load()?.open).toBe(true);
    status = 200;
    expect((await adapter.call(reading, {})).status).toBe(200);
    expect(load()?.open).toBe(false);
  });
});

describe('a system that answers is not left alone', () => {
  it.each([400, 401, 403, 404, 409, 429, 500])('after many answers of %i', async (status) => {
    const { adapter, load } = guarded(await answering(() => status));
    for (let n = 0; n < 5; n += 1) await failureOf(adapter.call(n % 2 ? reading : writing, {}));
    expect(load()?.open).toBe(false);
  });

  it('after many calls that their callers cancelled, writes under way too', async () => {
    const system = await holding();
    const { adapter, load } = guarded(system.url);
    for (let n = 1; n <= 5; n += 1) {
      const caller = new AbortController();
      const call = failureOf(adapter.call(n % 2 ? reading : writing, {}, { signal: caller.signal }));
      await expect.poll(system.asked).toBe(n);
      caller.abort();
      expect((await call).code).toBe(n % 2 ? 'cancelled' : 'outcome_unknown');
    }
    expect(load()?.open).toBe(false);
  });
});
