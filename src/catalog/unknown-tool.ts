import { StewardError } from '../operation/index.ts';
import type { Catalog, Entry } from './catalog.ts';

/** Most characters of a name that are looked at and told again. */
const LONGEST = 64;

/** Most names that are told as near. */
const MOST = 3;

/**
 * What to answer to a name that no tool has. Who made it up meant something by it, so the nearest names `among` those that are offered are told;
 * `allowed` leaves out what this caller may not do.
 */
export async function unknownTool(name: string, among: Catalog, allowed: (entry: Entry) => boolean = () => true): Promise<StewardError> {
  // Not needed by a list, nor by any call that names a tool.
  const { findIn } = await import('./search/index.ts');
  const given = name.slice(0, LONGEST);
  const words = given.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ');
  const near = findIn(among, words, among.entries.length).map(({ entry }) => entry);
  const names = near.filter(allowed).slice(0, MOST);
  const nearest = names.length === 0 ? '' : ` Nearest: ${names.map(({ operation }) => operation.name).join(', ')}.`;
  return new StewardError('unknown_tool', `There is no tool ${JSON.stringify(given)}.${nearest}`);
}
