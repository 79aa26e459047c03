import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { member, type JsonObject } from '../../src/operation/index.ts';
import { seeded } from '../../src/sandbox/core/made-up.ts';
import { run, start, type Running } from '../cli/run.ts';
import { file, folder, written } from './files.ts';

const TOOL = 'knowi_create_group';
const AT_ONCE = 8;

/** A server process on emulated systems that writes the audit. */
async function served(): Promise<Running & { readonly url: string }> {
  const environment = { STEWARD_AUDIT_FILE: file(), STEWARD_STATE_DIR: join(folder(), 'state'), STEWARD_LOG_LEVEL: 'silent' };
  const running = start(['http', '--sandbox', '--port', '0'], environment);
  return { ...running, url: await running.printed(/http:\S+\/mcp/) };
}

/** One write of a client with a name of its own, which stands in the audit. True when the client was told that it is done. */
async function write(url: string, client: string): Promise<boolean> {
  const envelope = { protocolVersion: '2026-07-28', clientInfo: { name: client, version: '1' }, clientCapabilities: {} };
  const _meta = Object.fromEntries(Object.entries(envelope).map(([name, value]) => [`io.modelcontextprotocol/${name}`, value]));
  const params = { name: TOOL, arguments: { groupName: client }, _meta };
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': TOOL,
  };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  const answer = await fetch(url, { method: 'POST', headers, body });
  return member(member(await answer.json(), 'result'), 'structuredContent') !== undefined;
}

/** Keeps writes in flight, and kills the server right after the answer of that number. Whose write was told as done, and who began one. */
async function killedInFlight({ child, ended, url }: Awaited<ReturnType<typeof served>>, round: number, answers: number) {
  const [begun, told]: [string[], string[]] = [[], []];
  const client = async () => {
    while (!child.killed) {
      const name = `client-${round}-${begun.length}`;
      begun.push(name);
      // The connection of whoever waits when the server dies breaks off.
      if (await write(url, name).catch(() => false)) told.push(name);
      if (told.length >= answers) child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  expect(await ended).toMatchObject({ code: null });
  return { begun, told };
}

const verify = () => run(['audit', 'verify', file()]);
const wholeLines = () => readFileSync(file(), 'utf8').split('\n').slice(0, -1);
const entries = (): JsonObject[] => wholeLines().flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
const clientsOf = (event: string) => new Set(entries().flatMap((entry) => (entry['event'] === event ? [String(entry['client'])] : [])));

describe('a server that is killed with writes in flight, again and again', () => {
  it('has every write in its audit that a client was told of, in a chain that holds and goes on', async () => {
    const random = seeded(20);
    for (let round = 1; round <= 4; round += 1) {
      const answers = 1 + Math.floor(random() * 40);
      const { begun, told } = await killedInFlight(await served(), round, answers);
      expect(told.length).toBeGreaterThanOrEqual(answers);
      expect(begun.length).toBeGreaterThan(told.length);
      const [started, ended] = [clientsOf('started'), clientsOf('ended')];
      expect(told.filter((name) => !started.has(`${name}/1`) || !ended.has(`${name}/1`))).toEqual([]);
      const { code, stdout, stderr } = await verify();
      // A kill inside of the one write of a line is as good as impossible, and would show like this.
      if (code !== 0) expect(stderr).toMatch(/^Not intact: line \d+ the last line is torn: it has no end\.$/m);
      else expect(stdout).toContain(`${wholeLines().length} lines, intact.`);
    }
  });

  it('tells a line that was torn from one that was changed, and marks it at the next start', async () => {
    await killedInFlight(await served(), 1, 10);
    const before = wholeLines().length;
    // As when the power fails.
    truncateSync(file(), written().length - 25);
    const torn = await verify();
    expect(torn).toMatchObject({ code: 1, stdout: '' });
    expect(torn.stderr).toContain(`Not intact: line ${before} the last line is torn: it has no end.`);

    const again = await served();
    expect(await write(again.url, 'the next one')).toBe(true);
    again.child.kill('SIGTERM');
    await again.ended;
    const { code, stdout } = await verify();
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${before + 3} lines, intact\\. .*\nLine ${before} was torn by a crash and recovered\\.`));
  });
});
