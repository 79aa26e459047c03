import { once } from 'node:events';
import { createServer } from 'node:http';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Question } from '../../src/confirm/index.ts';
import { openApprovals } from '../../src/http/approvals/index.ts';
import { served } from '../http/approvals-served.ts';
import { programNamed } from '../programs.ts';

const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const EVIL = `<img src=x onerror="alert('img')"><script>alert('script')</script>" onfocus="alert('focus')" autofocus x="`;
const PHONE = { width: 320, height: 640 };

const CHROMIUM = programNamed(['chromium', 'google-chrome'], 'chromium');

let chrome: Browser;

describe.skipIf(CHROMIUM.isMissing)(`the approvals page in a browser${CHROMIUM.note}`, () => {
  beforeAll(async () => {
    chrome = await chromium.launch({ executablePath: CHROMIUM.path, args: FLAGS.split(' ') });
  });
  afterAll(() => chrome?.close());

  it('signs in by link, shows hostile text as text, and approves with the typed name', async () => {
    const { asked, confirmations, link } = await opened();
    const hostile = {
      title: EVIL,
      says: EVIL,
      because: EVIL,
      undo: EVIL,
      principal: EVIL,
      client: EVIL,
      args: { [EVIL]: EVIL, list: [EVIL] },
    };
    const { id } = await asked({ ...hostile, typed: 'Finance <b>team</b>' });
    const { page, seen } = await visit();
    const address = await link();
    await page.goto(address);
    expect(page.url()).toBe(address.split('?')[0]);
    await page.getByRole('link', { name: '<img src=x' }).click();
    expect(await page.getByText(EVIL, { exact: true }).count()).toBeGreaterThanOrEqual(6);
    expect(await page.locator('img, script, [onerror], [onfocus]').count()).toBe(0);

    await page.getByRole('button', { name: 'Approve' }).click();
    expect((await confirmations.get(id))?.status).toBe('pending');
    await page.getByLabel('To approve, type Finance <b>team</b>').fill('Finance team');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('alert').getByText('Nothing was approved').waitFor();
    await page.getByLabel('To approve, type').fill('Finance <b>team</b>');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('status').getByText('tell the assistant to go on').waitFor();
    expect(await confirmations.get(id)).toMatchObject({ status: 'approved', approver: 'Kim Example' });
    expect(seen.dialogs).toEqual([]);
    expect(seen.requests.filter((url) => !url.startsWith(new URL(address).origin))).toEqual([]);
  });

  it('denies with a reason, without JavaScript', async () => {
    const { asked, confirmations, link } = await opened();
    const { id } = await asked();
    const { page } = await visit({ javaScriptEnabled: false });
    await page.goto(await link());
    await page.getByRole('link', { name: 'Delete group' }).click();
    const form = page.getByRole('form', { name: 'Deny' });
    await form.getByLabel('Reason').fill('Finance <i>still</i>\nneeds it');
    await form.getByRole('button').click();
    await page.getByText('Finance <i>still</i>').waitFor();
    expect(await confirmations.get(id)).toMatchObject({ status: 'denied', reason: 'Finance <i>still</i>\nneeds it' });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    await page.goto(page.url().replace('/sign-out', ''));
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('works with the keyboard alone, and shows where the focus is', async () => {
    const { asked, confirmations, link } = await opened();
    const { id } = await asked({ typed: 'Finance' });
    const { page } = await visit();
    await page.goto(await link());
    await tabTo(page, 'Delete group');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your answer' }).waitFor();
    await tabTo(page, 'To approve, type Finance');
    await page.keyboard.type('Finance');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Approved').waitFor();
    expect((await confirmations.get(id))?.status).toBe('approved');
  });

  it('answers with the button of the form in which Enter was pressed', async () => {
    const { asked, confirmations, link } = await opened();
    const { id } = await asked({ typed: 'Finance' });
    const { page } = await visit();
    await page.goto(await link(id));
    await tabTo(page, 'Deny');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Denied').waitFor();
    expect((await confirmations.get(id))?.status).toBe('denied');
  });

  it('leads people on who come from a page elsewhere', async () => {
    const { asked, link } = await opened();
    await asked();
    const { page } = await visit();
    await page.goto(await elsewhere(`<a href="${await link()}">sign in</a>`));
    await page.getByRole('link', { name: 'sign in' }).click();
    await page.getByRole('link', { name: 'continue' }).click();
    await page.getByRole('heading', { level: 1, name: '1 request' }).waitFor();
    expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/approvals$/);
  });

  it('takes no answer from a page elsewhere, and shows in no frame', async () => {
    const { asked, confirmations, link } = await opened();
    const { id } = await asked();
    const { page } = await visit();
    const address = await link(id);
    await page.goto(address);
    const token = await page.locator('input[name=token]').first().getAttribute('value');
    const target = address.split('?')[0];
    const fields = `<input name="token" value="${token}"><input name="decision" value="approve"><button>win</button>`;
    await page.goto(await elsewhere(`<form method="post" action="${target}">${fields}</form><iframe src="${target}"></iframe>`));
    expect(await page.frames()[1]?.getByRole('heading').count()).toBe(0);
    await page.getByRole('button', { name: 'win' }).click();
    await page.getByRole('heading', { name: 'Nothing was decided' }).waitFor();
    expect((await confirmations.get(id))?.status).toBe('pending');
  });

  it.each(['light', 'dark'] as const)('fits a phone, with large buttons and readable colours (%s)', async (colorScheme) => {
    const { asked, link } = await opened();
    const long = 'W'.repeat(120);
    const { id } = await asked({
      typed: long,
      title: long,
      says: `${long}\n`.repeat(3),
      principal: long,
      args: { [long]: long, list: [long, { a: { b: long } }] },
    });
    const { page } = await visit({ viewport: PHONE, colorScheme });
    const address = await link();
    for (const path of [address, `/approvals/${id}`, '/approvals/none']) {
      await page.goto(new URL(path, address).href);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
      expect(await page.evaluate<string[]>(FAINT)).toEqual([]);
      for (const button of await page.getByRole('button').all()) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
  });

  it('tells a screen reader what is where', async () => {
    const { asked, link } = await opened();
    const { id } = await asked({ typed: 'Finance' });
    const { page } = await visit();
    await page.goto(await link(id));
    expect(await page.title()).toBe('Waiting for an answer: Delete group – Steward approvals');
    for (const role of ['banner', 'main', 'navigation', 'status'] as const)
      expect([role, await page.getByRole(role).count()]).toEqual([role, 1]);
    expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual(['Delete group']);
    const parts = ['What a yes does', 'Why it asks', 'How to undo it', 'What exactly is called', 'Who asked', 'Your answer'];
    expect((await page.getByRole('heading', { level: 2 }).allTextContents()).map((text) => text.trim())).toEqual(parts);
    expect(await page.evaluate<number[]>(LABELS)).toEqual([1, 1, 1]);
  });
});

/** A page with one request or more, as a server over stdio opens it. */
async function opened() {
  const { parts, confirmations, asked } = await served();
  const approvals = openApprovals({ ...parts, approver: 'Kim Example' });
  onTestFinished(() => approvals.close());
  return { confirmations, asked: (question: Partial<Question> = {}) => asked(question), link: approvals.link };
}

/** A new browser profile, and what it did. */
async function visit(options: BrowserContextOptions = {}) {
  const context = await chrome.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const seen: { readonly dialogs: string[]; readonly requests: string[] } = { dialogs: [], requests: [] };
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('dialog', async (dialog) => {
    seen.dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  return { page, seen };
}

/** The address of a page of another site: `localhost` and `127.0.0.1` are two. */
async function elsewhere(body: string): Promise<string> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(body));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://localhost:${typeof address === 'object' ? address?.port : ''}/`;
}

/** Presses Tab until what has this name, or is labelled so, has the focus; it must be outlined. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    const [label, outline] = await page.evaluate<[string, string]>(FOCUSED);
    expect(outline).toBe('solid');
    if (label === name) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}

const FOCUSED = `(() => {
  const at = document.activeElement;
  return [(at.labels?.[0] ?? at).textContent.trim().replace(/\\s+/g, ' '), getComputedStyle(at).outlineStyle];
})()`;

/** How many labels each field has. */
const LABELS = `[...document.querySelectorAll('input:not([type=hidden]), textarea')].map((field) => field.labels.length)`;

/** Texts whose contrast with what is behind them is under 4.5 to 1, as the WCAG count it. */
const FAINT = `(() => {
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => rgb(color).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (at) => (rgb(getComputedStyle(at).backgroundColor)[3] === 0 ? behind(at.parentElement) : getComputedStyle(at).backgroundColor);
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const texts = [...document.body.querySelectorAll('*')].filter((at) => [...at.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  if (texts.length < 3) return ['no text'];
  return texts.filter((at) => contrast(light(getComputedStyle(at).color), light(behind(at))) < 4.5).map((at) => at.outerHTML);
})()`;
