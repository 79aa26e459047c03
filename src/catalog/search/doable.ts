import type { Effect } from '../../operation/index.ts';
import type { Entry } from '../catalog.ts';
import type { Find } from './phrasebook.ts';
import { isThing, type Terms } from './terms.ts';

/** A verb that leaves no doubt about the effect, so that another thing's operation would be a wrong answer; and what sayings call the same. */
export const DECIDED: readonly { readonly verb: string; readonly effect: Effect; readonly same: ReadonlySet<string> }[] = [
  { verb: '!delete', effect: 'delete', same: new Set(['!delete', '!signout', '!disconnect']) },
  { verb: '!compose', effect: 'create', same: new Set(['!create', '!compose']) },
];

/** By verb and system id, the things that operations do it to. */
export type Doable = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** Collects what can be done to what: `note` takes each title and each phrase of `words`. */
export function doables(): { readonly doable: Doable; readonly note: (entry: Entry, said: Terms, isTitle: boolean) => void } {
  const doable = new Map(DECIDED.map(({ verb }) => [verb, new Map<string, Set<string>>()]));
  function note({ operation, system }: Entry, said: Terms, isTitle: boolean): void {
    for (const { verb, effect, same } of DECIDED) {
      const things = isTitle && operation.effect === effect ? headOf(said) : doneTo(said, same);
      const known = doable.get(verb)?.get(system.id) ?? new Set();
      for (const thing of things) known.add(thing);
      doable.get(verb)?.set(system.id, known);
    }
  }
  return { doable, note };
}

/** The things that a verb is about: those at most `near` words behind it, or before it as in German. */
export function objectOf({ things }: Terms, verb: Find, near: number): readonly string[] {
  const named = things.filter(({ concept }) => isThing(concept));
  const behind = named.filter(({ start }) => start >= verb.end);
  const [first] = behind;
  if (first && first.start - verb.end <= near) return runOf(behind).map(({ concept }) => concept);
  const before = named.filter(({ end }) => end <= verb.start);
  return before.some(({ end }) => verb.start - end <= near) ? before.map(({ concept }) => concept) : [];
}

/** Between the verb and the thing of a saying there may be an article and the like. */
const BESIDE = 1;

/** What a saying such as "drop a tag" does it to. */
function doneTo(said: Terms, verbs: ReadonlySet<string>): readonly string[] {
  return said.actions.filter(({ concept }) => verbs.has(concept)).flatMap((verb) => objectOf(said, verb, BESIDE).slice(-1));
}

/** Things that stand together, such as "dashboard comment". */
function runOf(finds: readonly Find[]): readonly Find[] {
  const run: Find[] = [];
  let end = finds[0]?.start ?? 0;
  for (const find of finds) {
    if (find.start > end) break;
    run.push(find);
    end = Math.max(end, find.end);
  }
  return run;
}

/** What a title is about: the last of the things that stand together first. */
function headOf({ things }: Terms): readonly string[] {
  const run = runOf(things);
  const last = run.at(-1);
  return run.filter(({ start }) => start === last?.start).map(({ concept }) => concept);
}
