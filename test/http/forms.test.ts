import { describe, expect, it } from 'vitest';
import { mcpParts } from '../../src/cli/serve.ts';
import { LOOPBACK_LIMITS, serveHttp } from '../../src/http/index.ts';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { atEnd, sandboxed } from '../e2e/opened.ts';
import { ask, rpc } from './asking.ts';
import { askedInForm } from './form.ts';

const DELETE = 'lightdash_delete_group';
const contractors = { groupUuid: groupId('Contractors') };
const LIST = rpc('tools/call', { name: 'lightdash_list_groups', arguments: { count: true } });

async function served(calls: number, drain = 0) {
  const steward = await sandboxed();
  const options = { host: '127.0.0.1', port: 0, drain, limits: { ...LOOPBACK_LIMITS, lag: 0, calls } };
  const server = await serveHttp(mcpParts(steward, '0', 'http'), options, steward.log);
  atEnd(server.close);
  return { server, url: server.url };
}

describe('a form that is open', () => {
  it('counts as a call, and its answer gets through when there are as many as there may be', async () => {
    const { url } = await served(1);
    const asked = await askedInForm(url, DELETE, contractors);
    expect(await ask(url, { body: LIST })).toMatchObject({ status: 503 });
    expect(await asked.agree()).toMatchObject({ status: 202 });
    await asked.until(/"result":[^\n]*"done":true/);
    await asked.ended;
    expect(await ask(url, { body: LIST })).toMatchObject({ status: 200 });
  });

  it('makes room when its call is taken back, and leaves no stream open', async () => {
    const { url } = await served(1);
    const asked = await askedInForm(url, DELETE, contractors);
    expect(await asked.cancel()).toMatchObject({ status: 202 });
    await asked.ended;
    expect(asked.heard()).not.toContain('"result"');
    expect(await ask(url, { body: LIST })).toMatchObject({ status: 200 });
    expect((await ask(url, { body: rpc('tools/call', { name: 'lightdash_get_group', arguments: contractors }) })).text).toContain(
      'Contractors',
    );
  });

  it('is over when the server ends: the call is told so at once, and nothing was done', async () => {
    const { server, url } = await served(4, 20_000);
    const asked = await askedInForm(url, DELETE, contractors);
    const closed = server.close();
    await asked.until(/"result":[^\n]*\n\n/);
    expect(asked.heard()).toContain('Nothing was done: this server is ending');
    expect(asked.heard()).toContain('"code":"confirmation_refused"');
    await closed;
  });
});
