import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    expect(stdout).toMatch(/^lightdash: ok, 135 tools listed$/m);
    expect(stdout).toMatch(/^In all \d+ tools, .*\d+ tokens.*\. Confirmation: human\.$/m);
  });

  it('prints the same as JSON', async () => {
    const { stdout } = await run(['check', '--sandbox', '--json']);
    const systems = expect.arrayContaining([{ system: 'lightdash', signIn: 'ok', listed: 135, hidden: {} }]);
    expect(JSON.parse(stdout)).toMatchObject({ sandbox: true, systems, tools: expect.any(Number), tokens: expect.any(Number) });
  });

  it('tells a system that the settings hide from one that has no credentials', async () => {
    const hidden = await run(['check', '--sandbox'], { environment: { STEWARD_SYSTEMS: 'knowledgeowl' } });
    expect(hidden.code).toBe(0);
    expect(hidden.stdout).toMatch(
      /^lightdash: hidden by the settings, 0 tools listed\n {2}135 hidden: STEWARD_SYSTEMS leaves the system out$/m,
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
