import { expect, it } from 'vitest';
import { handlesFor } from '../../src/call/index.ts';
import { newKey } from '../../src/state/key.ts';
import { served } from './approvals-served.ts';

const key = newKey();
const handle = handlesFor(key).seal('made-up-<b>secret</b>', {
  principal: 'kim@example.com',
  system: 'knowi-sso',
  tool: 'knowi_sso_create_user',
  path: 'userToken',
});

const withReveal = () =>
  served({
    key,
    reveal: (text, approver) => {
      const found = handlesFor(key).open(text, { principal: approver, system: undefined });
      return 'refused' in found ? found : { value: String(found.opened.value), about: found.opened.path };
    },
  });

it('reveals a sealed secret to the person it was given to, escaped', async () => {
  const { signedIn } = await withReveal();
  const browser = await signedIn('kim@example.com');
  const page = await browser.answer('/approvals', { handle }, '/approvals/reveal');
  expect(page.status).toBe(200);
  expect(page.text).toContain('made-up-&lt;b&gt;secret&lt;/b&gt;');
  expect(page.headers.get('cache-control')).toContain('no-store');
});

it('reveals nothing to somebody else, of a changed handle, or without the form of a session', async () => {
  const { signedIn, browser } = await withReveal();
  const other = await signedIn('pat@example.com');
  for (const text of [handle, `${handle}x`, 'sealed_', '']) {
    const page = await other.answer('/approvals', { handle: text }, '/approvals/reveal');
    expect(page.status).toBe(422);
    expect(page.text).not.toContain('made-up-');
  }
  const stranger = await browser().post('/approvals/reveal', { handle });
  expect(stranger.status).toBe(401);
  const mine = await signedIn('kim@example.com');
  expect((await mine.post('/approvals/reveal', { handle })).status).toBe(403);
});

it('has no such form where secrets are not revealed', async () => {
  const { signedIn } = await served();
  const browser = await signedIn();
  expect((await browser.get('/approvals')).text).not.toContain('sealed_');
});
