import type { Catalog } from '../catalog.ts';
import { fitsNothing } from './nothing.ts';
import { oneOfEach, ranked, type Hit } from './rank.ts';
import { requestOf } from './request.ts';
import { indexOf } from './search-index.ts';

/**
 * The operations that fit plain words best, at most `limit`; the same words always give the same order, and none when nothing fits.
 * Words may be a whole request in English, German, French or Spanish. A system that is named is the only one looked at;
 * of several named ones, the best of each comes first.
 */
export function findIn(catalog: Catalog, words: string, limit: number): readonly Hit[] {
  const index = indexOf(catalog);
  const request = requestOf(words, index, [...new Set(catalog.entries.map(({ system }) => system))]);
  const hits = ranked(catalog, index, request);
  if (fitsNothing(index, request, hits)) return [];
  const ordered = request.named.length > 1 ? oneOfEach(hits, request.named) : hits;
  return ordered.slice(0, limit).map(({ entry, score }) => ({ entry, score }));
}
