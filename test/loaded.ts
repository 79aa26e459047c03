import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { member } from '../src/operation/index.ts';
import { temporary } from './temporary.ts';

/** How a host begins, and asks for the tools. */
export const LISTING: readonly object[] = [
  {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'host', version: '1' } },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list' },
];

/** The files that a server over stdio has loaded when it answered the last of some messages, as `file:` addresses. */
export async function loadedFor(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  messages: readonly object[] = LISTING,
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(temporary, 'loaded-'));
  // With this, Node writes down every script when it ends.
  const env = { HOME: temporary, ...environment, NODE_V8_COVERAGE: folder };
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(child, 'close');
  const last = `"id":${String(member(messages.at(-1), 'id'))}`;
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    // A server ends when its host goes away.
    if (told.endsWith('\n') && told.split('\n').some((line) => line.includes(last))) child.stdin.end();
  });
  for (const message of messages) child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  await ended;
  return readdirSync(folder).flatMap((name) => scriptsIn(readFileSync(join(folder, name), 'utf8')));
}

function scriptsIn(report: string): readonly string[] {
  const scripts: unknown = member(JSON.parse(report), 'result');
  return Array.isArray(scripts)
    ? scripts.map((script: unknown) => String(member(script, 'url'))).filter((url) => url.startsWith('file:'))
    : [];
}
