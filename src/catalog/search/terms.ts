import type { Effect } from '../../operation/index.ts';
import { ACTIONS } from './actions.ts';
import { phrasebook, type Find } from './phrasebook.ts';
import { STOPWORDS } from './stopwords.ts';
import { stemOf } from './text.ts';
import { THINGS } from './things.ts';

/** What a text speaks of: `#thing`, `!action` and plain stems, each with how much it says. */
export interface Terms {
  readonly weights: ReadonlyMap<string, number>;
  readonly things: readonly Find[];
  readonly actions: readonly Find[];
}

const ACTION_WORDS = Object.fromEntries(Object.entries(ACTIONS).map(([name, { words }]) => [name, words]));
const things = phrasebook(THINGS);
const actions = phrasebook(ACTION_WORDS);

const THING = 1;
const ACTION = 0.5;
const WORD = 0.9;
/** A word that a concept stands for already still tells `offboard` from `delete`. */
const WORD_OF_CONCEPT = 0.3;

/** The terms of a list of words. */
export function termsOf(words: readonly string[]): Terms {
  const found = { things: things.find(words), actions: actions.find(words) };
  const weights = new Map<string, number>();
  const raise = (term: string, weight: number) => weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  const said = new Set<number>();
  for (const [finds, mark, weight] of [[found.things, '#', THING], [found.actions, '!', ACTION]] as const) {
    for (const { concept, start, end } of finds) {
      raise(mark + concept, weight);
      for (let at = start; at < end; at += 1) said.add(at);
    }
  }
  words.forEach((word, at) => {
    if (STOPWORDS.has(word) || word.length < 2 || /\d/.test(word)) return;
    raise(stemOf(word), said.has(at) ? WORD_OF_CONCEPT : WORD);
  });
  return { weights, ...found };
}

/** Whether a word means something to the search by itself. */
export function meansSomething(word: string): boolean {
  return STOPWORDS.has(word) || things.knows(word) || actions.knows(word);
}

/** Words that a misspelt one may have been meant to be. */
export function spelledWords(): ReadonlySet<string> {
  return new Set([...things.words, ...actions.words]);
}

/** The effects that an action may have, likeliest first. */
export function effectsOf(action: string): readonly Effect[] {
  return ACTIONS[action]?.effects ?? [];
}
