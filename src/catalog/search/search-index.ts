import MiniSearch from 'minisearch';
import type { Catalog, Entry } from '../catalog.ts';
import { doables, type Doable } from './doable.ts';
import { likelihoodOf, type Likelihood } from './learned.ts';
import { speller, type Speller } from './spelling.ts';
import { CONCEPT_WORDS, termsOf, type Terms } from './terms.ts';
import { plainWordsOf, spelledOut, stemOf } from './text.ts';

/** One thing that people say for an operation: its title, or a phrase of its `words`. */
export interface Saying {
  readonly terms: readonly string[];
  readonly weights: readonly number[];
}

/** Everything that a search over one catalogue needs, built once. */
export interface SearchIndex {
  readonly operations: MiniSearch;
  readonly sayings: ReadonlyMap<Entry, readonly Saying[]>;
  /** How much a term tells: the fewer operations have it, the more. */
  readonly rarity: (term: string) => number;
  readonly knows: (term: string) => boolean;
  readonly correct: Speller;
  readonly doable: Doable;
  readonly likelihood: Likelihood;
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
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
  });
  const sayings = new Map<Entry, readonly Saying[]>();
  const frequency = new Map<string, number>();
  const spelling = new Set(CONCEPT_WORDS);
  const { doable, note } = doables();
  for (const entry of entries) {
    const { operation, system } = entry;
    const analysed = (text: string) => analyse(text, spelling);
    const phrases = [operation.title, ...operation.words.split(',')].map(analysed);
    phrases.forEach((said, at) => note(entry, said, at === 0));
    const [title = [], ...words] = phrases.map(({ weights }) => [...weights.keys()]);
    const description = [...analysed(operation.description).weights.keys()];
    const name = [...analysed(spelledOut(`${operation.name.slice(system.prefix.length)} ${operation.id}`)).weights.keys()];
    const wordTerms = new Set(words.flat());
    for (const term of new Set([...title, ...wordTerms, ...description, ...name])) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    operations.add({
      id: operation.name,
      name: name.join(' '),
      title: title.join(' '),
      words: [...wordTerms].join(' '),
      description: description.join(' '),
    });
    sayings.set(
      entry,
      phrases.map(({ weights }) => ({ terms: [...weights.keys()], weights: [...weights.values()] })),
    );
  }
  const rarities = new Map([...frequency].map(([term, times]) => [term, Math.log(1 + entries.length / (1 + times))]));
  const unseen = Math.log(1 + entries.length);
  const rarity = (term: string) => rarities.get(term) ?? unseen;
  return {
    operations,
    sayings,
    rarity,
    knows: (term) => frequency.has(term),
    correct: speller(spelling),
    doable,
    likelihood: likelihoodOf(entries),
  };
}

function analyse(text: string, spelling: Set<string>): Terms {
  const words = plainWordsOf(text);
  for (const word of words) if (word.length > 3) spelling.add(word);
  return termsOf(words);
}

/** Whether the index has seen a word, whatever its ending. */
export function hasSeen(index: SearchIndex, word: string): boolean {
  return index.knows(stemOf(word));
}
