import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bearer } from '../e2e/guarded.ts';
import { ask, INITIALIZE } from '../http/asking.ts';
import { temporary } from '../temporary.ts';
import { run, start } from './run.ts';
import { onTerminal } from './terminal.ts';

const place = () => join(mkdtempSync(join(temporary, 'tokens-')), 'tokens.json');
const add = (file: string, ...more: string[]) =>
  run(['token', 'add', '--file', file, '--name', 'robot', '--scopes', 'lightdash:read,ciso-assistant:write', ...more]);

describe('steward-mcp token', () => {
  it('prints a token once, and keeps only its hash in a file for this account alone', async () => {
    const file = place();
    const { code, stdout } = await add(file, '--print', '--ttl', '30d', '--confirm', 'flag');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^stw_[\w-]{43}\n$/);
    expect(readFileSync(file, 'utf8')).not.toContain(stdout.trim());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const listed = await run(['token', 'list', '--file', file]);
    expect(listed.stdout).toMatch(/^robot: lightdash:read ciso-assistant:write, confirm flag until \d{4}-/);
    expect(
      JSON.parse((await run(['token', 'list', '--json'], { environment: { STEWARD_TOKENS_FILE: file } })).stdout)[0],
    ).not.toHaveProperty('hash');
    expect(await run(['token', 'remove', 'robot', '--file', file])).toMatchObject({ code: 0 });
    expect(await run(['token', 'remove', 'robot', '--file', file])).toMatchObject({ code: 1 });
  });

  it('shows the token on a terminal, and in a pipe only when told to', async () => {
    const file = place();
    expect(await add(file)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--print') });
    const shown = await onTerminal(['token', 'add', '--file', file, '--name', 'person', '--scopes', 'steward:read']);
    expect(shown.stdout).toMatch(/stw_[\w-]{43}/);
  });

  it.each([
    [['--scopes', 'steward:everything'], 'is no scope'],
    [['--scopes', 'lightdash:approve'], 'is no scope'],
    [['--scopes', 'steward:approve,steward:read'], 'could agree with itself'],
    [['--scopes', ','], 'must be one'],
    [['--ttl', '5 minutes'], 'must be a time'],
    [['--name', 'local'], 'must not be local'],
    [['--name', 'two words'], 'letters, digits'],
    [['--confirm', 'never'], 'Allowed choices'],
  ])('refuses %s', async (wrong, why) => {
    const { code, stdout, stderr } = await add(place(), '--print', ...wrong);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(why);
  });

  it('refuses a name that is taken, and a place that is not told', async () => {
    const file = place();
    await add(file, '--print');
    expect(await add(file, '--print')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('already') });
    expect(await run(['token', 'list'])).toMatchObject({ code: 2, stderr: expect.stringContaining('STEWARD_TOKENS_FILE') });
  });
});

describe('steward-mcp http', () => {
  it.each<[string, readonly string[], Record<string, string>, RegExp]>([
    ['beyond loopback without authentication', ['--host', '0.0.0.0'], {}, /without authentication .*127\.0\.0\.1/],
    ['with tokens but without a file', [], { STEWARD_AUTH: 'token' }, /STEWARD_TOKENS_FILE/],
    ['with a file that is not there', [], { STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: '/nowhere/tokens.json' }, /cannot be read/],
    ['with oauth but without an issuer', [], { STEWARD_AUTH: 'oauth' }, /STEWARD_OAUTH_ISSUER[^]*STEWARD_PUBLIC_URL/],
    ['with a public address that has a path', [], { STEWARD_PUBLIC_URL: 'https://example.com/steward' }, /without a path/],
  ])('does not start %s, and says why', async (_what, args, environment, why) => {
    const { code, stderr } = await run(['http', '--sandbox', '--port', '0', ...args], { environment });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(why);
  });

  it('serves beyond loopback whoever has a token, under the address that clients know, and prints no link', async () => {
    const file = place();
    const token = (await add(file, '--print')).stdout.trim();
    const environment = { STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: file, STEWARD_PUBLIC_URL: 'https://steward.example.com' };
    const running = start(['http', '--sandbox', '--host', '0.0.0.0', '--port', '0'], environment);
    const url = (/http:\S+\/mcp/.exec(await running.printed(/http:\S+\/mcp/))?.[0] ?? '').replace('0.0.0.0', '127.0.0.1');
    const host = { host: 'steward.example.com' };
    expect(await ask(url, { headers: host, body: INITIALIZE })).toMatchObject({ status: 401 });
    expect(await ask(url, { headers: { ...host, ...bearer(token) }, body: INITIALIZE })).toMatchObject({ status: 200 });
    running.child.kill('SIGTERM');
    const { code, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^connect: .* https:\/\/steward\.example\.com\/mcp$/m);
    expect(stderr).not.toContain('ticket=');
    expect(stderr).not.toContain(token);
  });
});

describe('steward-mcp http without authentication', () => {
  it('prints a link that signs in, on its terminal', async () => {
    const link = /^approvals: http:\S+\/approvals\?ticket=\S+ \(signs in once\)$/m;
    const interrupted = '\u0003';
    const { stdout } = await onTerminal(['http', '--sandbox', '--port', '0'], [[/signs in once\)/, interrupted]]);
    expect(stdout).toMatch(link);
  });
});

describe('steward-mcp approvals --link', () => {
  const key = 'a-state-key-of-the-test-with-enough-letters';

  it('prints a link that signs in once at the server of the same key', async () => {
    const running = start(['http', '--sandbox', '--port', '0'], { STEWARD_STATE_KEY: key });
    const [, server = ''] = /--link (http:\S+),/.exec(await running.printed(/^approvals: .*$/m)) ?? [];
    const { stdout } = await onTerminal(['approvals', '--link', server, '--as', 'kim'], [], { STEWARD_STATE_KEY: key });
    const link = /http:\S+ticket=\S+/.exec(stdout)?.[0] ?? '';
    const signed = await fetch(link, { redirect: 'manual' });
    expect(signed.status).toBe(303);
    const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await (await fetch(new URL('/approvals', server), { headers: { cookie } })).text()).toContain('<strong>kim</strong>');
    expect(await fetch(link, { redirect: 'manual' })).toMatchObject({ status: 401 });
    running.child.kill('SIGTERM');
    expect((await running.ended).stderr).not.toContain('ticket=');
  });

  it('prints none without a terminal, nor without the key', async () => {
    const args = ['approvals', '--link', 'https://steward.example.com'];
    expect(await run(args, { environment: { STEWARD_STATE_KEY: key } })).toMatchObject({ code: 2, stdout: '' });
    expect((await onTerminal(args)).stdout).toContain('STEWARD_STATE_KEY');
  });
});
