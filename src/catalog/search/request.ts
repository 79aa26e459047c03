import type { SystemFacts } from '../../operation/index.ts';
import { intentOf, type Intent } from './intent.ts';
import { hasSeen, type SearchIndex } from './search-index.ts';
import { namedIn } from './systems.ts';
import { effectsOf, isThing, meansSomething, termsOf, type Terms } from './terms.ts';
import { wordsOf, type Word } from './text.ts';

/** A request as the search understands it. */
export interface Request {
  readonly terms: Terms;
  readonly intent: Intent;
  /** The systems named, one set of ids for each name. */
  readonly named: readonly ReadonlySet<string>[];
  /** Its words as understood: spelt right, without accents, empty for the name of a system and `somebody` for other names. */
  readonly texts: readonly string[];
  /** Places of the words that say nothing to this catalogue and are no names. */
  readonly strangers: readonly number[];
  /** How many these are; a word that only looks like a known one counts half. */
  readonly strange: number;
  /** Words in all, without the names of systems. */
  readonly length: number;
}

/** Understands a request: spelling, systems, what it is about and what it wants done. */
export function requestOf(text: string, index: SearchIndex, systems: readonly SystemFacts[]): Request {
  const { systems: named, rest: all } = namedIn(wordsOf(text), systems);
  const rest = withoutGivenNames(all);
  const unknown = ({ text: word }: Word) => !meansSomething(word) && !hasSeen(index, word) && !/\d/.test(word);
  const spelt = rest.map((word) => ({ word, text: (unknown(word) ? index.correct(word.text, word.name) : undefined) ?? word.text }));
  const strangers = rest.flatMap((word, at) => (unknown(word) && !word.name ? [at] : []));
  const guessed = strangers.filter((at) => spelt[at]?.text !== rest[at]?.text).length;
  const texts = spelt.map((one, at) => (at === 0 && QUESTIONS.has(one.text) ? 'what' : one.text));
  const said = termsOf(texts);
  // "Take Bob out": where only a name says what the request is about, it is about a person.
  const someone =
    !said.things.some(({ concept }) => isThing(concept)) && rest.some((word) => word.capital && unknown(word)) && actsOn(said);
  // And to take somebody out of a system as a whole is to delete an account.
  const gone = someone && named.length > 0 && said.actions.some(({ concept }) => concept === '!remove' || concept === '!delete');
  const terms = someone ? termsOf([...texts, ...(gone ? ['delete', 'leaver'] : []), 'person']) : said;
  const strange = strangers.length - guessed / 2;
  const nameless = texts.map((word, at) =>
    rest[at]?.capital && spelt[at]?.text === rest[at]?.text && unknown(rest[at]) ? 'somebody' : word,
  );
  return { terms, intent: intentOf(terms), named, texts: nameless, strangers, strange, length: rest.length };
}

/** A request that begins so wants to know something, whatever its later words would change. */
const QUESTIONS = new Set(['is', 'are', 'was', 'were', 'does', 'has', 'did', 'ist', 'sind', 'hat', 'est', 'sont', 'esta', 'estan']);

const BEARERS = new Set(['group', 'team', 'project', 'space', 'dashboard', 'chart', 'domain', 'tag'].map((thing) => `#${thing}`));
const SUBJECTS = new Set(
  ['member', 'access', 'role', 'permission', 'attribute', 'assignment', 'tile', 'comment', 'link'].map((thing) => `#${thing}`),
);

/** In "the group Warehouse", the second is a name, whatever it means elsewhere; in "Group Members" it is not. */
function withoutGivenNames(words: readonly Word[]): readonly Word[] {
  return words.filter((word, at) => {
    const before = words[at - 1];
    if (!word.name || !before || !things(before.text).some((thing) => BEARERS.has(thing))) return true;
    const own = things(word.text);
    return own.length === 0 || own.some((thing) => SUBJECTS.has(thing) || BEARERS.has(thing));
  });
}

function things(word: string): readonly string[] {
  return termsOf([word]).things.map(({ concept }) => concept);
}

function actsOn({ actions, things }: Terms): boolean {
  return things.length > 0 || actions.some(({ concept }) => effectsOf(concept)[0] !== 'read');
}
