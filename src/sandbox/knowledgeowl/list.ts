import type { Reply } from '../core/emulation.ts';
import type { Account, Reader } from './account.ts';
import { answer, failure } from './reply.ts';

/** Records per page when a request names no `limit`, and the most it may name. Both are guesses: no number is published. */
const PAGE_LIMIT = 100;

/** Readers that match every filter, one page of them; deleted ones too unless a filter says otherwise. */
export function listReaders({ readers }: Account, input: Readonly<Record<string, unknown>>): Reply {
  const { page, limit, ...rest } = input;
  const size = Math.min(whole('limit', limit) ?? PAGE_LIMIT, PAGE_LIMIT);
  const number = whole('page', page) ?? 1;
  const filters = Object.entries(rest).filter(([name]) => !name.startsWith('_'));
  const found = readers.where((reader) => filters.every(([name, wanted]) => matches(valueOf(reader, name), wanted)));
  const pages = Math.ceil(found.length / size);
  return answer({
    page_stats: { total_records: found.length, total_pages: pages, next_page: number < pages ? number + 1 : null },
    data: found.slice((number - 1) * size, number * size),
  });
}

function whole(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  if (!Number.isInteger(number) || number < 1) throw failure(400, `${name} must be a whole number from 1`);
  return number;
}

function valueOf(reader: Reader, name: string): unknown {
  return Object.entries(reader).find(([key]) => key === name)?.[1];
}

/** Equality, or `{"$in": [...]}`; on a list member either asks whether the list holds the value. No other operator is documented. */
function matches(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return holds(value, wanted);
  const operators = Object.entries(wanted);
  const [operator, values] = operators[0] ?? [];
  if (operators.length !== 1 || operator !== '$in' || !Array.isArray(values))
    throw failure(400, 'The only filter operator is $in, with a list');
  return values.some((one) => holds(value, one));
}

function holds(value: unknown, wanted: unknown): boolean {
  const same = (one: unknown) => JSON.stringify(one) === JSON.stringify(wanted);
  return same(value) || (Array.isArray(value) && value.some(same));
}
