/** A word of a text: as written apart from case and accents, and whether it may be the name of somebody or something. */
export interface Word {
  readonly text: string;
  readonly name: boolean;
  /** Whether it begins with a capital letter, wherever it stands. */
  readonly capital: boolean;
}

const ADDRESS = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
const QUOTED = /"[^"]{1,80}"|[„“”][^„“”]{1,80}[“”]|«[^«»]{1,80}»|(?<=^|[\s(:])['‘][^'‘’]{1,60}['’](?=$|[\s,.;:!?)])/g;
const IDENTIFIER = /(?<![\p{L}\p{N}])[\p{L}\p{N}]+(_[\p{L}\p{N}]+)+/gu;
const ELIDED = /(?<=^|[^\p{L}])(l|d|n|s|j|c|m|t|qu|jusqu)['’](?=\p{L})/giu;

/**
 * The words of a request, lower case and without accents. Quoted names, addresses and ids say nothing about what is wanted, so they go;
 * an address stays as the word `emailaddress`. At most `MOST` characters are looked at: a request is not a document.
 */
export function wordsOf(text: string): readonly Word[] {
  const plain = text
    .slice(0, MOST)
    .replace(ADDRESS, ' emailaddress ')
    .replace(QUOTED, ' ')
    .replace(IDENTIFIER, ' ')
    // The HTTP method, which people name when they mean the full replacement; `put` in small letters is an ordinary verb.
    .replace(/\bPUT\b/g, 'httpput')
    .replace(/(?<=[\s(])#(?=\p{L})/gu, ' channel ')
    .replace(ELIDED, '$1 ')
    .replace(/['’](?=t\b|re\b|ve\b|ll\b|m\b|d\b)/g, '')
    .replace(/['’]s\b/g, '');
  return [...plain.matchAll(/([.!?:]\s*)?([\p{L}\p{N}]+)/gu)].map(([, stop, word = ''], at) => ({
    text: folded(word),
    name: /^\p{Lu}/u.test(word) && at > 0 && stop === undefined,
    capital: /^\p{Lu}/u.test(word),
  }));
}

/** The words of our own texts, which hold no names: quick, because thousands are read when the index is built. */
export function plainWordsOf(text: string): readonly string[] {
  return folded(text)
    .replace(/['’](?=t\b)|['’]s\b/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Longest request looked at, in characters. */
export const MOST = 1200;

/** Lower case, without accents. */
export function folded(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
}

/** The words of an identifier such as `users_batch_action` or `getGroupMembers`, as one text. */
export function spelledOut(identifier: string): string {
  return identifier.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[^\p{L}\p{N}]+/gu, ' ');
}

const stems = new Map<string, string>();
/** Requests come from outside: what is remembered of their words must not grow without end. */
const MOST_REMEMBERED = 20_000;

/** A word without its commonest endings in English, and the vowels at the end of words in the other languages. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = stripped(word);
  if (stems.size < MOST_REMEMBERED) stems.set(word, stem);
  return stem;
}

function stripped(word: string): string {
  const { length } = word;
  if (length < 4 || /\d/.test(word)) return word;
  let stem = word;
  if (stem.endsWith('ies') && length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (stem.endsWith('s') && !/(ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > 5 && stem.endsWith('ing')) stem = undoubled(stem.slice(0, -3));
  else if (stem.length > 4 && stem.endsWith('ed')) stem = undoubled(stem.slice(0, -2));
  return stem.length > 4 ? stem.replace(/(en|e|a|o|n)$/, '') : stem;
}

function undoubled(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}
