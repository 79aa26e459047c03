import type { Effect } from '../../operation/index.ts';
import { ACTIONS } from './actions.ts';
import { phrasebook, type Find } from './phrasebook.ts';
import { STOPWORDS } from './stopwords.ts';
import { stemOf } from './text.ts';
import { THINGS } from './things.ts';

/** What a text speaks of: `#thing`, `!action` (so marked everywhere) and plain stems, each with how much it says. */
export interface Terms {
  readonly weights: ReadonlyMap<string, number>;
  readonly things: readonly Find[];
  /** In the order of the text, but first those that "it" or the like is told to be done to: what is said before explains. */
  readonly actions: readonly Find[];
}

const concepts = phrasebook({
  ...Object.fromEntries(Object.entries(THINGS).map(([name, words]) => [`#${name}`, words])),
  ...Object.fromEntries(Object.entries(ACTIONS).map(([name, { words }]) => [`!${name}`, words])),
});

const THING = 1;
const ACTION = 0.5;
/** A number or the like that may name one record, or only count something. */
const ID = 0.5;
const WORD = 0.9;
/** A word that a concept stands for already still tells `offboard` from `delete`. */
const WORD_OF_CONCEPT = 0.3;

/** The terms of a list of words. */
export function termsOf(words: readonly string[]): Terms {
  const weights = new Map<string, number>();
  const things: Find[] = [];
  const actions: Find[] = [];
  const said = new Set<number>();
  const unsaid = new Set<number>();
  for (const find of concepts.find(words)) {
    if (isRuledOut(words, find)) unsaid.add(find.start);
    if (unsaid.has(find.start) || isTimeSpan(words, find)) continue;
    const thing = find.concept.startsWith('#');
    weights.set(find.concept, thing ? THING : ACTION);
    (thing ? things : actions).push(find);
    for (let at = find.start; at < find.end; at += 1) said.add(at);
  }
  words.forEach((word, at) => {
    if (/^(?=.*\d)[0-9a-f]{2,}$/.test(word)) weights.set('#id', ID);
    if (unsaid.has(at) || STOPWORDS.has(word) || word.length < 2 || /\d/.test(word)) return;
    const stem = stemOf(word);
    weights.set(stem, Math.max(weights.get(stem) ?? 0, said.has(at) ? WORD_OF_CONCEPT : WORD));
  });
  const told = actions.filter(
    ({ concept, start, end }) => effectsOf(concept)[0] !== 'read' && words.slice(start, end + 1).some((word) => PRONOUNS.has(word)),
  );
  return { weights, things, actions: [...told, ...actions.filter((action) => !told.includes(action))] };
}

/** As the object of an order they stand for what was named before. */
const PRONOUNS = new Set(['it', 'them']);

const WITHOUT = new Set(['without', 'ohne', 'sans', 'sin']);
/** "Without really deleting her", "ohne ihn zu löschen". */
const MOST_BETWEEN = 2;

/** "Lock him out without deleting him" wants nothing deleted; a phrase such as "without running it" says what is wanted. */
function isRuledOut(words: readonly string[], { concept, start, end }: Find): boolean {
  if (concept.startsWith('#') || end - start > 1) return false;
  return words.slice(Math.max(0, start - 1 - MOST_BETWEEN), start).some((word) => WITHOUT.has(word));
}

const SPANS =
  /^(minute|hour|day|week|month|quarter|year)s?$|^(minute|stunde|tag|woche|monat|jahr)(e|en|n)?$|^(jour|semaine|moi|an|annee|dia|semana|mese?|ano)s?$/;

/** "Two weeks" are not several of anything that can be dealt with. */
function isTimeSpan(words: readonly string[], { concept, end }: Find): boolean {
  return concept === '#batch' && SPANS.test(words[end] ?? '');
}

/** Whether a word means something to the search by itself. */
export function meansSomething(word: string): boolean {
  return STOPWORDS.has(word) || concepts.knows(word);
}

/** Whether a concept of THINGS, with its mark, is something that can be dealt with, not a circumstance. */
export function isThing(concept: string): boolean {
  return !CIRCUMSTANCES.has(concept);
}

const CIRCUMSTANCES = new Set(
  [
    'leaver',
    'joiner',
    'intogroup',
    'outofgroup',
    'own',
    'other',
    'batch',
    'whole',
    'access',
    'personal',
    'recipient',
    'empty',
    'order',
    'usage',
    'status',
    'custom',
    'viewer',
    'admin',
  ].map((thing) => `#${thing}`),
);

/** Words of the concepts, which a misspelt one may have been meant to be. */
export const CONCEPT_WORDS: ReadonlySet<string> = concepts.words;

/** The effects that an action, with its mark, may have, likeliest first. */
export function effectsOf(action: string): readonly Effect[] {
  return ACTIONS[action.slice(1)]?.effects ?? [];
}
