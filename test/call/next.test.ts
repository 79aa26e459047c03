import { describe, expect, it } from 'vitest';
import { allPages } from '../../src/call/pages.ts';
import { fillsAnswer, shape } from '../../src/call/shape.ts';
import { catalogOf } from '../../src/catalog/index.ts';
import { member, type Arguments, type Operation, type Paging } from '../../src/operation/index.ts';
import type { Answer } from '../../src/vendor/index.ts';
import { understand as understandCiso } from '../../src/vendor/ciso-assistant/understand.ts';
import { understand as understandOwl } from '../../src/vendor/knowledgeowl/understand.ts';
import { understand as understandLightdash } from '../../src/vendor/lightdash/understand.ts';
import { fc, times } from '../property.ts';
import { madeUp } from './made-up.ts';

const MAX = 100;
/** How many items a vendor tells at once where nothing is said. */
const USUAL = 30;

const byPage = (size: string): Paging => ({ style: 'page', page: 'page', size, first: 1, max: MAX });
const byOffset: Paging = { style: 'offset', offset: 'offset', size: 'limit', max: MAX };

/** A vendor's list: how it is walked, how many items come before what some arguments ask for, and what it answers. */
interface Style {
  readonly paging: Paging;
  readonly start: (args: Arguments) => number;
  readonly answer: (operation: Operation, args: Arguments, total: number) => Answer;
}

const raw = (body: unknown) => ({ status: 200, headers: {}, contentType: 'application/json', text: JSON.stringify(body) });
const number = (args: Arguments, name: string, otherwise: number) => Number(args[name] ?? otherwise);
const item = (id: number) => ({ id, text: 'x'.repeat((id * 37) % 200) });
const items = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, index) => item(from + index));

function cut(args: Arguments, total: number, sizeName: string) {
  const [page, size] = [number(args, 'page', 1), number(args, sizeName, USUAL)];
  return { page, size, pages: Math.ceil(total / size), data: items((page - 1) * size, Math.min(total, page * size)) };
}

const lightdash = ({ page, size, pages, data }: ReturnType<typeof cut>, total: number | undefined) =>
  raw({ status: 'ok', results: { data, pagination: { page, pageSize: size, totalPageCount: pages, totalResults: total } } });

const startOf = (sizeName: string) => (args: Arguments) => (number(args, 'page', 1) - 1) * number(args, sizeName, USUAL);

const styles: Readonly<Record<string, Style>> = {
  'pages that state their size': {
    paging: byPage('pageSize'),
    start: startOf('pageSize'),
    answer: (operation, args, total) => understandLightdash(operation, lightdash(cut(args, total, 'pageSize'), total)),
  },
  'pages without a count': {
    paging: byPage('pageSize'),
    start: startOf('pageSize'),
    answer: (operation, args, total) => understandLightdash(operation, lightdash(cut(args, total, 'pageSize'), undefined)),
  },
  'pages only where both numbers are given': {
    paging: byPage('pageSize'),
    start: (args) => ('page' in args && 'pageSize' in args ? startOf('pageSize')(args) : 0),
    answer: (operation, args, total) =>
      'page' in args && 'pageSize' in args
        ? understandLightdash(operation, lightdash(cut(args, total, 'pageSize'), total))
        : understandLightdash(operation, raw({ status: 'ok', results: items(0, total) })),
  },
  'pages that do not state their size': {
    paging: byPage('limit'),
    start: startOf('limit'),
    answer: (operation, args, total) => {
      const { page, pages, data } = cut(args, total, 'limit');
      const stats = { total_records: total, total_pages: pages, next_page: page < pages ? page + 1 : null };
      return understandOwl({ ...operation, id: 'listReaders' }, args, raw({ valid: true, data, page_stats: stats }), 'key');
    },
  },
  offsets: {
    paging: byOffset,
    start: (args) => number(args, 'offset', 0),
    answer: (operation, args, total) => {
      const offset = number(args, 'offset', 0);
      const end = offset + number(args, 'limit', USUAL);
      const results = items(offset, Math.min(total, end));
      return understandCiso(operation, args, raw({ count: total, results, next: end < total ? '/more' : null }));
    },
  },
};

const things = listOfThings();

function listOfThings() {
  const entry = catalogOf([madeUp]).byName.get('lightdash_list_things');
  if (!entry) throw new Error('no list of things');
  return entry;
}

/** The ids that are told from some arguments on, following `next` until there is none. */
async function followed({ paging, answer }: Style, given: Arguments, total: number, tokens: number, all: boolean): Promise<number[]> {
  const operation: Operation = { ...things.operation, paging, brief: [] };
  const fetch = async (args: Arguments) => answer(operation, JSON.parse(JSON.stringify(args)), total);
  const told: number[] = [];
  for (let args: unknown = given; args;) {
    const asked = { ...Object(args) };
    const full = fillsAnswer(operation, undefined, tokens);
    const found = all ? await allPages({ operation, args: asked, fetch, full, report: () => {} }) : await fetch(asked);
    const { structured } = shape({ ...things, operation }, found, { fields: undefined, tokens, all });
    const shown = member(structured, 'items');
    if (!Array.isArray(shown)) throw new Error('no list');
    told.push(...shown.map(({ id }) => Number(id)));
    if (told.length > 2 * total) break;
    args = member(structured, 'next');
  }
  return told;
}

describe('following next until there is none', () => {
  const size = fc.option(fc.integer({ min: 1, max: MAX }), { nil: undefined, freq: 1 });
  const first = fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined });

  it.each(Object.entries(styles))('tells every item from the start on exactly once, with %s', async (_, style) => {
    const { paging } = style;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 400 }),
        first,
        size,
        fc.oneof(fc.integer({ min: 120, max: 1_000 }), fc.integer({ min: 1_000, max: 12_000 })),
        fc.boolean(),
        async (total, place, asked, tokens, all) => {
          const at = paging.style === 'offset' ? { [paging.offset]: place && place * 25 } : { [paging.page]: place };
          const given = JSON.parse(JSON.stringify({ ...at, [paging.size]: asked }));
          // All pages are walked in the greatest size where none is given, from the first page on.
          const walked = paging.style === 'offset' ? { limit: MAX, ...given } : { page: 1, [paging.size]: MAX, ...given };
          const start = Math.min(total, style.start(all ? walked : given));
          expect(await followed(style, given, total, tokens, all)).toEqual(items(start, total).map(({ id }) => id));
        },
      ),
      times(300),
    );
  });
});
