import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { openSteward } from '../app.ts';
import { isObject, member, type JsonObject } from '../operation/index.ts';
import { version } from '../version.ts';
import { printLine } from './print.ts';
import { mcpParts } from './serve.ts';

/** `steward-mcp demo`: a short session of a real MCP client with a real server on the emulated systems. */
export function demoCommand(): Command {
  return new Command('demo').description('Show a short session on emulated systems; needs nothing.').action(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'steward-demo-'));
    const audit = join(folder, 'audit.ndjson');
    try {
      await session({ STEWARD_CONFIRM: 'human' }, refused);
      await session({ STEWARD_CONFIRM: 'flag', STEWARD_AUDIT_FILE: audit }, granted);
      heading('What the audit says about it');
      for (const line of readFileSync(audit, 'utf8').trim().split('\n')) printLine(summary(line));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

type Ask = (tool: string, args: JsonObject) => Promise<JsonObject>;

async function session(
  environment: Readonly<Record<string, string>>,
  play: (ask: Ask, names: readonly string[]) => Promise<void>,
): Promise<void> {
  const [{ serveHttp }, { openRemote }] = await Promise.all([import('../http/index.ts'), import('../mcp/remote.ts')]);
  const steward = await openSteward({ environment, sandbox: true });
  const server = await serveHttp(mcpParts(steward, version, 'http'), { host: '127.0.0.1', port: 0 }, steward.log);
  const client = await openRemote(server.url, version);
  heading(`A client at ${server.url} meets ${client.server} (STEWARD_CONFIRM=${environment['STEWARD_CONFIRM']})`);
  const ask: Ask = async (tool, args) => {
    printLine(`> ${tool} ${JSON.stringify(args)}`);
    const { text, structured, code } = await client.call(tool, args);
    printLine(code !== undefined || structured?.['status'] !== undefined ? indented(text) : indented(short(JSON.stringify(structured))));
    return structured ?? {};
  };
  try {
    await play(ask, await client.toolNames());
  } finally {
    await client.close();
    await server.close();
    await steward.close();
  }
}

async function refused(ask: Ask, names: readonly string[]): Promise<void> {
  printLine(`${names.length} tools, the first is ${names[0]}`);
  heading('List and read');
  const groups = await ask('lightdash_list_groups', {});
  const groupUuid = idOf(groups);
  await ask('lightdash_list_group_members', { groupUuid, fields: ['email'] });
  heading('A removal is refused: nobody can be asked here');
  await ask('lightdash_delete_group', { groupUuid, confirm: true });
}

async function granted(ask: Ask): Promise<void> {
  const groupUuid = idOf(await ask('lightdash_list_groups', { fields: ['uuid', 'name'] }));
  heading('The preview of a removal');
  await ask('lightdash_delete_group', { groupUuid });
  heading('The same call with confirm: true, which this setting lets suffice');
  await ask('lightdash_delete_group', { groupUuid, confirm: true });
  await ask('lightdash_get_group', { groupUuid });
}

function idOf(list: JsonObject): string {
  const items = list['items'];
  const id = Array.isArray(items) ? member(items[0], 'uuid') : undefined;
  if (typeof id !== 'string') throw new Error('the sandbox lists no group');
  return id;
}

function summary(line: string): string {
  const entry: unknown = JSON.parse(line);
  if (!isObject(entry)) return line;
  const { seq, event, tool, client, channel, unattended, outcome, vendorStatus, ms } = entry;
  return `  ${JSON.stringify({ seq, event, tool, client, channel, unattended, outcome, vendorStatus, ms })}`;
}

function heading(text: string): void {
  printLine(`\n== ${text}`);
}

function short(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
