import { failure } from './reply.ts';
import type { Explore } from './explore-model.ts';

type Cell = string | number | boolean | null;
/** What a SQL query answers: column types by name, and rows. */
export interface SqlAnswer {
  readonly fields: Readonly<Record<string, { readonly type: string }>>;
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

const ROWS = 5;
const TODAY = '2026-06-01T00:00:00.000Z';

/** Expressions that need no table, first match counts. */
const LITERALS: readonly (readonly [RegExp, type: string, value: (text: string) => Cell])[] = [
  [/^null\b/i, 'string', () => null],
  [/^(true|false)\b/i, 'boolean', (text) => text.toLowerCase().startsWith('true')],
  [/^'/, 'string', (text) => text.replace(/^'|'(::\w+)?$/g, '').replaceAll("''", "'")],
  [/^-?\d/, 'number', (text) => Number.parseFloat(text)],
  [/^now\(\)(?!::date)|^current_timestamp/i, 'timestamp', () => TODAY],
  [/^now\(\)::date|^current_date/i, 'date', () => TODAY],
  [/^count\s*\(/i, 'number', () => ROWS],
  [/^(sum|avg|min|max)\s*\(/i, 'number', () => 42],
];

/**
 * Made-up rows for a `select` of literals, aggregates or columns of a modelled table; throws 400 as the warehouse would.
 * Other statements answer nothing.
 */
export function answerSql(sql: string, explores: readonly Explore[]): SqlAnswer {
  const text = sql.trim().replace(/;$/, '');
  const found = /^(?:with\b.*\)\s*)?select\s+(.*?)(?:\s+from\s+([\w."]+).*)?$/is.exec(text);
  if (!found) return { fields: {}, rows: [] };
  const [, list = '', from] = found;
  const table = from === undefined ? undefined : columnsOf(from, explores);
  const columns = list.trim() === '*' && table ? [...table].map(([name]) => [name, name] as const) : splitList(list).map(named);
  const cells = columns.map(([name, expression]) => [name, cellOf(expression, table, text)] as const);
  const single = !table || columns.every(([, expression]) => /^\w+\s*\(/.test(expression));
  return {
    fields: Object.fromEntries(cells.map(([name, { type }]) => [name, { type }])),
    rows: Array.from({ length: single ? 1 : ROWS }, (_, index) =>
      Object.fromEntries(cells.map(([name, { value }]) => [name, value(index)])),
    ),
  };
}

function columnsOf(from: string, explores: readonly Explore[]): ReadonlyMap<string, string> {
  const name = from.replaceAll('"', '').split('.').at(-1) ?? '';
  const table = explores.flatMap((explore) => Object.values(explore.tables)).find((one) => one.name === name);
  if (!table) throw warehouse(`relation "${name}" does not exist`, 15);
  return new Map(Object.values(table.dimensions).map((field) => [field.name, field.type]));
}

function splitList(list: string): readonly string[] {
  return list.split(/,(?![^()]*\))(?=(?:[^']*'[^']*')*[^']*$)/).map((part) => part.trim());
}

function named(part: string): readonly [name: string, expression: string] {
  const alias = /^(.*?)\s+as\s+"?(\w+)"?$/is.exec(part);
  return alias ? [alias[2] ?? '', alias[1]?.trim() ?? ''] : [part.replace(/\W.*$/s, '') || '?column?', part];
}

function cellOf(
  expression: string,
  table: ReadonlyMap<string, string> | undefined,
  sql: string,
): { type: string; value: (index: number) => Cell } {
  const literal = LITERALS.find(([pattern]) => pattern.test(expression));
  if (literal) return { type: literal[1], value: () => literal[2](expression) };
  const column = expression.split('.').at(-1)?.replaceAll('"', '') ?? '';
  const type = table?.get(column);
  if (type === undefined) throw warehouse(`column "${column}" does not exist`, sql.indexOf(expression) + 1);
  return { type, value: (index) => made(type, column, index) };
}

function made(type: string, column: string, index: number): Cell {
  if (type === 'number') return index + 1;
  if (type === 'boolean') return index % 2 === 0;
  return type === 'string' ? `${column} ${index + 1}` : TODAY;
}

function warehouse(message: string, charNumber: number) {
  return failure(400, 'WarehouseQueryError', message, { lineNumber: 1, charNumber });
}
