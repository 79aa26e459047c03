import type { Catalog, Entry } from '../catalog.ts';
import { fitOf, intentOf } from './intent.ts';
import { hasSeen, indexOf, type SearchIndex } from './search-index.ts';
import { namedIn } from './systems.ts';
import { meansSomething, termsOf, type Terms } from './terms.ts';
import { wordsOf, type Word } from './text.ts';

/** An operation that fits, and how well: higher is better, comparable within one search only. */
export interface Hit {
  readonly entry: Entry;
  readonly score: number;
}

/**
 * The operations that fit plain words best, at most `limit`; the same words always give the same order, and none when nothing fits.
 * Words may be a whole request in English, German, French or Spanish. A system that is named is the only one looked at;
 * of several named ones, the best of each comes first.
 */
export function findIn(catalog: Catalog, words: string, limit: number): readonly Hit[] {
  const index = indexOf(catalog);
  const systems = [...new Set(catalog.entries.map(({ system }) => system))];
  const named = namedIn(wordsOf(words), systems);
  const terms = termsOf(corrected(named.rest, index));
  const wanted = new Set(named.systems.flatMap((ids) => [...ids]));
  const hits = ranked(catalog, index, terms).filter(({ entry }) => wanted.size === 0 || wanted.has(entry.system.id));
  return (named.systems.length > 1 ? oneOfEach(hits, named.systems) : hits).slice(0, limit);
}

function corrected(words: readonly Word[], index: SearchIndex): readonly string[] {
  return words.map(({ text, name }) => (meansSomething(text) || hasSeen(index, text) ? text : (index.correct(text, name) ?? text)));
}

const FIELDS = { title: 3, words: 1.6, description: 0.8, name: 1.2 };
const SAYING = 3;

function ranked(catalog: Catalog, index: SearchIndex, terms: Terms): readonly Hit[] {
  const intent = intentOf(terms);
  const sayings = bestSayings(index, terms);
  const found = index.operations.search([...terms.weights.keys()].join(' '), {
    boost: FIELDS,
    boostTerm: (term) => terms.weights.get(term) ?? 1,
    bm25: { k: 1.2, b: 0.3, d: 0.5 },
  });
  return found
    .flatMap(({ id, score }) => {
      const entry = catalog.byName.get(String(id));
      if (!entry) return [];
      const sum = score + SAYING * (sayings.get(entry) ?? 0);
      return [{ entry, score: Math.round(sum * fitOf(entry.operation, entry.system.prefix, intent) * 1000) / 1000 }];
    })
    .toSorted(byScore);
}

function bestSayings(index: SearchIndex, { weights }: Terms): ReadonlyMap<Entry, number> {
  const met = new Map<(typeof index.sayings extends ReadonlyMap<string, readonly (infer S)[]> ? S : never), number>();
  for (const [term, weight] of weights) {
    for (const saying of index.sayings.get(term) ?? []) {
      met.set(saying, (met.get(saying) ?? 0) + Math.min(weight, saying.terms.weights.get(term) ?? 0) * index.rarity(term));
    }
  }
  const best = new Map<Entry, number>();
  for (const [{ entry, size }, sum] of met) best.set(entry, Math.max(best.get(entry) ?? 0, sum / Math.sqrt(size + 1)));
  return best;
}

function byScore(a: Hit, b: Hit): number {
  return b.score - a.score || (a.entry.operation.name < b.entry.operation.name ? -1 : 1);
}

/** The best of each named system first, lifted above the rest so that scores still fall. */
function oneOfEach(hits: readonly Hit[], systems: readonly ReadonlySet<string>[]): readonly Hit[] {
  const top = hits[0]?.score ?? 0;
  const leaders = systems.flatMap((ids) => hits.filter(({ entry }) => ids.has(entry.system.id)).slice(0, 1));
  const lifted = leaders.map(({ entry, score }) => ({ entry, score: Math.round((score + top) * 1000) / 1000 }));
  return [...lifted.toSorted(byScore), ...hits.filter((hit) => !leaders.includes(hit))];
}
