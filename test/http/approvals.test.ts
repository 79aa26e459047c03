import { describe, expect, it } from 'vitest';
import { BINDING, QUESTION, served, tokenIn } from './approvals-served.ts';

describe('the approvals page', () => {
  it('lists what waits first, the most urgent on top, then the history, newest first', async () => {
    const { asked, clock, confirmations, signedIn } = await served();
    const denied = await asked({ title: 'Denied one' }, { args: '1' });
    await confirmations.decide(denied.id, { approve: false, approver: 'Kim Example', channel: 'terminal' });
    await asked({ title: 'First waiting' }, { args: '2' });
    clock.now += 60_000;
    await asked({ title: 'Second waiting' }, { args: '3' });
    const { status, text } = await (await signedIn()).get('/approvals');
    expect(status).toBe(200);
    expect(text).toContain('<h1>2 requests wait for an answer</h1>');
    const order = ['First waiting', 'Second waiting', 'History', 'Denied one'].map((title) => text.indexOf(title));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(text).toContain('9 minutes left');
  });

  it('says so when nothing waits', async () => {
    const { signedIn } = await served();
    expect((await (await signedIn()).get('/approvals')).text).toContain('Nothing waits for an answer');
  });

  it('shows all that a person needs to know before answering', async () => {
    const { asked, signedIn } = await served({ timeZone: 'Europe/Berlin' });
    const { id } = await asked({ args: { groupUuid: '3675b69e', notify: false, note: '', nested: { list: [1, 'two'] } } });
    const { text } = await (await signedIn()).get(`/approvals/${id}`);
    for (const part of [
      QUESTION.title,
      QUESTION.because,
      QUESTION.undo,
      QUESTION.tool,
      QUESTION.principal,
      QUESTION.system,
      'Example Desktop 1.4',
      id,
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('Delete group &quot;Finance&quot; with 12 members');
    expect(text).toMatch(/<code>groupUuid<.code><.dt>\s*<dd><span class="text value"><bdi>3675b69e<.bdi>/);
    expect(text).toMatch(/<code>notify<.code><.dt>\s*<dd><pre>false<.pre>/);
    expect(text).toContain('(empty text)');
    expect(text).toContain('10 minutes left, until <time datetime="2026-02-03T14:32:00.000Z">3 Feb 2026, 15:32 CET</time>');
    expect(text).toContain('Signed in as <strong>Kim Example</strong>');
  });

  it('records a yes with who said it, and says what to do next', async () => {
    const { asked, confirmations, signedIn } = await served();
    const { id } = await asked();
    const browser = await signedIn('Kim Example');
    const answer = await browser.answer(`/approvals/${id}`, { decision: 'approve', reason: '' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/approvals/${id}`]);
    expect(await confirmations.get(id)).toMatchObject({ status: 'approved', approver: 'Kim Example', channel: 'page', reason: undefined });
    const { text } = await browser.get(`/approvals/${id}`);
    expect(text).toContain('tell the assistant to go on');
    expect(text).toContain('by <bdi>Kim Example</bdi>, on this page');
    expect(text).not.toContain('name="decision"');
    await confirmations.redeem(id, BINDING, QUESTION);
    expect((await browser.get(`/approvals/${id}`)).text).toContain('Approved and used');
  });

  it('records a no with its reason, cut to what is kept', async () => {
    const { asked, confirmations, signedIn } = await served();
    const [{ id }, long] = [await asked(), await asked({}, { args: 'long' })];
    const browser = await signedIn();
    await browser.answer(`/approvals/${id}`, { decision: 'deny', reason: ' Ask <Finance>\r\nfirst ' });
    expect(await confirmations.get(id)).toMatchObject({ status: 'denied', reason: 'Ask <Finance>\nfirst' });
    const { text } = await browser.get(`/approvals/${id}`);
    expect(text).toContain('Ask &lt;Finance&gt;\nfirst');
    expect(text).toContain('Nothing was done');
    await browser.answer(`/approvals/${long.id}`, { decision: 'deny', reason: 'x'.repeat(2000) });
    expect((await confirmations.get(long.id))?.reason).toHaveLength(500);
  });

  it('approves the worst class only with the typed name, and denies it without', async () => {
    const { asked, confirmations, signedIn } = await served();
    const browser = await signedIn();
    const { id } = await asked({ typed: 'Finance  team' });
    for (const typed of ['', 'finance team', 'Finance', 'Finance team!']) {
      const answer = await browser.answer(`/approvals/${id}`, { decision: 'approve', typed, reason: 'agreed with Lee' });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('role="alert"');
      expect(answer.text).toContain('aria-invalid="true"');
      expect(answer.text).toContain('>agreed with Lee</textarea>');
      expect((await confirmations.get(id))?.status).toBe('pending');
    }
    expect((await browser.answer(`/approvals/${id}`, { decision: 'approve', typed: ' Finance team ' })).status).toBe(303);
    expect((await confirmations.get(id))?.status).toBe('approved');
    const other = await asked({ typed: 'Finance' }, { args: 'other' });
    expect((await browser.answer(`/approvals/${other.id}`, { decision: 'deny' })).status).toBe(303);
    expect((await confirmations.get(other.id))?.status).toBe('denied');
  });

  it('never approves where the name to type cannot be seen', async () => {
    const { asked, signedIn } = await served();
    const { id } = await asked({ typed: '\u200B \u2060' });
    for (const typed of ['', ' ', '\u200B \u2060']) {
      expect((await (await signedIn()).answer(`/approvals/${id}`, { decision: 'approve', typed })).status).toBe(422);
    }
  });

  it('takes one answer: a second one is told about the first', async () => {
    const { asked, confirmations, signedIn } = await served();
    const { id } = await asked();
    const [kim, lee] = [await signedIn('Kim Example'), await signedIn('Lee Example')];
    expect((await kim.answer(`/approvals/${id}`, { decision: 'deny' })).status).toBe(303);
    const late = await lee.post(`/approvals/${id}`, { token: await tokenOf(lee), decision: 'approve' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('That request is denied already.');
    expect(await confirmations.get(id)).toMatchObject({ status: 'denied', approver: 'Kim Example' });
  });

  it('hears exactly one of two people who answer at the same moment', async () => {
    const { asked, confirmations, signedIn } = await served();
    const { id } = await asked();
    const people = [await signedIn('Kim Example'), await signedIn('Lee Example')];
    const answers = await Promise.all(
      people.map((browser, index) => browser.answer(`/approvals/${id}`, { decision: index === 0 ? 'approve' : 'deny' })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
    expect((await confirmations.get(id))?.status).toBe(answers[0]?.status === 303 ? 'approved' : 'denied');
  });

  it('takes no answer when the time is over, whatever was typed', async () => {
    const { asked, clock, confirmations, signedIn } = await served();
    const { id } = await asked({ typed: 'Finance' });
    const browser = await signedIn();
    const token = await tokenOf(browser);
    clock.now += 10 * 60_000;
    for (const answer of [
      { decision: 'approve', typed: 'Finance' },
      { decision: 'approve', typed: '' },
      { decision: 'deny', typed: '' },
    ]) {
      const { status, text } = await browser.post(`/approvals/${id}`, { token, ...answer });
      expect([status, text.includes('That request is over')]).toEqual([409, true]);
    }
    const { text } = await browser.get(`/approvals/${id}`);
    expect(text).toContain('The time is over and nothing was done.');
    expect(text).not.toContain('name="decision"');
    expect((await confirmations.get(id))?.status).toBe('pending');
    clock.now += 24 * 60 * 60_000;
    expect((await (await signedIn()).get(`/approvals/${id}`)).text).toContain('This request is over');
  });

  it('says that a yes was not used in time', async () => {
    const { asked, clock, signedIn } = await served();
    const { id } = await asked();
    const browser = await signedIn();
    await browser.answer(`/approvals/${id}`, { decision: 'approve' });
    clock.now += 11 * 60_000;
    expect((await browser.get(`/approvals/${id}`)).text).toContain('Approved, not used');
  });

  it('can still be answered after the client said no', async () => {
    const { asked, confirmations, signedIn } = await served();
    const { id } = await asked();
    await confirmations.declined(id);
    const { text } = await (await signedIn()).get(`/approvals/${id}`);
    expect(text).toContain('here you can still answer');
    expect(text).toContain('value="approve"');
  });

  it('lets nobody answer who may not, and says why', async () => {
    const mayDecide = ({ principal }: { principal: string }, approver: string) =>
      principal === approver ? 'You asked for this yourself <i>; somebody else must answer.' : undefined;
    const { asked, confirmations, signedIn } = await served({ mayDecide });
    const { id } = await asked();
    const own = await signedIn(QUESTION.principal);
    const page = await own.get(`/approvals/${id}`);
    expect(page.text).toContain('You asked for this yourself &lt;i&gt;');
    expect(page.text).not.toContain('name="decision"');
    for (const decision of ['approve', 'deny']) {
      const answer = await own.post(`/approvals/${id}`, { token: await tokenOf(own), decision });
      expect([answer.status, answer.text.includes('You asked for this yourself')]).toEqual([403, true]);
    }
    expect((await confirmations.get(id))?.status).toBe('pending');
    expect((await (await signedIn('lee@example.com')).answer(`/approvals/${id}`, { decision: 'approve' })).status).toBe(303);
  });

  it('knows no request at other addresses', async () => {
    const { signedIn } = await served();
    const browser = await signedIn();
    for (const path of [
      '/approvals/abc',
      '/approvals/..%2Fkey',
      '/approvals/a/b',
      `/approvals/${'x'.repeat(90)}`,
      '/approvals/__proto__',
    ]) {
      expect([path, (await browser.get(path)).status]).toEqual([path, 404]);
    }
  });

  it('tells a failing store from a missing request', async () => {
    const failing = async () => {
      throw new Error('redis://secret@10.0.0.1 is down');
    };
    const { signedIn, parts } = await served();
    const browser = await signedIn();
    const broken = await served({ key: parts.key, confirmations: { ...parts.confirmations, list: failing } });
    const answer = await Object.assign(broken.browser(), { cookie: browser.cookie }).get('/approvals');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

async function tokenOf(browser: { get: (path: string) => Promise<{ text: string }> }): Promise<string> {
  return tokenIn((await browser.get('/approvals')).text);
}
