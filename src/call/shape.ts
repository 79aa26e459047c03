import type { WholeEntry } from '../catalog/index.ts';
import { isObject, type Arguments, type JsonObject, type Operation } from '../operation/index.ts';
import type { Answer } from '../vendor/index.ts';
import { charactersFor, fitItems, fitValue, size, sizeOfJson, type Whole } from './budget.ts';
import { clean, cleanText, mayHide } from './clean.ts';
import { fenced, fenceJson } from './fence.ts';
import { keepFields, missedFields } from './fields.ts';
import { itemsOf } from './items.ts';
import { KEPT_FOR, LONG_TEXT, type KeptText } from './kept.ts';
import { linked } from './links.ts';
import type { Shaped } from './outcome.ts';
import { MOST, resumeAfter, startIn } from './pages.ts';

/** What decides how much of an answer is told. */
export interface ShapeOptions {
  /** The caller's `fields`. */
  readonly fields: readonly string[] | undefined;
  /** Largest answer, in tokens. */
  readonly tokens: number;
  /** Every page was wanted: that some are missing is said. */
  readonly all?: boolean;
  /** The handles that were made for this answer. */
  readonly handles?: Whole | undefined;
  /** Keeps a long text beside the answer; without it such texts are cut. */
  readonly keep?: ((text: string) => KeptText) | undefined;
}

/** Whether items fill an answer of a list as it would be told: what comes after them would be cut. */
export function fillsAnswer(
  operation: Operation,
  fields: readonly string[] | undefined,
  tokens: number,
): (items: readonly unknown[]) => boolean {
  const paths = fields ?? (operation.brief.length > 0 ? operation.brief : ['*']);
  const limit = charactersFor(tokens);
  return (items) => size(items.map((item) => keepFields(item, paths))) > limit;
}

/** Turns a vendor's answer into what a client is told: an object, cleaned, reduced, cut to the budget, and the same as text. */
export function shape(entry: WholeEntry, answer: Answer, { fields, tokens, all = false, handles, keep }: ShapeOptions): Shaped {
  const { data } = answer;
  const { operation } = entry;
  const items = itemsOf(operation, data);
  const brief = operation.brief.length > 0 && (items !== undefined || (operation.single && isObject(data)));
  // What a write mints is told once: fields do not leave it out.
  const minted = operation.effect === 'read' ? [] : operation.mints.filter((path) => path !== '');
  const paths = fields ? [...fields, ...minted] : brief ? operation.brief : ['*'];
  const limit = charactersFor(tokens);
  const missed = fields ? missedFields(items ?? [data], fields) : [];
  const short = brief && !items && !paths.includes('*') && fields === undefined ? ['In brief; fields: ["*"] gives every member.'] : [];
  const notes = [...(answer.notes ?? []), ...short, ...missed.map((path) => `No member ${path} here.`)];
  const reduced = items ? items.map((item) => keepFields(item, paths)) : keepFields(data, paths);
  // Most answers are small and hide nothing: their text tells that, and spares walking through them.
  const json = JSON.stringify(reduced) ?? '';
  const cleaned = mayHide(json) ? clean(reduced) : reduced;
  const { value, links } = keep && json.length > LONG_TEXT ? linked(cleaned, keep) : { value: cleaned, links: [] };
  const fits = (value === reduced ? sizeOfJson(json) : size(value)) <= limit;
  const resume = (told: number) => resumed(operation, answer, told);
  const told =
    Array.isArray(value) && items
      ? list(value, answer, { limit, fits, brief: brief && fields === undefined, resume, all, handles })
      : single(operation, value, { limit, fits, handles });
  const saved = links.length > 0 ? [`Long text is kept for ${KEPT_FOR / 60} minutes: read its resource.`] : [];
  const said = [...notes, ...saved].map(cleanText);
  const finished = toldAs(entry, said.length > 0 ? { ...told, notes: said } : told, { value: reduced, json });
  return links.length > 0 ? { ...finished, links } : finished;
}

interface ListOptions {
  readonly limit: number;
  /** Nothing has to be cut. */
  readonly fits: boolean;
  /** Only the declared members are told. */
  readonly brief: boolean;
  readonly resume: (told: number) => { readonly keep: number; readonly next: Arguments | undefined };
  readonly all: boolean;
  readonly handles: Whole | undefined;
}

function list(kept: readonly unknown[], { page }: Answer, options: ListOptions): JsonObject {
  const fitting = options.fits ? kept : fitItems(kept, options.limit, options.handles);
  // A vendor that pages without counting leaves the total unknown, on the last page too.
  const total = page ? page.total : kept.length;
  const told = (shown: readonly unknown[], next: Arguments | undefined): JsonObject => ({
    items: shown,
    ...(total === undefined ? {} : { total }),
    ...(next === undefined ? {} : { next }),
    ...(options.brief ? { brief: 'fields: ["*"] gives every member' } : {}),
  });
  const cut = (reason: string, shown: readonly unknown[], next: Arguments | undefined, advice: string): JsonObject => ({
    ...told(shown, next),
    truncated: { reason, returned: shown.length, total: total ?? null, next: next ?? null, advice },
  });
  if (!options.fits) {
    const { keep, next } = options.resume(fitting.length);
    return cut('answer over the budget', fitting.slice(0, keep), next, 'Ask for fewer members with fields, for a smaller page, or filter.');
  }
  if (options.all && page?.next)
    return cut(`at most ${MOST.items} items or ${MOST.pages} pages in one call`, fitting, page.next, 'Filter, or go on with next.');
  return told(fitting, page?.next);
}

/** How to go on where an answer was cut; nothing can be said where it is not known at which item it begins. */
function resumed({ paging }: Operation, answer: Answer, told: number) {
  const start = startIn(answer);
  return paging && start !== undefined && Number.isSafeInteger(start + told) && told > 0
    ? resumeAfter(paging, start, told)
    : { keep: told, next: undefined };
}

function single(
  { effect }: Operation,
  kept: unknown,
  { limit, fits, handles }: Pick<ListOptions, 'limit' | 'fits' | 'handles'>,
): JsonObject {
  // A read that answers nothing found nothing; a write did it.
  const nothing = effect === 'read' ? { value: null } : { done: true };
  const value = isObject(kept) ? kept : kept === null || kept === undefined ? nothing : { value: kept };
  if (fits) return value;
  const cut = fitValue(value, limit, handles);
  const advice = 'Ask for the members you need with fields.';
  return {
    ...(isObject(cut) ? cut : {}),
    truncated: { reason: 'answer over the budget', members: Object.keys(value).slice(0, 50), advice },
  };
}

/** What is told, in both its forms. `known` is a value that is JSON text already. */
export function toldAs({ system }: WholeEntry, structured: JsonObject, known?: Known): Shaped {
  return { structured, text: fenced(system.id, fenceJson(known ? jsonOf(structured, known) : JSON.stringify(structured))) };
}

interface Known {
  readonly value: unknown;
  readonly json: string;
}

/** The JSON text of an answer; that of its items, which is nearly all of it, is not made twice. */
function jsonOf(structured: JsonObject, { value, json }: Known): string {
  if (structured === value) return json;
  const { items, ...rest } = structured;
  if (items === undefined || items !== value) return JSON.stringify(structured);
  const more = JSON.stringify(rest).slice(1);
  return `{"items":${json}${more === '}' ? '' : ','}${more}`;
}
