import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newTicket } from '../../src/http/approvals/index.ts';
import { newKey } from '../../src/state/key.ts';
import { served, tokenIn } from './approvals-served.ts';

const MINUTE = 60_000;

describe('signing in to the approvals page', () => {
  it('exchanges a ticket for a cookie that only these pages get, and takes the ticket out of the address', async () => {
    const { browser, parts } = await served();
    const answer = await browser().get(`/approvals?ticket=${newTicket(parts, 'Kim Example')}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/approvals']);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^steward-approvals-[\w-]{8}=[\w-]+; Path=\/approvals; Max-Age=28800; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain('Kim');
  });

  it('leads a ticket for one request to that request', async () => {
    const { asked, browser, parts } = await served();
    const { id } = await asked();
    const answer = await browser().get(`/approvals/${id}?ticket=${newTicket(parts, 'Kim Example')}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/approvals/${id}`]);
  });

  it('marks the cookie as secure under https', async () => {
    const { browser, parts } = await served({ publicOrigin: 'https://steward.example.com' });
    const answer = await browser().get(`/approvals?ticket=${newTicket(parts, 'Kim Example')}`);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Secure-steward-approvals-.*; Secure$/);
  });

  it('takes a ticket once, from one of many who try at the same time', async () => {
    const { browser, parts } = await served();
    const path = `/approvals?ticket=${newTicket(parts, 'Kim Example')}`;
    const answers = await Promise.all(Array.from({ length: 8 }, () => browser().get(path)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, ...Array.from({ length: 7 }, () => 401)]);
    expect(answers.filter(({ headers }) => headers.has('set-cookie'))).toHaveLength(1);
  });

  it('takes no ticket after five minutes, of another key, changed, or a session in its place', async () => {
    const { browser, clock, parts, signedIn } = await served();
    const old = newTicket(parts, 'Kim Example');
    clock.now += 5 * MINUTE;
    const good = newTicket(parts, 'Kim Example');
    const session = (await signedIn()).cookie.split('=')[1] ?? '';
    const changed = good.slice(0, 40) + (good[40] === 'A' ? 'B' : 'A') + good.slice(41);
    for (const ticket of [old, changed, session, newTicket({ ...parts, key: newKey() }, 'Kim Example'), '', 'x']) {
      expect((await browser().get(`/approvals?ticket=${ticket}`)).status).toBe(401);
    }
    expect((await browser().get(`/approvals?ticket=${good}`)).status).toBe(303);
  });

  it('does not spend a ticket on programs that look at links', async () => {
    const { browser, parts } = await served();
    const path = `/approvals?ticket=${newTicket(parts, 'Kim Example')}`;
    expect((await browser().get(path, {}, 'HEAD')).headers.has('set-cookie')).toBe(false);
    expect((await browser().get(path, { 'sec-purpose': 'prefetch;prerender' })).headers.has('set-cookie')).toBe(false);
    expect((await browser().get(path)).status).toBe(303);
  });

  it('goes on for whoever opens a used link again in a signed-in browser', async () => {
    const { browser, parts } = await served();
    const path = `/approvals?ticket=${newTicket(parts, 'Kim Example')}`;
    const signed = browser();
    await signed.get(path);
    expect((await signed.get(path)).status).toBe(303);
    expect((await signed.get('/approvals')).status).toBe(200);
  });

  it('says without a session how to get a link, and nothing about any request', async () => {
    const { asked, browser } = await served();
    const { id } = await asked();
    const pages = await Promise.all(
      ['/approvals', `/approvals/${id}`, '/approvals/unknown', '/approvals/a/b'].map((path) => browser().get(path)),
    );
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    expect(pages.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(pages[0]?.text).toContain('Run steward-mcp approvals in a terminal');
    expect(pages[0]?.text).not.toContain('Finance');
  });

  it('offers a step within the pages to browsers that another site sent', async () => {
    const { browser } = await served();
    expect((await browser().get('/approvals', { 'sec-fetch-site': 'cross-site' })).text).toContain('<a href="/approvals">continue');
  });

  it('takes no cookie that was changed, is over, or has another key', async () => {
    const { browser, clock, signedIn, parts } = await served();
    const signed = await signedIn();
    const [name = '', value = ''] = signed.cookie.split('=');
    const other = await (await served()).signedIn();
    const ticket = newTicket(parts, 'Kim Example');
    for (const cookie of [
      `${name}=${value.slice(0, -2)}AA`,
      `${name}=`,
      `${name}=${ticket}`,
      `${name}=${other.cookie.split('=')[1]}`,
      `x${name}=${value}`,
    ]) {
      expect((await browser().get('/approvals', { cookie })).status).toBe(401);
    }
    // Another server on the same host can add a cookie of that name.
    expect((await browser().get('/approvals', { cookie: `a=b; ${name}=tossed; ${name}=${value}` })).status).toBe(200);
    clock.now += 8 * 60 * MINUTE;
    expect((await signed.get('/approvals')).status).toBe(401);
  });

  it('ends a session when its person is no approver any more', async () => {
    const left = new Set<string>();
    const { signedIn } = await served({ approverOf: ({ approver }) => (left.has(approver) ? undefined : `${approver} (administrator)`) });
    const browser = await signedIn('Kim Example');
    expect((await browser.get('/approvals')).text).toContain('Kim Example (administrator)');
    left.add('Kim Example');
    expect((await browser.get('/approvals')).status).toBe(401);
  });

  it('signs out, only by its form', async () => {
    const { signedIn } = await served();
    const browser = await signedIn();
    expect((await browser.get('/approvals/sign-out')).status).toBe(404);
    const token = tokenIn((await browser.get('/approvals')).text);
    expect((await browser.post('/approvals/sign-out', { token })).headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await browser.get('/approvals')).status).toBe(401);
  });

  it('ends with signing out also for whoever kept the cookie', async () => {
    const { signedIn } = await served();
    const [browser, other] = [await signedIn(), await signedIn()];
    const kept = browser.cookie;
    const token = tokenIn((await browser.get('/approvals')).text);
    await browser.post('/approvals/sign-out', { token });
    expect((await browser.get('/approvals', { cookie: kept })).status).toBe(401);
    expect((await browser.post('/approvals/sign-out', { token }, { cookie: kept })).status).toBe(401);
    expect((await other.get('/approvals')).status).toBe(200);
  });
});

describe('answers on the approvals page', () => {
  it('are taken from its own forms only', async () => {
    const { asked, confirmations, origin, signedIn } = await served();
    const { id } = await asked();
    const browser = await signedIn();
    const token = tokenIn((await browser.get(`/approvals/${id}`)).text);
    const yes = { token, decision: 'approve' };
    const otherPort = origin.replace(/\d+$/, '1');
    const foreign: readonly (readonly [Record<string, string>, Record<string, string | undefined>])[] = [
      [{ decision: 'approve' }, {}],
      [{ ...yes, token: '' }, {}],
      [{ ...yes, token: `${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}` }, {}],
      [{ ...yes, token: tokenIn((await (await signedIn('Lee Example')).get('/approvals')).text) }, {}],
      [yes, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
      [yes, { origin: 'https://evil.example', 'sec-fetch-site': undefined }],
      [yes, { origin: otherPort, 'sec-fetch-site': 'same-site' }],
      [yes, { origin: otherPort, 'sec-fetch-site': undefined }],
      [yes, { origin: 'null' }],
      [yes, { origin: undefined, 'sec-fetch-site': 'cross-site' }],
      [yes, { origin: undefined, 'sec-fetch-site': 'none' }],
      [yes, { origin: undefined, 'sec-fetch-site': undefined }],
    ];
    for (const [fields, headers] of foreign)
      expect([headers, (await browser.post(`/approvals/${id}`, fields, headers)).status]).toEqual([headers, 403]);
    expect((await browser.post(`/approvals/${id}`, yes, { cookie: undefined })).status).toBe(401);
    expect((await confirmations.get(id))?.status).toBe('pending');
    expect((await browser.post(`/approvals/${id}`, yes, { 'sec-fetch-site': undefined })).status).toBe(303);
  });

  it('are compared with the public address behind a proxy', async () => {
    const publicOrigin = 'https://steward.example.com';
    const { asked, origin, signedIn } = await served({ publicOrigin: `${publicOrigin}/mcp` });
    const { id } = await asked();
    const browser = await signedIn();
    const fields = { token: tokenIn((await browser.get(`/approvals/${id}`)).text), decision: 'approve' };
    expect((await browser.post(`/approvals/${id}`, fields, { origin })).status).toBe(403);
    expect((await browser.post(`/approvals/${id}`, fields, { origin: publicOrigin })).status).toBe(303);
  });

  it('are never taken from GET, HEAD or another method', async () => {
    const { asked, confirmations, signedIn } = await served();
    const { id } = await asked();
    const browser = await signedIn();
    const token = tokenIn((await browser.get('/approvals')).text);
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      await browser.get(`/approvals/${id}?decision=approve&token=${token}`, {}, method);
      expect([method, (await confirmations.get(id))?.status]).toEqual([method, 'pending']);
    }
  });

  it('are small forms, with one yes or no', async () => {
    const { asked, confirmations, signedIn } = await served();
    const { id } = await asked();
    const browser = await signedIn();
    const token = tokenIn((await browser.get('/approvals')).text);
    const path = `/approvals/${id}`;
    expect((await browser.post(path, { token, decision: 'approve' }, { 'content-type': 'application/json' })).status).toBe(415);
    expect((await browser.post(path, { token, decision: 'approve' }, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await browser.post(path, { token, decision: 'approve', reason: 'x'.repeat(20_000) })).status).toBe(413);
    for (const decision of ['', 'yes', 'APPROVE']) expect((await browser.post(path, { token, decision })).status).toBe(400);
    expect((await browser.post(`${path}?ticket=x`, { token, decision: 'approve' })).headers.get('location')).toBe(path);
    expect((await confirmations.get(id))?.status).toBe('pending');
  });
});

describe('what the approvals page sends', () => {
  it('shows text of vendors as text, wherever it stands', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>\'`</textarea>&amp;';
    const { asked, confirmations, signedIn } = await served({ mayDecide: () => undefined, howToSignIn: evil });
    const fields = {
      tool: evil,
      title: evil,
      system: evil,
      because: evil,
      says: evil,
      undo: evil,
      principal: evil,
      client: evil,
      typed: evil,
    };
    const { id } = await asked({ ...fields, args: { [evil]: evil, list: [evil, { [evil]: evil }] } });
    const browser = await signedIn(evil);
    const pages = [await browser.get('/approvals'), await browser.get(`/approvals/${id}`)];
    pages.push(await browser.answer(`/approvals/${id}`, { decision: 'approve', typed: evil.slice(1), reason: evil }));
    await browser.answer(`/approvals/${id}`, { decision: 'deny', reason: evil });
    expect((await confirmations.get(id))?.reason).toBe(evil);
    pages.push(await browser.get(`/approvals/${id}`), await browser.get('/approvals'), await browser.get('/approvals/a/b', { cookie: '' }));
    for (const { text } of pages) {
      expect(text).not.toMatch(/<script|<img/i);
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&#39;&#96;&lt;/textarea&gt;&amp;amp;');
    }
  });

  it('takes no object of a vendor for markup', async () => {
    const { asked, signedIn } = await served();
    const { id } = await asked({ args: JSON.parse('{"a":{"html":"<b>1","markup":"<b>2","__proto__":{"html":"<b>3"}}}') });
    expect((await (await signedIn()).get(`/approvals/${id}`)).text).not.toContain('<b>');
  });

  it('shows characters that turn a text around or hide in it', async () => {
    const { asked, signedIn } = await served();
    const { id } = await asked({ says: 'Delete \u202Egpj.exe\u200B for 👩‍👩‍👧' });
    expect((await (await signedIn()).get(`/approvals/${id}`)).text).toContain('Delete [U+202E]gpj.exe[U+200B] for 👩‍👩‍👧');
  });

  it('has the headers that keep a page to itself, on every answer', async () => {
    const { asked, browser, signedIn, origin } = await served();
    const { id } = await asked();
    const signed = await signedIn();
    const token = tokenIn((await signed.get('/approvals')).text);
    const answers = [
      await signed.get('/approvals'),
      await signed.get(`/approvals/${id}`),
      await signed.get('/approvals/a/b'),
      await browser().get('/approvals'),
      await signed.post(`/approvals/${id}`, { token }),
      await signed.post(`/approvals/${id}`, { token }, { 'content-type': 'application/json' }),
      await signed.post(`/approvals/${id}`, {}, { origin: `${origin}0` }),
      await signed.post(`/approvals/${id}`, { token, decision: 'approve' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 401, 400, 415, 403, 303]);
    for (const { status, headers, text } of answers) {
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
      );
      const style = /<style>([^<]*)<\/style>/.exec(text)?.[1];
      if (style !== undefined) expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect([status, headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
      expect(text).not.toMatch(/<script|http-equiv|style="/);
    }
  });
});
