import type { SystemFacts } from '../../operation/index.ts';
import { distance } from './spelling.ts';
import { folded, type Word } from './text.ts';
import { STOPWORDS } from './stopwords.ts';

/** What people call a system besides its title and id. Two systems may share a name: either is meant then. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  'knowi-management': ['knowi', 'knowi.com'],
  'knowi-sso': ['knowi'],
  'ciso-assistant': ['ciso', 'intuitem'],
  knowledgeowl: ['knowledge owl', 'owl'],
};

/** The systems that a request names, and its words with an empty one for each of their names. */
export interface Named {
  /** One set of system ids for each name, in the order of the request. */
  readonly systems: readonly ReadonlySet<string>[];
  readonly rest: readonly Word[];
}

/** Where a name stood: what was on either side of it must not be read together. */
const PLACE: Word = { text: '', name: true, capital: false };

/** Finds the names of systems, also written together, apart or with a slip of the pen. */
export function namedIn(words: readonly Word[], systems: readonly SystemFacts[]): Named {
  const names = namesOf(systems);
  const found = new Map<string, ReadonlySet<string>>();
  const rest: Word[] = [];
  for (let at = 0; at < words.length;) {
    const hit = longest(words, at, names);
    if (hit) {
      found.set([...hit.ids].join(' '), hit.ids);
      rest.push(PLACE);
      at += hit.length;
    } else {
      rest.push(...words.slice(at, at + 1));
      at += 1;
    }
  }
  return { systems: withoutWider([...found.values()]), rest };
}

function longest(words: readonly Word[], at: number, names: ReadonlyMap<string, ReadonlySet<string>>) {
  for (const length of [3, 2, 1]) {
    const part = words.slice(at, at + length);
    if (part.length < length) continue;
    const joined = part.map(({ text }) => text).join('');
    const ids = names.get(joined) ?? (length < 3 && part.every(({ text }) => !STOPWORDS.has(text)) ? misspelt(joined, names) : undefined);
    if (ids) return { ids, length };
  }
  return undefined;
}

function misspelt(word: string, names: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> | undefined {
  if (word.length < 5) return undefined;
  for (const [name, ids] of names) {
    const most = name.length > 8 ? 2 : 1;
    if (name.length > 4 && name[0] === word[0] && distance(word, name, most) <= most) return ids;
  }
  return undefined;
}

function namesOf(systems: readonly SystemFacts[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { id, title } of systems) {
    for (const name of [id, title, ...(ALIASES[id] ?? [])]) {
      const key = folded(name).replace(/[^\p{L}\p{N}]/gu, '');
      names.set(key, (names.get(key) ?? new Set()).add(id));
    }
  }
  return names;
}

/** `Knowi SSO` beside `Knowi` means the narrower one. */
function withoutWider(sets: readonly ReadonlySet<string>[]): readonly ReadonlySet<string>[] {
  return sets.filter(
    (wide) => !sets.some((narrow) => narrow !== wide && narrow.size < wide.size && [...narrow].every((id) => wide.has(id))),
  );
}
