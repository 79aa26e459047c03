import type { Catalog, Entry } from '../catalog.ts';
import { featuresOf } from './features.ts';
import { fitOf } from './intent.ts';
import type { Request } from './request.ts';
import type { SearchIndex } from './search-index.ts';
import type { Terms } from './terms.ts';

/** An operation that fits, and how well: higher is better, comparable within one search only. */
export interface Hit {
  readonly entry: Entry;
  readonly score: number;
}

/** A hit with the terms of the request that it meets. */
export interface Ranked extends Hit {
  readonly met: readonly string[];
}

const FIELDS = { title: 2, words: 1.6, description: 0.6, name: 0.6 };
const BM25 = { k: 1.2, b: 0.3, d: 0.5 };
/** MiniSearch multiplies by the number of terms met, so its scores run into hundreds. */
const SAYING = 120;
/** A name that two systems share means the second only when its own subject is spoken of. */
const NAMESAKE = 0.75;

/** How much what was learned counts beside what is said, and how flat: small likelihoods still order what comes behind the first. */
const LEARNED = 4;
const FLATNESS = 0.3;

/** From which likelihood on a request is answered although no operation has a word of it. */
const CLEAR = 0.5;

/** Every operation, the best first, by what a request says and by what was learned from other requests; and how likely none of them is meant. */
export function ranked(
  catalog: Catalog,
  index: SearchIndex,
  request: Request,
): { readonly hits: readonly Ranked[]; readonly nothing: number } {
  const said = new Map(bySaying(catalog, index, request).map((hit) => [hit.entry, hit]));
  const top = Math.max(1, ...[...said.values()].map(({ score }) => score));
  const wanted = new Set(request.named.flatMap((ids) => [...ids]));
  const among = catalog.entries.filter(({ system }) => wanted.size === 0 || wanted.has(system.id));
  const { of: likely, nothing } = index.likelihood(featuresOf(request), among);
  if (said.size === 0 && Math.max(0, ...likely.values()) < CLEAR) return { hits: [], nothing };
  const hits = among
    .map((entry) => {
      const hit = said.get(entry);
      const score = (hit?.score ?? 0) / top + LEARNED * (likely.get(entry) ?? 0) ** FLATNESS;
      return { entry, score: rounded(score), met: hit?.met ?? [] };
    })
    .filter(({ score }) => score > 0)
    .toSorted(byScore);
  return { hits, nothing };
}

/** Every operation that has something in common with a request: by all its words, by its nearest saying, and by its effect. */
function bySaying(catalog: Catalog, index: SearchIndex, { terms, intent, named }: Request): readonly Ranked[] {
  const namesakes = new Set(named.flatMap((ids) => [...ids].slice(1)));
  const wanted = new Set(named.flatMap((ids) => [...ids]));
  const found = index.operations.search([...terms.weights.keys()].join(' '), {
    boost: FIELDS,
    boostTerm: (term) => terms.weights.get(term) ?? 1,
    bm25: BM25,
  });
  return found
    .flatMap(({ id, score, queryTerms }) => {
      const entry = catalog.byName.get(String(id));
      if (!entry || (wanted.size > 0 && !wanted.has(entry.system.id))) return [];
      const fit =
        fitOf(entry.operation, entry.system.prefix, intent) *
        (namesakes.has(entry.system.id) && !terms.weights.has('#embed') ? NAMESAKE : 1);
      return [
        {
          entry,
          score: rounded((score + SAYING * nearest(index, entry, terms)) * fit * asked(index, entry, terms) * counted(entry, terms)),
          met: queryTerms,
        },
      ];
    })
    .toSorted(byScore);
}

/** What nobody means without saying so: doing it to oneself, for one person alone, to many at once, or to all the others. */
const MANNERS: ReadonlySet<string> = new Set(['#own', '#batch', '#personal', '#other']);
const UNASKED = 0.75;

/** Less than 1 for an operation whose title speaks of a manner that was not asked for. */
function asked(index: SearchIndex, entry: Entry, { weights }: Terms): number {
  const [title] = index.sayings.get(entry) ?? [];
  return UNASKED ** (title?.terms.filter((term) => MANNERS.has(term) && !weights.has(term)).length ?? 0);
}

const MISCOUNTED = 0.9;

/** Less than 1 for the one where all are wanted, and for all where an id names one. */
function counted({ operation, system }: Entry, { weights, actions }: Terms): number {
  const name = operation.name.slice(system.prefix.length);
  const all = actions.find(({ concept }) => concept !== '!show')?.concept === '!list';
  const one = weights.has('#id');
  return (name.startsWith('get_') && all && !one) || (name.startsWith('list_') && one && !all) ? MISCOUNTED : 1;
}

/** How near the nearest of an operation's sayings comes to a request: what they share, measured by how much the saying says. */
function nearest(index: SearchIndex, entry: Entry, { weights }: Terms): number {
  let best = 0;
  for (const saying of index.sayings.get(entry) ?? []) {
    let shared = 0;
    let size = 1;
    saying.terms.forEach((term, at) => {
      const rarity = index.rarity(term);
      const weight = saying.weights[at] ?? 0;
      size += weight * rarity;
      shared += Math.min(weight, weights.get(term) ?? 0) * rarity;
    });
    best = Math.max(best, shared / Math.sqrt(size));
  }
  return best;
}

/** The best of each named system first, lifted above the rest so that scores still fall. */
export function oneOfEach(hits: readonly Ranked[], systems: readonly ReadonlySet<string>[]): readonly Ranked[] {
  const top = hits[0]?.score ?? 0;
  const leaders = systems.flatMap((ids) => hits.filter(({ entry }) => ids.has(entry.system.id)).slice(0, 1));
  const lifted = leaders.map((hit) => ({ ...hit, score: rounded(hit.score + top) }));
  return [...lifted.toSorted(byScore), ...hits.filter((hit) => !leaders.includes(hit))];
}

function byScore(a: Hit, b: Hit): number {
  return b.score - a.score || (a.entry.operation.name < b.entry.operation.name ? -1 : 1);
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000;
}
