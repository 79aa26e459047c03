import { createHash } from 'node:crypto';

/** The same UUID (version 4 form) for the same words, on every machine. */
export function uuidOf(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(words.join('\u0000')).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A whole number from 0 to below `limit`, the same for the same words. */
export function pick(limit: number, ...words: readonly (string | number)[]): number {
  return Number.parseInt(uuidOf(...words).slice(0, 8), 16) % limit;
}

/** Numbers from 0 to below 1, the same for the same seed: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One made-up person; the same people exist in every emulated system. */
export interface Person {
  readonly first: string;
  readonly last: string;
  readonly email: string;
}

const FIRST =
  'Ada Bela Cora Dario Edda Fenno Gitta Hanno Ilka Jorin Kaisa Levin Mirka Nando Odila Perrin Quirin Rasa Sorin Tilda Ugo Vesna'.split(' ');
const LAST = 'Amberg Brisk Calder Dunmore Elwood Farrow Glass'.split(' ');

/**
 * About 130 people. The first ones have parts to play: 0 is the administrator the sandbox signs in as, 1 the only other
 * administrator in some systems, 2 and 3 share one name, 4 uses an alias address in Lightdash.
 */
export const people: readonly Person[] = [
  { first: 'Robin', last: 'Steward', email: 'robin.steward@example.com' },
  { first: 'Alex', last: 'Admin', email: 'alex.admin@example.com' },
  { first: 'Bob', last: 'Miller', email: 'bob.miller@example.com' },
  { first: 'Bob', last: 'Miller', email: 'bob.miller2@example.com' },
  { first: 'Eva', last: 'Lindqvist', email: 'eva.lindqvist@example.com' },
  { first: 'Kim', last: 'Park', email: 'kim.park@example.com' },
  { first: 'Marek', last: 'Nowak', email: 'marek.nowak@example.com' },
  { first: 'Pat', last: 'Doyle', email: 'pat.doyle@client.example' },
  ...Array.from({ length: 122 }, (_, i) => {
    const first = FIRST[i % FIRST.length] ?? '';
    const last = LAST[Math.floor(i / FIRST.length) % LAST.length] ?? '';
    return { first, last, email: `${first}.${last}@example.com`.toLowerCase() };
  }),
];
