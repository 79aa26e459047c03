import { StewardError, type Arguments, type Operation, type Paging } from '../operation/index.ts';
import type { Answer } from '../vendor/index.ts';
import { itemsOf } from './items.ts';

/** Most that one call fetches, so that a mistake does not walk a whole system. */
export const MOST = { items: 2_000, pages: 20 } as const;

/** How many items a page of a walk has, where the vendor allows as many. */
const PAGE_SIZE = 500;

/** What a walk works with. */
export interface Walk {
  readonly operation: Operation;
  readonly args: Arguments;
  readonly fetch: (args: Arguments) => Promise<Answer>;
  /** Whether the items so far fill the answer: further ones would be cut. */
  readonly full: (items: readonly unknown[]) => boolean;
  /** Called after each page but the last. */
  readonly report: (done: number, total: number | undefined) => void;
}

/** The arguments of the first page of a walk. */
function startOf(paging: Paging, args: Arguments, size: number): Arguments {
  const own = numberIn(args, paging.size) ?? Math.min(size, paging.max);
  const [name, first] = paging.style === 'offset' ? [paging.offset, 0] : [paging.page, paging.first];
  return { ...args, [name]: numberIn(args, name) ?? first, [paging.size]: own };
}

/** Fetches page after page into one answer, until the list ends, the answer is full, or the cap is reached: then `next` says where. */
export async function allPages({ operation, args, fetch, full, report }: Walk): Promise<Answer> {
  const { paging } = operation;
  if (!paging) return fetch(args);
  const items: unknown[] = [];
  let wanted: Arguments | undefined = startOf(paging, args, PAGE_SIZE);
  let first: Answer | undefined;
  let last: Answer | undefined;
  for (let pages = 0; wanted && pages < MOST.pages && items.length < MOST.items && !full(items); pages += 1) {
    last = await fetch(wanted);
    first ??= last;
    const found = itemsOf(operation, last.data);
    if (!found) throw new StewardError('unexpected_answer', 'A page of the list holds no list.');
    items.push(...found);
    // A vendor whose next page is the same one would be asked for ever; one that is empty ends the list.
    wanted = found.length > 0 && last.page?.next ? { ...wanted, ...last.page.next } : undefined;
    // The answer itself says that it is the end; clients lose what comes right before it.
    if (wanted) report(items.length, last.page?.total);
  }
  if (!last) throw new Error('no page was fetched');
  const next = wanted && Object.fromEntries(pageNames(paging).map((name) => [name, wanted?.[name]]));
  return { ...last, data: items, page: { total: last.page?.total, next, start: startIn(first) } };
}

/** How many items the list has: the vendor's own number where it tells one, else counted; `atLeast` where there may be more. */
export async function countItems(walk: Omit<Walk, 'full'>): Promise<Answer> {
  const { operation, fetch, args } = walk;
  const { paging } = operation;
  if (!paging) return counted(operation, await fetch(args));
  const bare = withoutPaging(args, paging);
  const first = await fetch(startOf(paging, bare, 1));
  if (first.page?.total === undefined && first.page?.next)
    return counted(operation, await allPages({ ...walk, args: bare, full: () => false }));
  if (first.page?.total !== undefined || itemsOf(operation, first.data)?.length !== 1) return counted(operation, first);
  // Whether the list has one item or was cut to the one that was asked for is not told.
  const usual = await fetch(bare);
  // A vendor that cuts without a word may have cut this one too.
  const cut = usual.page === undefined && (itemsOf(operation, usual.data)?.length ?? 0) > 1;
  return counted(operation, usual, cut || usual.page?.next !== undefined);
}

function counted(operation: Operation, answer: Answer, more = answer.page?.next !== undefined): Answer {
  if (answer.page?.total !== undefined) return { ...answer, data: { count: answer.page.total } };
  const items = itemsOf(operation, answer.data);
  if (!items) throw new StewardError('unexpected_answer', 'The answer holds no list, so nothing can be counted.');
  return { ...answer, data: { count: items.length, ...(more ? { atLeast: true } : {}) } };
}

/** How many items of the list come before an answer. Without page information the vendor sends everything at once. */
export function startIn(answer: Answer | undefined): number | undefined {
  return answer?.page ? answer.page.start : 0;
}

/**
 * Where to go on when only `told` of the items of an answer fit that begins after `start` items: how many to tell so that the vendor's
 * paging can continue right there, and the arguments for it.
 */
export function resumeAfter(paging: Paging, start: number, told: number): { readonly keep: number; readonly next: Arguments } {
  const position = start + told;
  if (paging.style === 'offset') return { keep: told, next: { [paging.offset]: position, [paging.size]: Math.min(told, paging.max) } };
  // Pages can be continued only at a multiple of their size, so the size is chosen to have one there.
  let pages = Math.ceil(position / paging.max);
  // Pages of one item always fit. They are the last resort: where a page stands is what callers say, and may be billions away.
  for (let tries = 0; position % pages >= told; tries += 1) pages = tries < 1_000 ? pages + 1 : position;
  const size = Math.floor(position / pages);
  return { keep: pages * size - start, next: { [paging.page]: paging.first + pages, [paging.size]: size } };
}

function pageNames(paging: Paging): readonly string[] {
  return [paging.style === 'offset' ? paging.offset : paging.page, paging.size];
}

function withoutPaging(args: Arguments, paging: Paging): Arguments {
  const names = pageNames(paging);
  return Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)));
}

function numberIn(args: Arguments, name: string): number | undefined {
  const value = args[name];
  return typeof value === 'number' && value > 0 ? value : undefined;
}
