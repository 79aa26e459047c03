import MiniSearch from 'minisearch';
import type { Catalog, Entry } from '../catalog.ts';
import { speller, type Speller } from './spelling.ts';
import { spelledWords, termsOf, type Terms } from './terms.ts';
import { spelledOut, stemOf, wordsOf } from './text.ts';

/** One thing that people say for an operation: its title, or a phrase of its `words`. */
export interface Saying {
  readonly entry: Entry;
  readonly terms: Terms;
  /** The weight of all its terms together: a long saying must be met by more. */
  readonly size: number;
}

/** Everything that a search over one catalogue needs, built once. */
export interface SearchIndex {
  readonly operations: MiniSearch;
  readonly sayings: ReadonlyMap<string, readonly Saying[]>;
  readonly sayingsOf: ReadonlyMap<Entry, readonly Saying[]>;
  readonly rarity: (term: string) => number;
  readonly knows: (term: string) => boolean;
  readonly correct: Speller;
}

const indexes = new WeakMap<Catalog, SearchIndex>();

/** The index of a catalogue; built at the first search. */
export function indexOf(catalog: Catalog): SearchIndex {
  const known = indexes.get(catalog);
  if (known) return known;
  const built = build(catalog);
  indexes.set(catalog, built);
  return built;
}

function build({ entries }: Catalog): SearchIndex {
  const operations = new MiniSearch({
    fields: ['title', 'words', 'description', 'name'],
    idField: 'id',
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
  });
  const sayings = new Map<string, Saying[]>();
  const sayingsOf = new Map<Entry, Saying[]>();
  const frequency = new Map<string, number>();
  const said = new Set(spelledWords());
  const read = entries.map((entry) => {
    const { operation } = entry;
    const phrases = [operation.title, ...operation.words.split(',')].map((text) => analysed(text, said));
    const description = analysed(operation.description, said);
    const name = analysed(spelledOut(`${operation.name.slice(entry.system.prefix.length)} ${operation.id}`), said);
    const all = new Set([...phrases, description, name].flatMap(({ weights }) => [...weights.keys()]));
    for (const term of all) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    operations.add({
      name: joined([name]),
      title: joined(phrases.slice(0, 1)),
      words: joined(phrases.slice(1)),
      description: joined([description]),
      id: operation.name,
    });
    return { entry, phrases };
  });
  const rarity = (term: string) => Math.log(1 + entries.length / (1 + (frequency.get(term) ?? 0)));
  for (const { entry, phrases } of read) {
    const own = phrases.map((terms) => {
      const size = [...terms.weights].reduce((sum, [term, weight]) => sum + weight * rarity(term), 0);
      return { entry, terms, size };
    });
    sayingsOf.set(entry, own);
    for (const saying of own) {
      for (const term of saying.terms.weights.keys()) {
        const list = sayings.get(term);
        if (list) list.push(saying);
        else sayings.set(term, [saying]);
      }
    }
  }
  return { operations, sayings, sayingsOf, rarity, knows: (term) => frequency.has(term), correct: speller(said) };
}

function analysed(text: string, said: Set<string>): Terms {
  const words = wordsOf(text).map((word) => word.text);
  for (const word of words) if (word.length > 3) said.add(word);
  return termsOf(words);
}

function joined(parts: readonly Terms[]): string {
  return parts.flatMap(({ weights }) => [...weights.keys()]).join(' ');
}

/** Whether the index has seen a word, whatever its ending. */
export function hasSeen(index: SearchIndex, word: string): boolean {
  return index.knows(stemOf(word));
}
