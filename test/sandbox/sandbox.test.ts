import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { people } from '../../src/sandbox/core/made-up.ts';
import { knowledgeBases } from '../../src/sandbox/knowledgeowl/index.ts';
import { member } from '../../src/operation/index.ts';
import { send, textOf } from './send.ts';

const SYSTEMS = ['knowi-management', 'knowi-sso', 'ciso-assistant', 'lightdash', 'knowledgeowl'];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const owl = (base: string | undefined, query: string) =>
  send('GET', `${base}/reader.json?${query}`, { headers: { authorization: `Basic ${btoa('sandbox-knowledgeowl-key:X')}` } });

it('serves every system on loopback, each below its own path', () => {
  expect(Object.keys(sandbox.urls)).toEqual(SYSTEMS);
  for (const url of Object.values(sandbox.urls)) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[a-z-]+$/);
  expect(new Set(Object.values(sandbox.urls)).size).toBe(SYSTEMS.length);
});

it('says with which settings a server uses it', () => {
  const urls = Object.fromEntries(Object.entries(sandbox.settings).filter(([name]) => name.endsWith('_URL')));
  expect(new Set(Object.values(urls))).toEqual(new Set(Object.values(sandbox.urls)));
  expect(Object.keys(sandbox.settings)).toEqual(
    expect.arrayContaining(['KNOWI_CLIENT_ID', 'KNOWI_SSO_CUSTOMER_TOKEN', 'KNOWLEDGEOWL_API_KEY']),
  );
});

it('starts afresh each time', async () => {
  const other = await openSandbox();
  try {
    const json = { username: 'only.here@example.com', projects: [knowledgeBases.help], 'pw-type': 'email' };
    const headers = { authorization: `Basic ${btoa('sandbox-knowledgeowl-key:X')}` };
    await send('POST', `${other.urls.knowledgeowl}/reader.json`, { json, headers });
    const count = async (base: string | undefined) =>
      textOf(member((await owl(base, 'status=active')).body, 'page_stats'), 'total_records');
    expect(Number(await count(other.urls.knowledgeowl))).toBe(Number(await count(sandbox.urls.knowledgeowl)) + 1);
  } finally {
    await other.close();
  }
});

it('knows the same people in every system', async () => {
  const { settings, urls } = sandbox;
  const form = { client_id: settings.KNOWI_CLIENT_ID ?? '', client_secret: settings.KNOWI_CLIENT_SECRET ?? '' };
  const token = textOf((await send('POST', `${urls['knowi-management']}/login`, { form })).body, 'access_token');
  for (const { email } of people.slice(0, 10)) {
    const found = await send('GET', `${urls['knowi-management']}/users/search?username=${email}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(found.body).toMatchObject({ username: email });
    expect((await owl(urls.knowledgeowl, `username=${email}`)).body).toMatchObject({ data: [{ username: email }] });
  }
});
