import { readFileSync } from 'node:fs';
import { catalogOf, listedCatalog, type Catalog } from './catalog/index.ts';
import { readListed, type System, type SystemId } from './operation/index.ts';

/** Where the build writes down what is known of all operations: beside them, in `dist` as in the desktop bundle. */
export const LISTED = new URL('../tools/listed.json', import.meta.url);

/**
 * The catalogue of all operations; needs no settings. A built server takes what the build wrote down, and loads the operations
 * themselves with the first call. The sources know only the operations.
 */
export async function openCatalog(): Promise<Catalog> {
  const text = written();
  return text === undefined ? catalogOf(await allSystems()) : listedCatalog(readListed(text), wholeSystem);
}

function written(): string | undefined {
  try {
    return readFileSync(LISTED, 'latin1');
  } catch {
    return undefined;
  }
}

async function wholeSystem(id: SystemId): Promise<System> {
  const system = (await allSystems()).find((one) => one.id === id);
  if (!system) throw new Error(`there is no system ${id}`);
  return system;
}

async function allSystems(): Promise<readonly System[]> {
  return (await import('../tools/index.ts')).systems;
}
