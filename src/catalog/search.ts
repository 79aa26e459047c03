import MiniSearch from 'minisearch';
import type { Catalog, Entry } from './catalog.ts';

/** An operation that fits, and how well: higher is better, comparable within one search only. */
export interface Hit {
  readonly entry: Entry;
  readonly score: number;
}

const indexes = new WeakMap<Catalog, MiniSearch>();

/** The operations that fit plain words best, at most `limit`; the same words always give the same order. */
export function findIn(catalog: Catalog, words: string, limit: number): readonly Hit[] {
  const results = indexOf(catalog).search(words, { boost: { title: 3, words: 2, name: 2, id: 1.5 }, prefix: (term) => term.length > 3, fuzzy: (term) => (term.length > 5 ? 0.2 : false) });
  const hits = results.flatMap(({ id, score }) => {
    const entry = catalog.byName.get(String(id));
    return entry ? [{ entry, score: Math.round(score * 1000) / 1000 }] : [];
  });
  return hits.toSorted((a, b) => b.score - a.score || a.entry.operation.name.localeCompare(b.entry.operation.name)).slice(0, limit);
}

function indexOf(catalog: Catalog): MiniSearch {
  const known = indexes.get(catalog);
  if (known) return known;
  const index = new MiniSearch({ fields: ['name', 'title', 'words', 'description', 'id', 'route', 'system'], idField: 'name', processTerm: stem });
  index.addAll(
    catalog.entries.map(({ operation, system }) => ({
      ...{ title: operation.title, words: operation.words, description: operation.description, name: operation.name },
      id: operation.id.replace(/([a-z])([A-Z])/g, '$1 $2'),
      route: operation.route.replace(/[{}]/g, ' '),
      system: system.title,
    })),
  );
  indexes.set(catalog, index);
  return index;
}

const STOP = new Set('a an and are as at be by for from has have he her his i in is it its me my of on or our she so that the their them they this to us was we were what which who will with you your'.split(' '));

function stem(term: string): string | null {
  const lower = term.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  if (STOP.has(lower)) return null;
  return lower.length > 4 ? lower.replace(/(ies|es|s|ing|ed)$/, (end) => (end === 'ies' ? 'y' : '')) : lower;
}
