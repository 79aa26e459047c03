import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { openapi } from './openapi.ts';

/** How a generated server is reached. */
export type Transport = 'stdio' | 'streamable-http';

/** What the servers that Steward is compared with need. */
export interface Peers {
  /** Address of a module whose `build(z)` makes the zod schemas of all operations. */
  readonly zod: string;
  /** Program of the server that openapi-mcp-generator makes of the same operations. */
  readonly generated: (transport: Transport) => string;
}

/** Installs the peers' packages where that was not done yet, and writes what is made of the catalogue into `folder`. */
export function preparePeers(top: string, folder: string, catalogue: string): Peers {
  const packages = join(top, 'bench/peers');
  install(packages);
  const zod = join(folder, 'zod.mjs');
  execFileSync(process.execPath, [join(packages, 'write-zod.mjs'), catalogue, zod]);
  const document = join(folder, 'openapi.json');
  writeFileSync(document, JSON.stringify(openapi(JSON.parse(readFileSync(catalogue, 'utf8')))));
  return { zod: pathToFileURL(zod).href, generated: (transport) => generate(packages, folder, document, transport) };
}

function install(packages: string): void {
  const [lock, installed] = [join(packages, 'package-lock.json'), join(packages, 'node_modules/.installed-lock.json')];
  if (existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(lock, 'utf8')) return;
  process.stderr.write('installing the peers …\n');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: packages, stdio: ['ignore', 'ignore', 'inherit'] });
  copyFileSync(lock, installed);
}

function generate(packages: string, folder: string, document: string, transport: Transport): string {
  const [source, target] = [join(folder, transport), join(packages, 'dist', transport)];
  const program = join(packages, 'node_modules/openapi-mcp-generator/bin/openapi-mcp-generator.js');
  execFileSync(process.execPath, [program, '--input', document, '--output', source, '--transport', transport, '--port', '0', '--force'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  rmSync(target, { recursive: true, force: true });
  // Its own build only takes the types out as well, and these modules must find the packages beside them.
  const entryPoints = ['index.ts', ...(transport === 'stdio' ? [] : ['streamable-http.ts'])].map((name) => join(source, 'src', name));
  const { outputFiles } = buildSync({ entryPoints, outdir: target, format: 'esm', platform: 'node', target: 'node20', write: false });
  mkdirSync(target, { recursive: true });
  // With the newest SDK that it asks for, its HTTP server ends with the first request: ReadableStream is locked.
  const sdk = transport === 'stdio' ? '@modelcontextprotocol/sdk' : 'sdk-1-24';
  for (const { path, text } of outputFiles) writeFileSync(path, text.replaceAll('"@modelcontextprotocol/sdk/', `"${sdk}/`));
  return join(target, 'index.js');
}
