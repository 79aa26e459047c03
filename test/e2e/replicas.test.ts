import { beforeAll, describe, expect, it } from 'vitest';
import { approvalsParts } from '../../src/cli/approval-page.ts';
import { mcpParts } from '../../src/cli/serve.ts';
import { serveHttp, type HttpServer } from '../../src/http/index.ts';
import { member } from '../../src/operation/index.ts';
import { openSandbox } from '../../src/sandbox/index.ts';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { REDIS, startRedis, type RedisServer } from '../state/redis-server.ts';
import { KINDS, newest } from './clients.ts';
import { atEnd, stewardFor } from './opened.ts';
import { asked, codeOf, resultOf, stateOf } from './raw.ts';
import { roundRobin, type RoundRobin } from './round-robin.ts';

const KEY = 'a made-up key that the replicas share';
const YES = { confirm: { action: 'accept', content: { agree: true } } };

let redis: RedisServer;
let replicas: readonly HttpServer[];
let proxy: RoundRobin;

describe.skipIf(REDIS.isMissing)(`three replicas that share a Redis${REDIS.note}`, () => {
  beforeAll(async () => {
    redis = await startRedis();
    atEnd(redis.close);
    const sandbox = await openSandbox();
    atEnd(sandbox.close);
    const environment = { ...sandbox.settings, STEWARD_REDIS_URL: redis.url, STEWARD_STATE_KEY: KEY };
    replicas = await Promise.all(
      ['one', 'two', 'three'].map(async () => {
        const steward = await stewardFor(environment);
        const address = { host: '127.0.0.1', port: 0 };
        const server = await serveHttp(mcpParts(steward, '0.0.0', 'http'), address, steward.log, approvalsParts(steward));
        atEnd(server.close);
        steward.offerPage(async () => 'on the approvals page');
        return server;
      }),
    );
    proxy = await roundRobin(replicas.map(({ url }) => new URL(url).origin));
    atEnd(proxy.close);
  });

  it('take a question that another one asked, and refuse the same answer a second time', async () => {
    const [one, two, three] = replicas.map(({ url }) => url);
    const args = { name: 'Blue' };
    const requestState = stateOf(await asked(one, 'ciso_create_team', args));
    const done = await asked(two, 'ciso_create_team', args, { requestState, inputResponses: YES });
    expect(resultOf(done)).toMatchObject({ structuredContent: { name: 'Blue' } });
    for (const replica of [three, two, one]) {
      expect(codeOf(await asked(replica, 'ciso_create_team', args, { requestState, inputResponses: YES }))).toBe('confirmation_refused');
    }
    const teams = JSON.stringify(await asked(three, 'ciso_list_teams', {}));
    expect(teams.match(/Blue/g)?.length).toBe(JSON.stringify(done).match(/Blue/g)?.length);
  });

  it('run a call once when the same answer reaches all of them at the same moment', async () => {
    const args = { groupUuid: groupId('Sales') };
    const requestState = stateOf(await asked(replicas[0]?.url, 'lightdash_delete_group', args));
    const answers = await Promise.all(
      [...replicas, ...replicas].map(({ url }) => asked(url, 'lightdash_delete_group', args, { requestState, inputResponses: YES })),
    );
    expect(answers.filter((answer) => member(resultOf(answer), 'isError') !== true)).toHaveLength(1);
  });

  it('serve a client behind a proxy as one server would', async () => {
    const forms: string[] = [];
    const client = await KINDS[0]?.connect({ url: `${proxy.origin}/mcp` }, async ({ message }) => {
      forms.push(message);
      return { action: 'accept', content: { agree: true } };
    });
    const groupUuid = groupId('Finance');
    expect(await client?.call('lightdash_delete_group', { groupUuid })).toMatchObject({ isError: false, structured: { done: true } });
    expect(forms).toEqual([expect.stringContaining('Finance')]);
    expect(await client?.call('lightdash_get_group', { groupUuid })).toMatchObject({ isError: true });
    expect(proxy.counts.every((count) => count > 0)).toBe(true);
  });

  it('have a request of one answered on the page of another, by somebody who signed in at a third', async () => {
    const client = await newest({ url: `${proxy.origin}/mcp` });
    const groupUuid = groupId('Contractors');
    expect((await client.call('lightdash_delete_group', { groupUuid })).text).toContain('on the approvals page');
    const link = new URL(replicas[0]?.approvalsLink?.('a-person') ?? '');
    const person = await browser(proxy.origin, `${link.pathname}${link.search}`);
    const before = [...proxy.counts];
    expect(await person.answer(await person.pageAbout('Contractors'))).toBe(303);
    expect(await client.call('lightdash_delete_group', { groupUuid, confirm: true })).toMatchObject({ structured: { done: true } });
    expect(proxy.counts.filter((count, at) => count > (before[at] ?? 0)).length).toBeGreaterThan(1);
    // The link was used up for all of them.
    expect(await statusesOf(replicas, link)).toEqual([401, 401, 401]);
  });

  it('refuse removals and go on reading while Redis is gone, and need no restart when it is back', async () => {
    const args = { groupUuid: groupId('Leadership') };
    const requestState = stateOf(await asked(replicas[0]?.url, 'lightdash_delete_group', args));
    await redis.stop();
    for (const { url } of replicas) {
      expect(codeOf(await asked(url, 'lightdash_delete_group', args))).toBe('confirmation_unavailable');
      const yes = await asked(url, 'lightdash_delete_group', args, { requestState, inputResponses: YES });
      expect(codeOf(yes)).toBe('confirmation_unavailable');
      expect(resultOf(await asked(url, 'lightdash_get_group', args))).toMatchObject({ structuredContent: { name: 'Leadership' } });
    }
    await redis.start();
    const [one, two, three] = replicas.map(({ url }) => url);
    // It came back empty: what it no longer knows is no yes.
    expect(codeOf(await asked(one, 'lightdash_delete_group', args, { requestState, inputResponses: YES }))).toBe('confirmation_refused');
    const again = stateOf(await asked(two, 'lightdash_delete_group', args));
    expect(resultOf(await asked(three, 'lightdash_delete_group', args, { requestState: again, inputResponses: YES }))).toMatchObject({
      structuredContent: { done: true },
    });
  });
});

/** A person's browser that has used a link. */
async function browser(origin: string, link: string) {
  const signedIn = await fetch(origin + link, { redirect: 'manual' });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const read = async (path: string) => (await fetch(origin + path, { headers: { cookie } })).text();
  const pageAbout = async (text: string) => {
    for (const [path] of (await read('/approvals')).matchAll(/\/approvals\/[A-Za-z0-9]{12}\b/g))
      if ((await read(path)).includes(text)) return path;
    throw new Error(`There is no request about ${text}.`);
  };
  const answer = async (path: string) => {
    const token = /name="token" value="([^"]+)"/.exec(await read(path))?.[1] ?? '';
    const body = new URLSearchParams({ token, decision: 'approve' });
    return (await fetch(origin + path, { method: 'POST', headers: { cookie, origin }, body, redirect: 'manual' })).status;
  };
  return { pageAbout, answer };
}

function statusesOf(servers: readonly HttpServer[], { pathname, search }: URL): Promise<readonly number[]> {
  return Promise.all(servers.map(async ({ url }) => (await fetch(new URL(pathname + search, url), { redirect: 'manual' })).status));
}
