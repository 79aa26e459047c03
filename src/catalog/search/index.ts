import type { Catalog } from '../catalog.ts';
import { featuresOf, type Features } from './features.ts';
import { fitsNothing } from './nothing.ts';
import { oneOfEach, ranked, type Hit } from './rank.ts';
import { requestOf, type Request } from './request.ts';
import { indexOf } from './search-index.ts';

export type { Features } from './features.ts';
export { classesOf, NOTHING, STEEPNESS, STEP, written } from './learned.ts';
export type { Weights } from './learned.ts';

/**
 * The operations that fit plain words best, at most `limit`; the same words always give the same order, and none when nothing fits.
 * Words may be a whole request in English, German, French or Spanish. A system that is named is the only one looked at;
 * of several named ones, the best of each comes first.
 */
export function findIn(catalog: Catalog, words: string, limit: number): readonly Hit[] {
  const request = understood(catalog, words);
  const index = indexOf(catalog);
  const { hits, nothing } = ranked(catalog, index, request);
  if (fitsNothing(index, request, hits, nothing)) return [];
  const ordered = request.named.length > 1 ? oneOfEach(hits, request.named) : hits;
  return ordered.slice(0, limit).map(({ entry, score }) => ({ entry, score }));
}

/** What learning sees of a text: its features, and the systems that are meant, `ids` or those that it names. */
export function featuresIn(
  catalog: Catalog,
  text: string,
  ids?: readonly string[],
): { readonly features: Features; readonly named: ReadonlySet<string> } {
  const request = understood(catalog, text);
  const named = ids ? [new Set(ids)] : request.named;
  return { features: featuresOf({ ...request, named }), named: new Set(named.flatMap((one) => [...one])) };
}

function understood(catalog: Catalog, words: string): Request {
  return requestOf(words, indexOf(catalog), [...new Set(catalog.entries.map(({ system }) => system))]);
}
