import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LISTING, loadedFor } from '../loaded.ts';
import { temporary } from '../temporary.ts';
import { MAIN } from './run.ts';

const file = join(temporary, 'steward.env');
writeFileSync(file, 'STEWARD_LOG_LEVEL=error\n');
const configured = {
  LIGHTDASH_URL: 'http://127.0.0.1:9',
  LIGHTDASH_TOKEN: 'ldpat-made-up',
  KNOWLEDGEOWL_API_KEY: 'made-up-key',
  KNOWI_SSO_CUSTOMER_TOKEN: 'made-up-token',
  STEWARD_STATE_DIR: join(temporary, 'state'),
  STEWARD_AUDIT_FILE: join(temporary, 'audit.jsonl'),
};

/** All that a list of tools needs. What makes this longer makes every start slower: load it with the first call instead. */
const ENOUGH = [
  '@modelcontextprotocol/core',
  '@modelcontextprotocol/server',
  'src/access',
  'src/catalog',
  'src/cli',
  'src/config',
  'src/mcp',
  'src/offer',
  'src/open-catalog',
  'src/operation',
  'src/trace',
  'src/version',
  'zod',
];

/** The packages and the parts of ours that a server has loaded. */
async function partsFor(args: readonly string[], messages?: readonly object[]): Promise<readonly string[]> {
  const files = await loadedFor([MAIN, ...args], configured, messages);
  const part = (url: string) =>
    /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? /\/dist\/((?:src|tools)\/[\w-]+)/.exec(url)?.[1] ?? url;
  return [...new Set(files.map(part))].toSorted();
}

describe('a server over stdio', () => {
  it.each([[[]], [['stdio']]])('lists without loading what calls need, started with %j', async (args) => {
    expect(await partsFor(args)).toEqual(ENOUGH);
  });

  it('loads the command line besides when it is started with options', async () => {
    expect(await partsFor(['--settings', file])).toEqual([...ENOUGH, 'commander'].toSorted());
  });

  it('loads what calls need with the first call', async () => {
    const call = { id: 3, method: 'tools/call', params: { name: 'lightdash_list_groups', arguments: { nothing: 1 } } };
    const parts = await partsFor([], [...LISTING, call]);
    expect(parts).toEqual(expect.arrayContaining(['src/app', 'src/audit', 'src/call', 'src/vendor', 'tools/lightdash', 'undici']));
  });
});
