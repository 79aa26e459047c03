import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporary } from './temporary.ts';

const top = fileURLToPath(new URL('..', import.meta.url));
const empty = join(temporary, 'empty');
const command = join(empty, 'node_modules', '.bin', 'steward-mcp');
const exec = promisify(execFile);
let packed: readonly string[] = [];

beforeAll(async () => {
  mkdirSync(empty);
  await exec('npm', ['pack', '--ignore-scripts', '--pack-destination', temporary], { cwd: top });
  const [tarball = ''] = readdirSync(temporary).filter((name) => name.endsWith('.tgz'));
  packed = (await exec('tar', ['-tf', join(temporary, tarball)], { maxBuffer: 8_000_000 })).stdout.trim().split('\n');
  writeFileSync(join(empty, 'package.json'), '{"private":true}');
  await exec('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(temporary, tarball)], { cwd: empty });
}, 60_000);

/** Runs a command in the empty folder, with nothing of this process's environment but where programs are. */
async function run(program: string, args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: temporary, npm_config_cache: process.env['npm_config_cache'] };
  return (await exec(program, args, { cwd: empty, env, maxBuffer: 8_000_000 })).stdout;
}

describe('the packed file', () => {
  it('holds what runs and what a user reads, and nothing of the workshop', () => {
    const folders = [...new Set(packed.map((path) => path.split('/').slice(1, 3).join('/')))].toSorted();
    expect(folders).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'PRIVACY.md',
      'README.md',
      'SECURITY.md',
      'dist/src',
      'dist/tools',
      'package.json',
    ]);
    const workshop = /(?<!\.d)\.ts$|\.test\.|\/(test|docs)\/|cli\/(bundle|generate|third-party|write-listed)\./;
    expect(packed.filter((path) => workshop.test(path))).toEqual([]);
    const about: unknown = JSON.parse(readFileSync(join(empty, 'node_modules/steward-mcp/package.json'), 'utf8'));
    expect(about).toMatchObject({ engines: { node: '>=20.18.1' }, publishConfig: { provenance: true } });
    expect(about).not.toHaveProperty('scripts.postinstall');
  });

  it('runs as a command of the folder that it was installed in', async () => {
    expect(await run('npx', ['--offline', 'steward-mcp', '--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(JSON.parse(await run(command, ['tools', '--json']))).toHaveLength(224);
    const answer: unknown = JSON.parse(await run(command, ['call', 'lightdash_get_organization', '--sandbox', '--json']));
    expect(answer).toMatchObject({ name: 'Example Trading' });
  });

  it('serves a client over stdio', async () => {
    const client = new Client({ name: 'package-test', version: '1.0.0' });
    await client.connect(
      new StdioClientTransport({ command, args: ['--sandbox'], env: { PATH: process.env['PATH'] ?? '', HOME: temporary } }),
    );
    expect((await client.listTools()).tools.length).toBeGreaterThan(200);
    expect(await client.callTool({ name: 'lightdash_get_organization', arguments: {} })).toMatchObject({
      structuredContent: { name: 'Example Trading' },
    });
    await client.close();
  });

  it('is a library with types, too', async () => {
    writeFileSync(
      join(empty, 'use.mts'),
      "import { openCatalog, type Steward } from 'steward-mcp';\nexport const size: number = (await openCatalog()).entries.length;\nexport type Visible = Steward['visible'];\n",
    );
    const compiler = join(top, 'node_modules/.bin/tsc');
    const types = join(top, 'node_modules/@types');
    await run(compiler, ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node', '--typeRoots', types, 'use.mts']);
    expect((await run(process.execPath, ['-e', "import('./use.mjs').then(({ size }) => console.log(size))"])).trim()).toBe('224');
  });
});
