import fs, { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handlesFor } from '../../src/call/index.ts';
import type { Steward } from '../../src/app.ts';
import { adminWith, type Admin } from './admin.ts';
import { newest, type Connected } from './clients.ts';
import { atEnd, sandboxed, servedOverHttp } from './opened.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealed-'));
const auditFile = join(folder, 'audit.ndjson');
const logged: string[] = [];
const told: string[] = [];
let steward: Steward;
let admin: Admin;

beforeAll(async () => {
  // The logger writes to stderr through this very function.
  const spy = vi.spyOn(fs, 'writeSync').mockImplementation((_fd, what) => logged.push(String(what)) && String(what).length);
  atEnd(async () => spy.mockRestore());
  steward = await sandboxed({ STEWARD_CONFIRM: 'flag', STEWARD_AUDIT_FILE: auditFile, STEWARD_LOG_LEVEL: 'debug' });
  admin = adminWith(overheard(await newest({ url: await servedOverHttp(steward) })));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Nothing of a value anywhere: tool results, log, audit. */
function expectNowhere(value: string): void {
  expect(value.length).toBeGreaterThan(8);
  for (const place of [told.join('\n'), logged.join('\n'), readFileSync(auditFile, 'utf8')]) expect(place).not.toContain(value);
}

/** What a handle stands for, looked up with the key of the server. */
function valueOf(handle: unknown): string {
  const result = handlesFor(steward.state.key).open(String(handle), { principal: 'local', system: undefined });
  return 'opened' in result ? String(result.opened.value) : result.refused;
}

function sealedFor(principal: string, system: string): string {
  return handlesFor(steward.state.key).seal('not yours 0123456789', {
    principal,
    system,
    tool: 'knowi_sso_create_user',
    path: 'userToken',
  });
}

describe('a sealed secret', () => {
  it('of one tool works in another, and neither the model nor any record sees it', async () => {
    const { userToken } = await admin.confirms('knowi_sso_create_user', { user: 'visitor@example.com', role: 'viewer' });
    expect(userToken).toMatch(/^sealed_[\w-]{80,}$/);
    const preview = await admin.isShown('knowi_sso_create_session', { user: 'visitor@example.com', userToken, expiry: 5 });
    expect(preview).not.toContain(String(userToken));
    const { sessionToken } = await admin.confirms('knowi_sso_create_session', { user: 'visitor@example.com', userToken, expiry: 5 });
    expect(sessionToken).toMatch(/^sealed_[\w-]{80,}$/);
    for (const handle of [userToken, sessionToken]) expectNowhere(valueOf(handle));
    await admin.confirms('knowi_sso_delete_user', { user: 'visitor@example.com', userToken });
  });

  it('is the real one', async () => {
    const { token } = await admin.confirms('ciso_create_access_token', { name: 'reporting', expiry: 1 });
    const url = `${String(steward.settings.CISO_ASSISTANT_URL).replace(/\/api$/, '')}/api/iam/current-user/`;
    const ask = (credential: string) => fetch(url, { headers: { authorization: `Token ${credential}` } }).then(({ status }) => status);
    expect(await ask(valueOf(token))).toBe(200);
    expect(await ask(String(token))).toBe(401);
    expectNowhere(valueOf(token));
  });

  it('that a read answers can be set again without being seen', async () => {
    const readers = await admin.lists('knowledgeowl_list_readers', { fields: ['id', 'username', 'password'] });
    const reader = readers.find(({ password }) => password !== undefined);
    expect(reader?.['password']).toMatch(/^sealed_/);
    const password = valueOf(reader?.['password']);
    const answer = await admin.confirms('knowledgeowl_update_reader', { id: reader?.['id'], password: reader?.['password'] });
    expect(answer['password']).toMatch(/^sealed_/);
    expect(valueOf(answer['password'])).toBe(password);
    expectNowhere(password);
  });

  it('of somebody else, of another system, or cut is refused before anything is sent', async () => {
    const session = (userToken: string) =>
      admin.isTold('knowi_sso_create_session', { user: 'visitor@example.com', userToken, confirm: true });
    expect(await session(sealedFor('bob', 'knowi-sso'))).toMatch(/^userToken: is a handle that was given to somebody else\./);
    expect(await session(sealedFor('local', 'lightdash'))).toMatch(/^userToken: .* only for tools of the same system/);
    expect(await session(sealedFor('local', 'knowi-sso').slice(0, -2))).toMatch(/^userToken: is a handle that was cut, changed/);
    expectNowhere('not yours 0123456789');
  });

  it('is refused in a free text, where it could be read back', async () => {
    const userToken = sealedFor('local', 'knowi-sso');
    const text = await admin.isTold('knowi_sso_create_user', { user: `see ${userToken}`, confirm: true });
    expect(text).toMatch(/^user: holds a sealed_ handle, which only secret arguments take \(this tool has none\)\./);
    const group = await admin.isTold('lightdash_create_group', { name: userToken, confirm: true });
    expect(group).toMatch(/^name: holds a sealed_ handle/);
  });

  it('is told as it is where the settings say so', async () => {
    const revealing = await sandboxed({ STEWARD_CONFIRM: 'flag', STEWARD_REVEAL_SECRETS: 'true' });
    const client = await newest({ url: await servedOverHttp(revealing) });
    const answer = await client.call('ciso_create_access_token', { name: 'seen', confirm: true });
    expect(answer.structured?.['token']).toMatch(/^[0-9a-f]{64}$/);
  });
});

/** The same client; what it is told is kept. */
function overheard(client: Connected): Connected {
  return {
    ...client,
    call: async (...request) => {
      const answer = await client.call(...request);
      told.push(JSON.stringify(answer));
      return answer;
    },
  };
}
