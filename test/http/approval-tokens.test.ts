import { describe, expect, it } from 'vitest';
import { openTokens, removeToken } from '../../src/access/tokens-file.ts';
import { approvalsParts } from '../../src/cli/approval-page.ts';
import { httpOptions } from '../../src/cli/http-options.ts';
import { mcpParts } from '../../src/cli/serve.ts';
import { serveHttp, tokenAuth, type HttpServer } from '../../src/http/index.ts';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import type { Steward } from '../../src/app.ts';
import { newest } from '../e2e/clients.ts';
import { bearer, token, tokensFile } from '../e2e/guarded.ts';
import { oauthServer } from '../e2e/oauth-server.ts';
import { atEnd, sandboxed } from '../e2e/opened.ts';

const groupUuid = groupId('Contractors');

interface Page {
  readonly server: HttpServer;
  readonly steward: Steward;
  readonly clock: { now: number };
}

async function served(file: string, environment: Record<string, string> = {}): Promise<Page> {
  const steward = await sandboxed({ STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file, ...environment });
  const clock = { now: Date.now() };
  const own =
    environment['STEWARD_AUTH'] === 'oauth'
      ? {}
      : {
          auth: tokenAuth(
            openTokens(file, () => clock.now),
            steward.log,
          ),
        };
  const options = { host: '127.0.0.1', port: 0, ...(await httpOptions(steward)), ...own };
  const server = await serveHttp(mcpParts(steward, '0', 'http'), options, steward.log, approvalsParts(steward));
  atEnd(server.close);
  steward.offerPage(async () => 'on the approvals page');
  return { server, steward, clock };
}

/** A person's browser on the page. */
function browser({ server }: Page, own = new URL(server.url).origin) {
  let cookie = '';
  const at = (path: string) => new URL(path, server.url);
  const get = async (path: string) => {
    const response = await fetch(at(path), { headers: { cookie }, redirect: 'manual' });
    return { status: response.status, text: await response.text() };
  };
  const post = async (path: string, fields: Record<string, string>, origin = own) => {
    const response = await fetch(at(path), {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin },
      body: new URLSearchParams(fields),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const signIn = (text: string, more: Record<string, string> = {}) => post('/approvals/sign-in', { token: text, ...more });
  const answer = async (path: string, fields: Record<string, string>) => {
    const formToken = /name="token" value="([^"]+)"/.exec((await get(path)).text)?.[1] ?? '';
    return post(path, { token: formToken, ...fields });
  };
  return { get, post, signIn, answer };
}

describe('the approvals page of a server that knows its callers', () => {
  it('lets in who has a token for approving, whose name stands with the answer', async () => {
    const file = tokensFile();
    const [agent, kim] = [token(file, 'agent', ['steward:destroy']), token(file, 'kim', ['steward:approve'])];
    const page = await served(file);
    const client = await newest({ url: page.server.url, headers: bearer(agent) });
    expect((await client.call('lightdash_delete_group', { groupUuid })).text).toContain('on the approvals page');
    const [waiting] = await page.steward.confirmations.list();
    const person = browser(page);
    const path = `/approvals/${waiting?.id}`;
    const before = await person.get(path);
    expect(before.status).toBe(401);
    expect(before.text).toContain(`name="to" value="${waiting?.id}"`);
    expect(before.text).not.toContain('Contractors');
    const signed = await person.signIn(kim, { to: waiting?.id ?? '' });
    expect([signed.status, signed.headers.get('location')]).toEqual([303, path]);
    expect(signed.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await person.get(path)).text).toContain('Contractors');
    await person.answer(path, { decision: 'approve' });
    expect(await page.steward.confirmations.get(waiting?.id ?? '')).toMatchObject({
      status: 'approved',
      approver: 'kim',
      principal: 'agent',
    });
    expect(await client.call('lightdash_delete_group', { groupUuid, confirm: true })).toMatchObject({
      isError: false,
      structured: { done: true },
    });
  });

  it('lets nobody else in: not with a token that calls, not with none, not from another site', async () => {
    const file = tokensFile();
    const [agent, both] = [token(file, 'agent', ['steward:destroy']), token(file, 'both', ['steward:approve', 'lightdash:read'])];
    const kim = token(file, 'kim', ['steward:approve']);
    const page = await served(file);
    const person = browser(page);
    for (const text of [agent, both, 'stw_wrong', '']) {
      const refused = await person.signIn(text);
      expect(refused.status).toBe(401);
      expect(refused.text).toContain('role="alert"');
      expect(refused.headers.get('set-cookie')).toBeNull();
      if (text !== '') expect(refused.text).not.toContain(text);
    }
    expect((await person.post('/approvals/sign-in', { token: kim }, 'https://evil.example')).status).toBe(403);
    expect((await person.get('/approvals')).status).toBe(401);
  });

  it('lets nobody try out tokens', async () => {
    const file = tokensFile();
    const kim = token(file, 'kim', ['steward:approve']);
    const person = browser(await served(file));
    for (let tries = 0; tries < 10; tries += 1) expect((await person.signIn('stw_wrong')).status).toBe(401);
    const refused = await person.signIn(kim);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('ends the session of a token that was taken back', async () => {
    const file = tokensFile();
    const kim = token(file, 'kim', ['steward:approve']);
    const page = await served(file);
    const person = browser(page);
    await person.signIn(kim);
    expect((await person.get('/approvals')).status).toBe(200);
    removeToken(file, 'kim');
    page.clock.now += 1_001;
    expect((await person.get('/approvals')).status).toBe(401);
  });

  it('takes links as well', async () => {
    const file = tokensFile();
    token(file, 'kim', ['steward:approve']);
    const page = await served(file);
    const link = page.server.approvalsLink?.('an operator') ?? '';
    const signed = await fetch(link, { redirect: 'manual' });
    expect(signed.status).toBe(303);
    const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await (await fetch(new URL('/approvals', link), { headers: { cookie } })).text()).toContain('an operator');
  });

  it('under oauth takes access tokens for approving', async () => {
    const issuer = await oauthServer();
    const page = await served('', {
      STEWARD_AUTH: 'oauth',
      STEWARD_TOKENS_FILE: '',
      STEWARD_OAUTH_ISSUER: issuer.issuer,
      STEWARD_PUBLIC_URL: 'http://127.0.0.1',
      STEWARD_OAUTH_AUDIENCE: 'https://steward.example.com/mcp',
    });
    const issued = (scope: string, client?: string) =>
      issuer.token({ scope, resource: 'https://steward.example.com/mcp', ...(client === undefined ? {} : { client }) });
    const person = browser(page, 'http://127.0.0.1');
    expect((await person.signIn(await issued('steward:approve steward:destroy'))).status).toBe(401);
    expect((await person.signIn(await issued('steward:destroy'))).status).toBe(401);
    expect((await person.signIn(await issued('steward:approve', 'other'))).status).toBe(303);
    expect((await person.get('/approvals')).text).toContain('<strong>other</strong>');
    issuer.down(true);
  });
});

describe('where two people must agree', () => {
  it('the principal that asked cannot answer, another one can', async () => {
    const issuer = await oauthServer();
    const page = await served('', {
      STEWARD_AUTH: 'oauth',
      STEWARD_TOKENS_FILE: '',
      STEWARD_APPROVALS: 'two',
      STEWARD_OAUTH_ISSUER: issuer.issuer,
      STEWARD_PUBLIC_URL: 'http://127.0.0.1',
    });
    const issued = (scope: string, client: string) => issuer.token({ scope, resource: 'http://127.0.0.1/mcp', client });
    const binding = { principal: 'agent', tool: 'lightdash_delete_space', args: '{}' };
    const { id } = await page.steward.confirmations.ask(binding, {
      ...binding,
      title: 'Delete space',
      system: 'lightdash',
      because: 'it removes the space',
      says: 'Delete space "Marketing"',
      undo: 'It cannot be undone.',
      args: {},
      typed: 'Marketing',
    });
    const own = browser(page, 'http://127.0.0.1');
    await own.signIn(await issued('steward:approve', 'agent'));
    expect((await own.get(`/approvals/${id}`)).text).toContain('second person');
    expect((await own.answer(`/approvals/${id}`, { decision: 'approve', typed: 'Marketing' })).status).toBe(403);
    expect(await page.steward.confirmations.get(id)).toMatchObject({ status: 'pending' });
    const second = browser(page, 'http://127.0.0.1');
    await second.signIn(await issued('steward:approve', 'other'));
    await second.answer(`/approvals/${id}`, { decision: 'approve', typed: 'Marketing' });
    expect(await page.steward.confirmations.get(id)).toMatchObject({ status: 'approved', approver: 'other' });
  });
});
