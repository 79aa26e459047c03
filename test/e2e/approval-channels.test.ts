import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { approvalsParts } from '../../src/cli/approval-page.ts';
import { mcpParts } from '../../src/cli/serve.ts';
import { serveHttp } from '../../src/http/index.ts';
import { member } from '../../src/operation/index.ts';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { KINDS, type Connected } from './clients.ts';
import { atEnd, sandboxed } from './opened.ts';

const groupUuid = groupId('Contractors');
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A person's browser: signs in by a link, then reads and answers. */
async function browser(link: string) {
  const signedIn = await fetch(link, { redirect: 'manual' });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const at = new URL(signedIn.headers.get('location') ?? '', link);
  const read = async (path: string) => (await fetch(new URL(path, link), { headers: { cookie } })).text();
  const answer = async (path: string, fields: Record<string, string>) => {
    const page = await read(path);
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ token, ...fields });
    const response = await fetch(new URL(path, link), { method: 'POST', headers: { cookie, origin: at.origin }, body });
    return { status: response.status, text: await response.text() };
  };
  return { status: signedIn.status, at: at.pathname, read, answer };
}

async function expectDeletedAfterApproval(client: Connected, link: string): Promise<void> {
  const person = await browser(link);
  expect(person.status).toBe(303);
  const list = await person.read('/approvals');
  const id = /\/approvals\/([A-Za-z0-9]{12})"/.exec(list)?.[1] ?? '';
  expect(await person.read(`/approvals/${id}`)).toContain('Contractors');
  const waiting = await client.call('lightdash_delete_group', { groupUuid, confirm: true });
  expect(waiting.text).toContain('Nothing was done yet');
  await person.answer(`/approvals/${id}`, { decision: 'approve', reason: 'agreed' });
  expect((await client.call('lightdash_delete_group', { groupUuid })).text).toContain('A person has approved it');
  expect(await client.call('lightdash_delete_group', { groupUuid, confirm: true })).toMatchObject({
    isError: false,
    structured: { done: true },
  });
  const again = await client.call('lightdash_delete_group', { groupUuid, confirm: true });
  expect(again.isError).toBe(true);
}

it.each(KINDS)('over stdio $name leads to the page in the browser of the person, and the model never sees the link', async (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-page-'));
  folders.push(folder);
  const [program, opened] = [join(folder, 'browser.sh'), join(folder, 'opened')];
  writeFileSync(program, `#!/bin/sh\nprintf '%s' "$1" > "${opened}.part" && mv "${opened}.part" "${opened}"\n`);
  chmodSync(program, 0o700);
  const client = await kind.connect({
    args: ['stdio', '--sandbox'],
    environment: { STEWARD_BROWSER: program, STEWARD_STATE_DIR: join(folder, 'state'), PATH: process.env['PATH'] ?? '' },
  });
  const told = await client.call('lightdash_delete_group', { groupUuid });
  expect(told.text).toContain('approvals page that opened in the browser');
  expect(told.text).not.toContain('ticket');
  await fileAt(folder, opened);
  await expectDeletedAfterApproval(client, readFileSync(opened, 'utf8'));
});

it.each(KINDS)('over HTTP $name leads to the page beside /mcp', async (kind) => {
  const steward = await sandboxed();
  const server = await serveHttp(mcpParts(steward, '0.0.0', 'http'), { host: '127.0.0.1', port: 0 }, steward.log, approvalsParts(steward));
  atEnd(server.close);
  steward.offerPage(async () => 'on the approvals page');
  const client = await kind.connect({ url: server.url });
  const told = await client.call('lightdash_delete_group', { groupUuid });
  expect(told.text).toContain('on the approvals page');
  await expectDeletedAfterApproval(client, server.approvalsLink?.('a-person') ?? '');
});

it('has the worst class approved by a second person where that is set, and not in the client of whoever asks', async () => {
  const steward = await sandboxed({ STEWARD_APPROVALS: 'two' });
  const server = await serveHttp(mcpParts(steward, '0.0.0', 'http'), { host: '127.0.0.1', port: 0 }, steward.log, approvalsParts(steward));
  atEnd(server.close);
  steward.offerPage(async () => 'on the approvals page');
  const forms: unknown[] = [];
  const client = await KINDS[0]?.connect({ url: server.url }, async (form) => {
    forms.push(form);
    return { action: 'accept', content: { agree: true, name: 'Marketing' } };
  });
  const space = await firstSpace(client);
  const told = await client?.call('lightdash_delete_space', space);
  expect(told?.text).toContain('on the approvals page');
  expect(forms).toEqual([]);
  const [id] = (await steward.confirmations.list()).map((record) => record.id);
  const typed = (await steward.confirmations.list())[0]?.typed ?? '';

  const requester = await browser(server.approvalsLink?.('local') ?? '');
  expect(await requester.read(`/approvals/${id}`)).toContain('second person');
  await requester.answer(`/approvals/${id}`, { decision: 'approve', typed });
  expect((await steward.confirmations.get(id ?? ''))?.status).toBe('pending');

  const second = await browser(server.approvalsLink?.('second-person') ?? '');
  await second.answer(`/approvals/${id}`, { decision: 'approve', typed });
  expect(await client?.call('lightdash_delete_space', { ...space, confirm: true })).toMatchObject({ isError: false });
});

async function firstSpace(client: Connected | undefined): Promise<{ projectUuid: unknown; spaceUuid: unknown }> {
  const projects = (await client?.call('lightdash_list_projects', { fields: ['projectUuid'] }))?.structured;
  const projectUuid = member(first(projects), 'projectUuid');
  const spaces = (await client?.call('lightdash_list_spaces', { projectUuid, fields: ['uuid'] }))?.structured;
  return { projectUuid, spaceUuid: member(first(spaces), 'uuid') };
}

function first(list: unknown): unknown {
  const items = member(list, 'items');
  return Array.isArray(items) ? items[0] : undefined;
}

/** Resolves when a file is there. */
async function fileAt(folder: string, path: string): Promise<void> {
  const watcher = watch(folder);
  try {
    await new Promise<void>((there) => {
      watcher.on('change', () => existsSync(path) && there());
      if (existsSync(path)) there();
    });
  } finally {
    watcher.close();
  }
}
