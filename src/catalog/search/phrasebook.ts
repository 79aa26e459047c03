import { stemOf } from './text.ts';

/** A concept found in a text, and the words that say it: from `start` up to, not including, `end`. */
export interface Find {
  readonly concept: string;
  readonly start: number;
  readonly end: number;
}

/** Recognises concepts in lists of words. */
export interface Phrasebook {
  readonly find: (words: readonly string[]) => readonly Find[];
  /** Whether a word alone says a concept. */
  readonly knows: (word: string) => boolean;
  /** Every whole word that occurs in it. */
  readonly words: ReadonlySet<string>;
}

interface Phrase {
  readonly concept: string;
  readonly stems: readonly string[];
  /** Before which stem other words may stand; 0 when nowhere. */
  readonly gap: number;
}

const WIDEST_GAP = 4;
const SHORTEST_PART = 5;

/** A phrasebook of concepts, each with its comma-separated words; see THINGS for how they are written. */
export function phrasebook(concepts: Readonly<Record<string, string>>): Phrasebook {
  const whole = new Map<string, Set<string>>();
  const beginnings = new Map<string, { readonly begin: string; readonly concept: string }[]>();
  const phrases = new Map<string, Phrase[]>();
  const words = new Set<string>();
  for (const [concept, list] of Object.entries(concepts)) {
    for (const entry of list.split(',').map((one) => one.trim())) {
      if (entry.endsWith('*')) {
        const begin = entry.slice(0, -1);
        put(beginnings, begin.slice(0, 3), { begin, concept });
        continue;
      }
      const parts = entry.split(/\s+/);
      const stems = parts.filter((part) => part !== '…').map((part) => stemOf(part));
      for (const part of parts) if (part.length > 3) words.add(part);
      const [first = ''] = stems;
      if (stems.length === 1) whole.set(first, (whole.get(first) ?? new Set()).add(concept));
      else put(phrases, first, { concept, stems, gap: Math.max(0, parts.indexOf('…')) });
    }
  }
  const known = new Map<string, readonly string[]>();

  function ofWord(word: string): readonly string[] {
    const before = known.get(word);
    if (before) return before;
    const found = new Set(whole.get(stemOf(word)));
    for (const { begin, concept } of beginnings.get(word.slice(0, 3)) ?? []) if (word.startsWith(begin)) found.add(concept);
    // German joins words: Gruppenmitglieder speaks of groups and of members.
    for (let at = SHORTEST_PART - 1; word.length > 9 && at <= word.length - SHORTEST_PART; at += 1) {
      for (const { begin, concept } of beginnings.get(word.slice(at, at + 3)) ?? []) {
        if (begin.length >= SHORTEST_PART && word.startsWith(begin, at)) found.add(concept);
      }
    }
    const answer = [...found];
    if (known.size < MOST_REMEMBERED) known.set(word, answer);
    return answer;
  }

  function find(list: readonly string[]): readonly Find[] {
    const stems = list.map(stemOf);
    const finds: Find[] = [];
    const taken = new Set<number>();
    stems.forEach((stem, start) => {
      for (const phrase of phrases.get(stem) ?? []) {
        const end = endOf(phrase, stems, start);
        if (end === undefined) continue;
        finds.push({ concept: phrase.concept, start, end });
        if (phrase.gap === 0) for (let at = start; at < end; at += 1) taken.add(at);
      }
    });
    // "Signed in as" asks who one is; the "signed in" within it is no wish to sign in.
    const longest = finds.filter((one) => !finds.some((other) => within(one, other)));
    finds.splice(0, finds.length, ...longest);
    list.forEach((word, at) => {
      if (taken.has(at)) return;
      for (const concept of ofWord(word)) finds.push({ concept, start: at, end: at + 1 });
    });
    return finds.length < 2 ? finds : finds.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  return { find, knows: (word) => ofWord(word).length > 0, words };
}

/** Requests come from outside: what is remembered of their words must not grow without end. */
const MOST_REMEMBERED = 20_000;

function endOf({ stems, gap }: Phrase, words: readonly string[], start: number): number | undefined {
  const lead = gap || stems.length;
  for (let at = 0; at < lead; at += 1) if (words[start + at] !== stems[at]) return undefined;
  if (gap === 0) return start + stems.length;
  for (let skipped = 0; skipped <= WIDEST_GAP; skipped += 1) {
    const from = start + lead + skipped;
    if (stems.slice(lead).every((stem, at) => words[from + at] === stem)) return from + stems.length - lead;
  }
  return undefined;
}

function within(one: Find, other: Find): boolean {
  return other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start;
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
