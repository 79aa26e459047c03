import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../src/operation/index.ts';

/**
 * Where the official suite is installed: a folder in which `npm install @modelcontextprotocol/conformance node@24` was run. It
 * is none of our dependencies because it wants a newer Node than this server, which the second package brings.
 */
const FOLDER = process.env['CONFORMANCE_SUITE'];

/** Whether its tests are left out: it is not here, and `CI` is not set. With `CI` they run, and fail. */
export const isLeftOut: boolean = FOLDER === undefined && !process.env['CI'];

/** What to add to the name of its tests. */
export const note: string = isLeftOut ? ' (left out: CONFORMANCE_SUITE does not say where the suite is; .ci/run installs it)' : '';

/** What one check of a scenario came to. */
export interface Check {
  readonly scenario: string;
  readonly id: string;
  /** `SUCCESS`, `FAILURE`, `WARNING`, `INFO` or `SKIPPED`. */
  readonly status: string;
  readonly message: string;
}

/** Runs everything that a revision requires of a server, and what the suite reports beside it, against the server at `url`. */
export async function runSuite(url: string, revision: string, output: string): Promise<readonly Check[]> {
  if (FOLDER === undefined) throw new Error('CONFORMANCE_SUITE does not say where the suite is.');
  const [node, suite] = [
    join(FOLDER, 'node_modules/node/bin/node'),
    join(FOLDER, 'node_modules/@modelcontextprotocol/conformance/dist/index.js'),
  ];
  const child = spawn(node, [suite, 'server', '--url', url, '--requirements', revision, '--output-dir', output], { stdio: 'ignore' });
  await once(child, 'exit');
  return readdirSync(output).flatMap((folder) => checksIn(output, folder));
}

function checksIn(output: string, folder: string): readonly Check[] {
  const scenario = /^server-(.*?)-\d{4}-\d\d-\d\dT/.exec(folder)?.[1] ?? folder;
  const list: unknown = JSON.parse(readFileSync(join(output, folder, 'checks.json'), 'utf8'));
  return Array.isArray(list) ? list.map((check: unknown) => checkOf(scenario, check)) : [];
}

function checkOf(scenario: string, check: unknown): Check {
  const text = (name: string) => (isObject(check) && typeof check[name] === 'string' ? check[name] : '');
  return { scenario, id: text('id'), status: text('status'), message: text('errorMessage') };
}
