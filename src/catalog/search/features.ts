import type { Request } from './request.ts';
import { STOPWORDS } from './stopwords.ts';
import { stemOf } from './text.ts';

/** What of a request speaks for or against an operation, each with how much of it there is; of length 1 in all. */
export type Features = ReadonlyMap<string, number>;

/** How much each kind tells beside what is said outright. */
const PAIR = 0.7;
const SMALL_WORD = 0.5;
const BEGINNING = 0.4;
const FIRST = 0.3;
const EFFECT = 0.3;
const SYSTEM = 0.5;

/** Letters that words of one family share in most languages. */
const ROOT = 5;

/**
 * The features of a request: its terms, pairs of neighbouring words (`no_longer`, `out_of`), words that carry no topic but much
 * intent (`.who`, `.should`), the beginnings of words (`kennz*`), how it begins (`^who`), what it wants done (`~read`), the system (`@lightdash`).
 */
export function featuresOf({ texts, terms, intent, named }: Request): Features {
  const words = texts.filter((word) => !/\d/.test(word));
  const stems = words.map(stemOf);
  const said = new Set(stems);
  const features = new Map([...terms.weights].filter(([term]) => /^[#!]/.test(term) || said.has(term)));
  words.forEach((word, at) => {
    const next = stems[at + 1];
    if (next !== undefined) features.set(`${stems[at] ?? ''}_${next}`, PAIR);
    if (STOPWORDS.has(word)) features.set(`.${word}`, SMALL_WORD);
    else if (word.length > ROOT) features.set(`${word.slice(0, ROOT)}*`, BEGINNING);
  });
  const [first, second] = words;
  if (first) features.set(`^${first}`, FIRST);
  if (first && second) features.set(`^${first} ${second}`, FIRST);
  for (const [effect, weight] of intent) features.set(`~${effect}`, weight * EFFECT);
  for (const ids of named) for (const id of ids) features.set(`@${id}`, SYSTEM);
  const length = Math.hypot(...features.values()) || 1;
  return new Map([...features].map(([feature, weight]) => [feature, weight / length]));
}
