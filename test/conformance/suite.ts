import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../src/operation/index.ts';
import { isSuiteLeftOut, NEWEST_NODE, SUITE } from '../nodes.ts';

/** What to add to the name of its tests. */
export const note: string = isSuiteLeftOut ? ' (left out: CONFORMANCE_SUITE does not say where the suite is; .ci/run installs it)' : '';

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
  if (SUITE === undefined) throw new Error('CONFORMANCE_SUITE does not say where the suite is.');
  const suite = join(SUITE, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
  const child = spawn(NEWEST_NODE, [suite, 'server', '--url', url, '--requirements', revision, '--output-dir', output], {
    stdio: 'ignore',
  });
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
