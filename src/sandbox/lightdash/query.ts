import { pick } from '../core/made-up.ts';
import { failure } from './reply.ts';
import { fieldsById, type Explore, type Field } from './explore-model.ts';
import type { MetricQuery } from './metric-query.ts';

type Raw = string | number | boolean;
/** One result row: a cell for each column, by field id. */
export type Row = Readonly<Record<string, { readonly value: { readonly raw: Raw; readonly formatted: string } }>>;

/** How many rows there are when a query has a dimension. */
const ROWS = 5;

const WORDS: Readonly<Record<string, readonly string[]>> = {
  payments_payment_method: ['credit_card', 'bank_transfer', 'gift_card', 'coupon', 'cash'],
  orders_status: ['placed', 'shipped', 'completed', 'return_pending', 'returned'],
  customers_region: ['north', 'south', 'east', 'west', 'overseas'],
};

/** The fields of the query's columns; throws 400 for an id that the explore does not have. */
export function columnsOf(explore: Explore, query: MetricQuery): ReadonlyMap<string, Field> {
  return new Map([
    ...query.dimensions.map((id) => [id, known(explore, id, 'dimensions')] as const),
    ...query.metrics.map((id) => [id, known(explore, id, 'metrics')] as const),
  ]);
}

function known(explore: Explore, id: string, kind: 'dimensions' | 'metrics'): Field {
  const field = fieldsById(explore, kind).get(id);
  if (field) return field;
  throw failure(400, 'FieldReferenceError', `Tried to reference ${kind.slice(0, -1)} with unknown field id: ${id}`);
}

/** Made-up rows, the same each time: up to five with a dimension, one without. */
export function rowsOf(explore: Explore, query: MetricQuery): readonly Row[] {
  const columns = [...columnsOf(explore, query)];
  const count = query.dimensions.length === 0 ? 1 : Math.min(ROWS, query.limit);
  const rows = Array.from({ length: count }, (_, index): Row =>
    Object.fromEntries(columns.map(([id, field]) => [id, cell(id, field, index)])),
  );
  const [sort] = query.sorts;
  if (!sort) return rows;
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a[sort.fieldId]?.value.raw, b[sort.fieldId]?.value.raw));
}

function compare(a: Raw | undefined, b: Raw | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en');
}

function cell(id: string, field: Field, index: number) {
  const raw = field.fieldType === 'metric' ? metricValue(id, field, index) : dimensionValue(id, field, index);
  return { value: { raw, formatted: String(raw) } };
}

function dimensionValue(id: string, { type, label }: Field, index: number): Raw {
  if (type === 'number') return index + 1;
  if (type === 'boolean') return index % 2 === 0;
  if (type === 'date' || type === 'timestamp') return `2026-0${index + 1}-01T00:00:00.000Z`;
  return WORDS[id]?.[index] ?? `${label} ${index + 1}`;
}

function metricValue(id: string, { type }: Field, index: number): Raw {
  if (type === 'min' || type === 'max') return `2026-0${index + 1}-01T00:00:00.000Z`;
  return type === 'count' || type === 'count_distinct' ? pick(90, id, index) + 10 : (pick(90_000, id, index) + 1000) / 100;
}

/** Each metric of the query over all its rows: the sum, or the first value of what does not add up. */
export function totalsOf(explore: Explore, query: MetricQuery): Readonly<Record<string, Raw | null>> {
  const rows = rowsOf(explore, { ...query, limit: ROWS });
  return Object.fromEntries(
    query.metrics.map((id) => {
      const values = rows.map((row) => row[id]?.value.raw);
      const numbers = values.filter((value) => typeof value === 'number');
      return [id, numbers.length > 0 ? Math.round(numbers.reduce((a, b) => a + b, 0) * 100) / 100 : (values[0] ?? null)];
    }),
  );
}

/** The SQL that the vendor would send to the warehouse. */
export function sqlOf(explore: Explore, query: MetricQuery): string {
  const columns = [...columnsOf(explore, query)].map(([id, field]) => `  ${field.compiledSql} AS "${id}"`);
  const base = explore.tables[explore.baseTable];
  const joins = explore.joinedTables.map(
    ({ table, compiledSqlOn }) => `LEFT OUTER JOIN ${explore.tables[table]?.sqlTable} AS "${table}"\n  ON ${compiledSqlOn}`,
  );
  const used = new Set([...columnsOf(explore, query).values()].map((field) => field.table));
  const grouped = query.metrics.length > 0 && query.dimensions.length > 0;
  const sorts = query.sorts.map(({ fieldId, descending }) => `"${fieldId}"${descending ? ' DESC' : ''}`);
  return [
    `SELECT\n${columns.join(',\n')}`,
    `FROM ${base?.sqlTable} AS "${explore.baseTable}"`,
    ...([...used].some((name) => name !== explore.baseTable) ? joins : ['']),
    '',
    ...(grouped ? [`GROUP BY ${query.dimensions.map((_, index) => index + 1).join(',')}`] : []),
    ...(sorts.length > 0 ? [`ORDER BY ${sorts.join(', ')}`] : []),
    `LIMIT ${query.limit}`,
  ].join('\n');
}

/** The rows as a CSV text headed by table and field labels. */
export function csvOf(explore: Explore, query: MetricQuery): string {
  const columns = [...columnsOf(explore, query)];
  const quoted = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = rowsOf(explore, query).map((row) => columns.map(([id]) => quoted(row[id]?.value.formatted ?? '')));
  return [columns.map(([, field]) => quoted(`${field.tableLabel} ${field.label}`)), ...lines]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
}
