import { cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packExtension } from '@anthropic-ai/mcpb/cli';
import { build, type Plugin } from 'esbuild';
import { manifestOf } from '../docs/index.ts';
import { docsSource } from './generate.ts';
import { printLine } from './print.ts';
import { thirdParty } from './third-party.ts';

/** Where the server stands in the bundle. */
const SERVER = 'server/index.js';

/** The largest bundle that is still quick to install, in bytes. */
const LARGEST = 2_000_000;

/** Dependencies that are CommonJS load Node's own modules with `require`, which an ES module lacks. */
const BANNER = "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);";

/**
 * What the SDK takes from its platform: this process, and a validator of JSON Schema for the forms that clients answer. On Node that is Ajv,
 * which takes a tenth of the start; the SDK's other one knows all that our forms say.
 */
const SHIMS: Plugin = {
  name: 'shims',
  setup: (building) => {
    building.onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, ({ resolveDir }) => ({
      path: 'shims',
      namespace: 'shims',
      pluginData: resolveDir,
    }));
    building.onLoad({ filter: /./, namespace: 'shims' }, ({ pluginData: resolveDir }) => ({
      resolveDir,
      contents: `
        export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';
        export { default as process } from 'node:process';`,
    }));
  },
};

/** Builds the desktop bundle of a checkout that was built before, and answers its path. Throws where it is not valid or too large. */
export async function bundle(top: string): Promise<string> {
  const [folder, file] = [join(top, 'dist/bundle'), join(top, 'dist/steward-mcp.mcpb')];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'server'), { recursive: true });
  const { metafile } = await build({
    absWorkingDir: top,
    entryPoints: { index: 'dist/src/cli/main.js' },
    outdir: join(folder, dirname(SERVER)),
    bundle: true,
    // What a listing does not need stays in files of its own, which are not even read then.
    splitting: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    banner: { js: BANNER },
    legalComments: 'none',
    plugins: [SHIMS],
    metafile: true,
    logLevel: 'warning',
  });
  const { catalog, settings, about } = docsSource(top);
  writeFileSync(join(folder, 'manifest.json'), manifestOf(catalog.entries, settings, about, SERVER));
  // The server finds its version in it, and Node that its modules are ES modules.
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'steward-mcp', version: about.version, type: 'module', private: true }),
  );
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), thirdParty(top, Object.keys(metafile.inputs)));
  for (const page of ['LICENSE', 'PRIVACY.md']) cpSync(join(top, page), join(folder, page));
  cpSync(join(top, 'dist/tools/listed.json'), join(folder, 'tools/listed.json'));
  cpSync(join(top, 'assets/icon.png'), join(folder, 'assets/icon.png'));
  // It validates the manifest and the icon before it packs.
  if (!(await packExtension({ extensionPath: folder, outputPath: file, silent: true }))) throw new Error('The bundle is not valid.');
  const { size } = statSync(file);
  if (size > LARGEST) throw new Error(`The bundle has ${size} bytes, more than ${LARGEST}.`);
  printLine(`${file}: ${size} bytes`);
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(process.cwd());
