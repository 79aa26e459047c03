import type { Ask, Reply } from '../core/emulation.ts';
import { canonical, isDay, isUuid, notUuid } from './fields.ts';
import { answer, failure } from './reply.ts';

type Cell = string | number | boolean | null;

/** How a list narrows by one parameter. Throws the reply that refuses a value. */
export type Filter<T> = (values: readonly string[]) => ((row: T) => boolean) | undefined;

/** What a list knows about its parameters. */
export interface Listing<T> {
  /** The path as the server writes it into `next`. */
  readonly path: string;
  readonly filters?: Readonly<Record<string, Filter<T>>>;
  /** Texts in which a search looks; without it a search is ignored. */
  readonly searched?: (row: T) => readonly string[];
  /** Names that the order is made of; those not `askable` (all, by default) are ignored in a request. */
  readonly ordered: Readonly<Record<string, (row: T) => Cell>>;
  readonly askable?: readonly string[];
  /** The order when none, or no known one, is asked for. */
  readonly order: string;
  /** Refuses a combination of parameters. Throws. */
  readonly check?: (query: URLSearchParams) => void;
  readonly shown: (row: T) => unknown;
}

const DEFAULT_LIMIT = 5000;

/** One page of rows after filters, search and order. */
export function listed<T>(ask: Ask, rows: readonly T[], listing: Listing<T>): Reply {
  const { query } = ask;
  listing.check?.(query);
  const tests = Object.entries(listing.filters ?? {}).flatMap(([name, filter]) => {
    const values = query.getAll(name).filter((value) => value !== '');
    return values.length === 0 ? [] : [filter(values)];
  });
  const words = (query.get('search') ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const { searched } = listing;
  const found = rows
    .filter((row) => tests.every((test) => test?.(row) ?? true))
    .filter((row) => !searched || words.every((word) => searched(row).some((text) => text.toLowerCase().includes(word))));
  const sorted = found.toSorted(comparing(listing, query.get('ordering') ?? ''));
  const limit = wholeNumber(query.get('limit'), 1) ?? DEFAULT_LIMIT;
  const offset = wholeNumber(query.get('offset'), 0) ?? 0;
  const count = sorted.length;
  return answer({
    count,
    next: offset + limit < count ? link(listing.path, query, limit, offset + limit) : null,
    previous: offset > 0 ? link(listing.path, query, limit, offset - limit) : null,
    results: sorted.slice(offset, offset + limit).map(listing.shown),
  });
}

/** Rows with one of the ids, joined by commas; of a repeated parameter the last counts. */
export const byId: Filter<{ readonly id: string }> = (values) => {
  const ids = (values.at(-1) ?? '').split(',').map((one) => one.trim());
  if (!ids.every(isUuid)) throw answer({ id: ['Enter a valid UUID.'] }, 400);
  const wanted = new Set(ids.map(canonical));
  return ({ id }) => wanted.has(id);
};

/** Rows linked to one of the ids, the parameter repeated. */
export function byLink<T>(name: string, known: (id: string) => boolean, linksOf: (row: T) => readonly string[]): Filter<T> {
  return (values) => {
    const malformed = values.find((one) => !isUuid(one));
    if (malformed !== undefined) throw answer({ [name]: [notUuid(malformed)] }, 400);
    const unknown = values.find((one) => !known(canonical(one)));
    if (unknown !== undefined) throw answer({ [name]: [`Select a valid choice. ${unknown} is not one of the available choices.`] }, 400);
    const wanted = new Set(values.map(canonical));
    return (row) => linksOf(row).some((id) => wanted.has(id));
  };
}

/** Rows where a flag is as asked; an unreadable value is ignored. */
export function byFlag<T>(flag: (row: T) => boolean): Filter<T> {
  return (values) => {
    const wanted = { true: true, false: false }[(values.at(-1) ?? '').toLowerCase()];
    return wanted === undefined ? undefined : (row) => flag(row) === wanted;
  };
}

/** Rows where a text is exactly as asked. */
export function byText<T>(text: (row: T) => string): Filter<T> {
  return (values) => (row) => text(row) === values.at(-1);
}

/** Rows of one day. */
export function byDay<T>(name: string, day: (row: T) => string | null): Filter<T> {
  return (values) => {
    const wanted = values.at(-1) ?? '';
    if (!isDay(wanted)) throw answer({ [name]: ['Enter a valid date.'] }, 400);
    return (row) => day(row) === wanted;
  };
}

/** A documented filter that makes the server fail on any value that it can read. */
export const broken: Filter<unknown> = (values) => {
  if (['true', 'false'].includes((values.at(-1) ?? '').toLowerCase())) throw failure();
  return undefined;
};

function comparing<T>({ ordered, askable = Object.keys(ordered), order }: Listing<T>, asked: string): (a: T, b: T) => number {
  const known = asked
    .split(',')
    .map((one) => one.trim())
    .filter((one) => askable.includes(one.replace(/^-/, '')));
  const names = known.length > 0 ? known : order.split(',');
  return (a, b) => {
    for (const name of names) {
      const cell = ordered[name.replace(/^-/, '')];
      const result = cell ? compare(cell(a), cell(b)) : 0;
      if (result !== 0) return name.startsWith('-') ? -result : result;
    }
    return 0;
  };
}

/** Nothing comes first, as in the database. */
function compare(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

function wholeNumber(text: string | null, least: number): number | undefined {
  const number = /^\s*\d+\s*$/.test(text ?? '') ? Number(text) : -1;
  return number >= least ? number : undefined;
}

/** A link without scheme and host, its parameters in alphabetical order. */
function link(path: string, query: URLSearchParams, limit: number, offset: number): string {
  const next = new URLSearchParams(query);
  next.set('limit', String(limit));
  if (offset > 0) next.set('offset', String(offset));
  else next.delete('offset');
  next.sort();
  return `${path}?${next.toString()}`;
}
