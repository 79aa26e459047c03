import { expect, it, onTestFinished, vi } from 'vitest';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { ask, rpc } from '../http/asking.ts';
import { askedInForm } from '../http/form.ts';
import { sandboxed, servedOverHttp } from './opened.ts';

it('a form that nobody answers is over after ten minutes: the call says so, the form is taken back, and nothing was removed', async () => {
  const url = await servedOverHttp(await sandboxed());
  const args = { groupUuid: groupId('Contractors') };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { heard, until } = await askedInForm(url, 'lightdash_delete_group', args);
  await vi.advanceTimersByTimeAsync(10 * 60_000 - 1);
  await new Promise(setImmediate);
  expect(heard()).not.toContain('"result"');
  await vi.advanceTimersByTimeAsync(1);
  vi.useRealTimers();
  await until(/"result":[^\n]*\n\n/);
  expect(heard()).toContain('Nothing was done: nobody answered the form within 10 minutes.');
  expect(heard()).toContain('"code":"confirmation_refused"');
  expect(heard()).toContain('notifications/cancelled');
  expect((await ask(url, { body: rpc('tools/call', { name: 'lightdash_get_group', arguments: args }) })).text).toContain('Contractors');
});
