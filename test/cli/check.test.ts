import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporary } from '../temporary.ts';
import { run } from './run.ts';

/** Answers everything with a web page, as an address with a typing error does. */
const website = createServer((_request, response) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>Welcome</h1></html>'),
);
let address = '';

beforeAll(async () => {
  await once(website.listen(0, '127.0.0.1'), 'listening');
  const at = website.address();
  address = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`;
});
afterAll(async () => {
  website.closeAllConnections();
  await new Promise((done) => website.close(done));
});

describe('steward-mcp check', () => {
  it('signs in to the emulated systems and says what is listed and what it costs', async () => {
    const { code, stdout, stderr } = await run(['check', '--sandbox']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Sandbox: emulated systems/);
    expect(stdout).toMatch(/^lightdash: ok, 135 tools listed\n {2}version 0\.1366\.1$/m);
    expect(stdout).toMatch(/^In all \d+ tools, .*\d+ tokens.*\. Confirmation: human\.$/m);
  });

  it('prints the same as JSON', async () => {
    const { stdout } = await run(['check', '--sandbox', '--json']);
    const systems = expect.arrayContaining([
      {
        system: 'lightdash',
        signIn: 'ok',
        reachable: true,
        version: '0.1366.1',
        listed: 135,
        hidden: {},
        settings: expect.objectContaining({ LIGHTDASH_URL: 'set', LIGHTDASH_TOKEN: 'set' }),
      },
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      sandbox: true,
      systems,
      tools: expect.any(Number),
      tokens: expect.any(Number),
      problems: [],
    });
  });

  it('names each setting and whether it is set, never its value, and what is missing to a system that was begun', async () => {
    const environment = { LIGHTDASH_URL: 'https://lightdash.example.com', CISO_ASSISTANT_TOKEN: 'token_0123456789' };
    const { code, stdout } = await run(['check'], { environment });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^lightdash: incomplete: set LIGHTDASH_TOKEN or LIGHTDASH_EMAIL \+ LIGHTDASH_PASSWORD, 0 tools listed$/m);
    expect(stdout).toMatch(/^ {2}LIGHTDASH_URL set, LIGHTDASH_TOKEN unset,/m);
    expect(stdout).toMatch(/^ciso-assistant: incomplete: set CISO_ASSISTANT_URL, 0 tools listed$/m);
    expect(stdout).toMatch(/^knowi-sso: not configured, 0 tools listed\n {2}KNOWI_SSO_URL default, KNOWI_SSO_CUSTOMER_TOKEN unset$/m);
    expect(stdout).not.toMatch(/lightdash\.example|token_0/);
  });

  it('says how each kind of client is confirmed', async () => {
    const { stdout } = await run(['check', '--sandbox', '--json'], { environment: { STEWARD_STATE_DIR: temporary } });
    expect(JSON.parse(stdout)).toMatchObject({
      confirmation: {
        form: 'a form in the client',
        stdio: expect.stringContaining('the approvals page, opened in the browser, or in a terminal'),
        http: expect.stringContaining('/approvals'),
        script: expect.stringContaining('STEWARD_GRANT'),
      },
    });
    const alone = await run(['check', '--sandbox'], { environment: { STEWARD_BROWSER: 'none' } });
    expect(alone.stdout).toMatch(/^ {2}stdio, client without forms: nobody can be asked: refused$/m);
    const flag = await run(['check', '--sandbox'], { environment: { STEWARD_CONFIRM: 'flag' } });
    expect(flag.stdout).toMatch(/^ {2}client that shows forms: confirm: true suffices/m);
  });

  it('tells a system that the settings hide from one that has no credentials', async () => {
    const hidden = await run(['check', '--sandbox'], { environment: { STEWARD_SYSTEMS: 'knowledgeowl' } });
    expect(hidden.code).toBe(0);
    expect(hidden.stdout).toMatch(
      /^lightdash: hidden by the settings, 0 tools listed\n {2}LIGHTDASH_URL set,.*\n {2}135 hidden: STEWARD_SYSTEMS leaves the system out$/m,
    );

    const nothing = await run(['check']);
    expect(nothing.code).toBe(1);
    expect(nothing.stdout).toMatch(/^lightdash: not configured, 0 tools listed$/m);
  });

  it.each([
    ['nobody listens', () => 'http://127.0.0.1:9', /lightdash: .*cannot be reached \(ECONNREFUSED\)/],
    ['a web site answers', () => address, /^lightdash: Lightdash answered 200 with text\/html instead of .*JSON, 135 tools listed$/m],
  ])('exits with 1 and says why where %s', async (_what, url, text) => {
    const { code, stdout } = await run(['check'], { environment: { LIGHTDASH_URL: url(), LIGHTDASH_TOKEN: 'ldpat_0123456789' } });
    expect(code).toBe(1);
    expect(stdout).toMatch(text);
    expect(stdout).not.toMatch(/ldpat_0123456789|<h1>| {4}at /);
  });
});
