import { describe, expect, it } from 'vitest';
import { groupId, userId } from '../../src/sandbox/lightdash/seed-access.ts';
import { member } from '../../src/operation/index.ts';
import { INITIALIZE, rpc } from '../http/asking.ts';
import { run, start } from './run.ts';

const INITIALIZED = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
const leave = JSON.stringify({ groupUuid: groupId('Contractors'), userUuid: userId(7) });

describe('steward-mcp stdio', () => {
  it.each([[['stdio', '--sandbox']], [['--sandbox']], [[]]])(
    'as %j writes nothing but JSON-RPC to stdout, and ends when stdin closes',
    async (args) => {
      const { child, ended, printed } = start(args, { STEWARD_LOG_LEVEL: 'debug' });
      for (const line of [INITIALIZE, INITIALIZED, rpc('tools/list')]) child.stdin?.write(`${line}\n`);
      await printed(/"tools":\[/);
      child.stdin?.end();
      const { code, stdout } = await ended;
      expect(code).toBe(0);
      for (const line of stdout.trimEnd().split('\n')) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    },
  );

  it('ends after a line that is too long to be taken in, and says so', async () => {
    const { child, ended } = start(['stdio', '--sandbox']);
    child.stdin?.write(`${INITIALIZE}\n${INITIALIZED}\n${'x'.repeat(11 * 1024 * 1024)}`);
    const { stderr } = await ended;
    expect(stderr).toMatch(/buffer/i);
  });

  it('ends when stdin closes before anything was said', async () => {
    expect(await run(['stdio', '--sandbox'])).toMatchObject({ code: 0, stdout: '' });
  });

  it('survives a line that is no JSON', async () => {
    const { child, ended, printed } = start(['stdio', '--sandbox'], { STEWARD_LOG_LEVEL: 'silent' });
    for (const line of ['this is no JSON', '{"jsonrpc":"2.0"', '', INITIALIZE]) child.stdin?.write(`${line}\n`);
    await printed(/"protocolVersion"/);
    child.stdin?.end();
    expect(await ended).toMatchObject({ code: 0 });
  });

  it('answers a hundred large requests at once, each one once and whole, to a client that reads late', async () => {
    const { child, ended, printed } = start(['stdio', '--sandbox'], { STEWARD_LOG_LEVEL: 'silent' });
    child.stdin?.write(`${INITIALIZE}\n${INITIALIZED}\n`);
    await printed(/"protocolVersion"/);
    child.stdout?.pause();
    const ids = Array.from({ length: 100 }, (_, at) => `many-${at}`);
    child.stdin?.write(ids.map((id) => `${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/list' })}\n`).join(''));
    child.stdin?.end();
    child.stdout?.resume();
    const { stdout, stderr } = await ended;
    const answers = stdout.trimEnd().split('\n').slice(1);
    expect(answers.map((line) => member(JSON.parse(line), 'id')).toSorted()).toEqual(ids.toSorted());
    expect(stderr).not.toContain('Warning');
  });

  it('ends with 0 on SIGTERM', async () => {
    const { child, ended, printed } = start(['stdio', '--sandbox']);
    child.stdin?.write(`${INITIALIZE}\n`);
    await printed(/"protocolVersion"/);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });
});

describe('steward-mcp http', () => {
  it('says where it serves, answers calls of the command line, and ends with 0 on SIGTERM', async () => {
    const { child, ended, printed } = start(['http', '--port', '0', '--sandbox'], { STEWARD_CONFIRM: 'flag' });
    const url = await printed(/http:\S+\/mcp/);

    const read = await run(['call', 'lightdash_list_groups', '{"fields":["name"]}', '--url', url, '--json']);
    expect(read).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(read.stdout)).toMatchObject({ items: expect.arrayContaining([{ name: 'Contractors' }]) });
    expect(await run(['call', 'lightdash_frobnicate', '--url', url])).toMatchObject({ code: 2, stdout: '' });
    expect(await run(['call', 'lightdash_list_groups', '{"colour":"red"}', '--url', url])).toMatchObject({ code: 2, stdout: '' });
    expect(await run(['call', 'lightdash_remove_group_member', leave, '--url', url])).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('Pat Doyle'),
    });
    expect(await run(['call', 'lightdash_remove_group_member', leave, '--url', url, '--confirm'])).toMatchObject({ code: 0 });
    const left = await run([
      'call',
      'lightdash_list_group_members',
      JSON.stringify({ groupUuid: groupId('Contractors') }),
      '--url',
      url,
      '--json',
    ]);
    expect(JSON.parse(left.stdout)).toMatchObject({ items: [], total: 0 });

    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr.split('\n')[0]).toBe(`steward-mcp serves ${/\d+/.exec(stderr)?.[0]} tools at ${url} (sandbox)`);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('says so when the port is taken, as the emulated systems do, and what helps', async () => {
    const first = start(['http', '--port', '0', '--sandbox']);
    const port = new URL(await first.printed(/http:\S+\/mcp/)).port;
    const told = `Something else listens at 127.0.0.1:${port} already (EADDRINUSE). Choose another port with --port; 0 takes a free one.\n`;
    for (const args of [['http', '--sandbox'], ['sandbox']])
      expect(await run([...args, '--port', port])).toMatchObject({ code: 1, stdout: '', stderr: told });
    first.child.kill('SIGINT');
    expect(await first.ended).toMatchObject({ code: 0 });
  });
});

describe('steward-mcp sandbox', () => {
  it('prints the settings that lead to it, answers, and ends with 0 on SIGTERM', async () => {
    const { child, ended, printed } = start(['sandbox']);
    await printed(/^KNOWLEDGEOWL_API_KEY=.*$/m);
    const environment = Object.fromEntries(
      (await printed(/^[^]*KNOWLEDGEOWL_API_KEY=.*\n/))
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s, 2)),
    );
    expect(environment).toMatchObject({
      LIGHTDASH_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/lightdash$/),
      LIGHTDASH_TOKEN: expect.any(String),
    });

    const { code, stdout } = await run(['call', 'lightdash_get_organization', '--json'], { environment });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'Example Trading' });
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });
});
