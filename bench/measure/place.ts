import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preparePeers, type Peers } from './peers.ts';
import { compiled, startServer } from './server.ts';

/** Top folder of the repository. */
export const TOP = fileURLToPath(new URL('../../../', import.meta.url));

/** The built command line. */
export const MAIN = join(TOP, 'dist/src/cli/main.js');

/** What all contestants of a run share: the vendor, the operations, and a folder of their own. */
export interface Place {
  /** Emptied and removed at the end. */
  readonly folder: string;
  /** Origin of the vendor that answers everything. */
  readonly upstream: string;
  /** What every server is started with: all five systems at the same vendor, so that every operation is listed. */
  readonly environment: Readonly<Record<string, string>>;
  /** Prepares the peers with the first call. */
  readonly peers: () => Peers;
  readonly close: () => Promise<void>;
}

/** Starts the vendor; its list has `items` entries. */
export async function openPlace(items: number): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'));
  const catalogue = join(folder, 'catalogue.json');
  writeFileSync(catalogue, execFileSync(process.execPath, [MAIN, 'tools', '--json'], { maxBuffer: 64_000_000 }));
  const vendor = startServer([compiled('upstream')], { BENCH_ITEMS: String(items) });
  const upstream = (await vendor.printed(/http:\S+/)).trim();
  let peers: Peers | undefined;
  return {
    folder,
    upstream,
    environment: {
      HOME: folder,
      BENCH_CATALOGUE: catalogue,
      LIGHTDASH_URL: upstream,
      LIGHTDASH_TOKEN: 'ldpat_made-up',
      CISO_ASSISTANT_URL: upstream,
      CISO_ASSISTANT_TOKEN: 'made-up',
      KNOWI_URL: upstream,
      KNOWI_CLIENT_ID: 'made-up',
      KNOWI_CLIENT_SECRET: 'made-up',
      KNOWI_SSO_URL: upstream,
      KNOWI_SSO_CUSTOMER_TOKEN: 'made-up',
      KNOWLEDGEOWL_URL: upstream,
      KNOWLEDGEOWL_API_KEY: 'made-up',
      // The check stays on, but a busy machine shall show in the figures and not as refused calls.
      STEWARD_MAX_LAG: '60000',
    },
    peers: () => (peers ??= preparePeers(TOP, folder, catalogue)),
    close: async () => {
      await vendor.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
