import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { csvLine, csvRows } from '../examples/csv.ts';
import { MAIN, run, start } from './cli/run.ts';
import { temporary } from './temporary.ts';

const examples = fileURLToPath(new URL('../examples', import.meta.url));
const steward = `${process.execPath} ${MAIN}`;
const tokenFile = join(temporary, 'token');
let url = '';

beforeAll(async () => {
  // Newer Nodes run TypeScript by themselves; the oldest that is supported does not.
  const names = ['access-review', 'import-readers'];
  const banner = { js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);" };
  await build({
    entryPoints: names.map((name) => `${examples}/${name}.ts`),
    outdir: temporary,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner,
  });
  const tokens = join(temporary, 'tokens.json');
  const add = ['token', 'add', '--name', 'nightly', '--scopes', 'steward:read,steward:write,steward:destroy'];
  writeFileSync(tokenFile, (await run([...add, '--confirm', 'flag', '--file', tokens, '--print'])).stdout);
  const server = start(['http', '--port', '0', '--sandbox'], { STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: tokens });
  url = await server.printed(/http:\S+\/mcp/);
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end with little of this process's environment. */
function ran(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HOME: temporary, STEWARD_LOG_LEVEL: 'silent', ...environment };
  return new Promise((resolve) => {
    execFile(program, args, { env, maxBuffer: 8_000_000 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
}

const example = (name: string, ...args: readonly string[]) => ran(process.execPath, [join(temporary, `${name}.mjs`), ...args]);

describe('the access review', () => {
  it.each([
    ['a server of its own over stdio', () => ['--server', `${steward} --sandbox`]],
    ['a server over HTTP', () => ['--url', url, '--token-file', tokenFile]],
  ])('lists who has what, as CSV, from %s', async (_what, place) => {
    const { code, stdout, stderr } = await example('access-review', ...place());
    expect([code, stderr]).toEqual([0, '']);
    const rows = csvRows(stdout);
    expect(rows.filter(({ where }) => where === 'organisation')).toHaveLength(120);
    expect(rows).toContainEqual({
      email: 'robin.steward@example.com',
      name: 'Robin Steward',
      state: 'active',
      where: 'organisation',
      role: 'admin',
      through: 'member',
    });
    expect(rows).toContainEqual(expect.objectContaining({ where: 'project Marketing', through: expect.stringMatching(/^group /) }));
    expect(rows).toContainEqual(expect.objectContaining({ where: expect.stringMatching(/^project /), through: 'direct' }));
  });
});

describe('offboarding a list', () => {
  const list = join(temporary, 'leavers.txt');
  const environment = { STEWARD: steward };
  const place = () => [list, '--url', url, '--token-file', tokenFile];

  it('shows what would be lost, does it with --yes, and finds nobody left after that', async () => {
    writeFileSync(list, '# left in November\nbob.miller@example.com\n$(touch x)\'"@example.com\n');
    const script = `${examples}/offboard.sh`;
    const shown = await ran(script, place(), environment);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/^bob\.miller@example\.com: .*Bob Miller/m);
    expect(shown.stdout).toContain(`$(touch x)'"@example.com: not in Lightdash`);

    const done = await ran(script, ['--yes', ...place()], environment);
    expect([done.code, done.stderr]).toEqual([0, expect.stringContaining('bob.miller@example.com …')]);
    expect(done.stdout).toContain('bob.miller@example.com: done with lightdash_delete_member');
    expect(done.stdout).toContain('bob.miller@example.com: done with knowledgeowl_update_reader');

    const again = await ran(script, ['--yes', ...place()], environment);
    expect(again.stdout).toContain('bob.miller@example.com: not in Lightdash\nbob.miller@example.com: no active reader of KnowledgeOwl');
  }, 60_000);

  it('exits with 3 where a person must say yes, and with 1 where no server answers', async () => {
    writeFileSync(list, 'eva.lindqvist+lightdash@example.com');
    const script = `${examples}/offboard.sh`;
    const waits = await ran(script, ['--yes', list, '--sandbox'], { ...environment, STEWARD_STATE_DIR: join(temporary, 'shell') });
    expect(waits).toMatchObject({ code: 3, stdout: expect.stringMatching(/Lindqvist[^]*steward-mcp approve/) });
    expect(await ran(script, [list, '--url', 'http://127.0.0.1:9/mcp'], environment)).toMatchObject({ code: 1 });
  }, 60_000);

  it('says who could not be looked up and why, goes on with the others, and says of nobody that they are not there', async () => {
    writeFileSync(list, 'bob.miller@example.com\neva.lindqvist@example.com\n');
    const script = `${examples}/offboard.sh`;
    const nobody = { ...environment, LIGHTDASH_URL: 'http://127.0.0.1:9', LIGHTDASH_TOKEN: 'x' };
    const { code, stdout, stderr } = await ran(script, [list], nobody);
    expect([code, stdout]).toEqual([1, '']);
    const lines = stderr.trimEnd().split('\n');
    for (const email of ['bob.miller@example.com', 'eva.lindqvist@example.com'])
      for (const why of ['Lightdash: .*cannot be reached', 'KnowledgeOwl: .*no credentials'])
        expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${email}: could not be looked up in ${why}`)));
    expect(lines).toHaveLength(6);

    const wrong = join(temporary, 'wrong-token');
    writeFileSync(wrong, 'stw_wrong0123456789');
    const refused = await ran(script, [list, '--url', url, '--token-file', wrong], environment);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain(
      `bob.miller@example.com: could not be looked up in Lightdash: The server at ${url} does not accept the token.\n`,
    );

    const mute = await ran(script, [list], { ...environment, STEWARD: 'false' });
    expect([mute.code, mute.stdout]).toEqual([1, '']);
    expect(mute.stderr).toContain('bob.miller@example.com: could not be looked up in KnowledgeOwl: no answer that can be read\n');
    expect(await ran(script, ['nope.txt'], environment)).toMatchObject({ code: 1, stderr: 'nope.txt cannot be read\n' });
  }, 60_000);
});

describe('the import of readers', () => {
  const list = join(temporary, 'readers.csv');
  const place = () => ['--url', url, '--token-file', tokenFile];

  it('shows what would be done, does it with --yes, and does nothing twice', async () => {
    const project = '1a389d3603304132bc893719';
    writeFileSync(
      list,
      `username,first_name,last_name,projects,reader_roles\nnew.one@example.com,New,"One, the first",${project},\nrobin.steward@example.com,Robin,,${project},\n`,
    );
    const shown = await example('import-readers', list, '--mail', ...place());
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining('new.one@example.com: Create the reader new.one@example.com') });
    const done = await example('import-readers', list, '--yes', '--mail', ...place());
    expect(done).toMatchObject({ code: 0, stdout: 'new.one@example.com: created\nrobin.steward@example.com: is there already (active)\n' });
    const read = ['call', 'knowledgeowl_list_readers', '{"username":"new.one@example.com"}', '--json', ...place()];
    expect(JSON.parse((await run(read)).stdout)).toMatchObject({
      items: [{ first_name: 'New', last_name: 'One, the first', projects: [project] }],
    });
    const again = await example('import-readers', list, '--yes', ...place());
    expect(JSON.parse(again.stderr)).toEqual({ created: 0, shown: 0, there: 2, waiting: 0, failed: 0 });
  });

  it('exits with 3 where a person must say yes first, and with 1 when the server refuses', async () => {
    const here = ['--server', `${steward} --sandbox`];
    writeFileSync(list, 'username,projects\nother.one@example.com,1a389d3603304132bc893719\n');
    const waits = await ran(process.execPath, [join(temporary, 'import-readers.mjs'), list, '--yes', ...here], {
      STEWARD_STATE_DIR: join(temporary, 'state'),
    });
    expect(waits.code).toBe(3);
    writeFileSync(list, 'username,projects\n,\n');
    expect(await example('import-readers', list, ...here)).toMatchObject({ code: 1 });
  });
});

it('names that a spreadsheet would run become text, and lines read back as they were written', () => {
  expect(csvLine(['=HYPERLINK("x")', 'a,b', undefined, 1])).toBe('"\'=HYPERLINK(""x"")","a,b",,1\n');
  expect(csvRows('a,b,c\n,"x ""y"", z",\n')).toEqual([{ a: '', b: 'x "y", z', c: '' }]);
});

it('the page of the examples names each of them', () => {
  const page = readFileSync(`${examples}/README.md`, 'utf8');
  for (const name of ['access-review.ts', 'offboard.sh', 'import-readers.ts']) expect(page).toContain(name);
});
