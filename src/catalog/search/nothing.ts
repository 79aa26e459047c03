import { DECIDED, objectOf } from './doable.ts';
import type { Ranked } from './rank.ts';
import type { Request } from './request.ts';
import type { SearchIndex } from './search-index.ts';
import { isThing } from './terms.ts';

/** From which likelihood on nothing is meant: by what was learned alone, and where the words say the same. */
const SURE = 0.97;
const LIKELY = 0.01;
/** Nobody tells a long story for small talk. */
const STORY = 16;

/** Whether a request is for something that none of these operations does: another thing's operation, or small talk met by chance. */
export function fitsNothing(index: SearchIndex, request: Request, hits: readonly Ranked[], nothing: number): boolean {
  const [best] = hits;
  if (!best || (nothing >= SURE && request.length < STORY)) return true;
  return nothing >= LIKELY && (isSmallTalk(request, best) || asksForTheUndoable(index, request, hits));
}

/** In a few words each counts; a long request tells a story around what it wants. */
const MOST_STRANGE = { short: 0.5, long: 0.75 };
const LONG = 10;
const ENOUGH_THINGS = 3;
const NAMED_SYSTEM = 2;
const VERB = 0.5;

/** Whether words that the catalogue does not know outweigh those that it does, and the best hit meets little. */
function isSmallTalk({ terms, named, strange, length }: Request, { met }: Ranked): boolean {
  const things = new Set(terms.things.map(({ concept }) => concept).filter(isThing));
  const familiar = things.size + named.length * NAMED_SYSTEM + (terms.actions.length > 0 ? VERB : 0);
  const metThings = met.filter((term) => term.startsWith('#') && isThing(term));
  const most = things.size > 1 || (things.size > 0 && length >= LONG) ? MOST_STRANGE.long : MOST_STRANGE.short;
  return strange > 0 && metThings.length < ENOUGH_THINGS && strange / (strange + familiar) >= most;
}

/** "Delete the chart" where charts cannot be deleted: deleting a space instead would be worse than no answer. */
function asksForTheUndoable(index: SearchIndex, { terms, intent, strangers }: Request, hits: readonly Ranked[]): boolean {
  const systems = [...new Set(hits.map(({ entry }) => entry.system.id))];
  return DECIDED.some(({ verb, effect }) => {
    const action = terms.actions.find(({ concept }) => concept === verb);
    if (!action || (intent.get(effect) ?? 0) < 1) return false;
    const object = objectOf(terms, action, NEAR);
    if (object.length === 0) return terms.things.length === 0 && strangers.some((at) => at >= action.end && at - action.end <= NEAR);
    return !object.some((thing) => systems.some((system) => index.doable.get(verb)?.get(system)?.has(thing)));
  });
}

/** How many words may stand between a verb and what it is about. */
const NEAR = 3;
