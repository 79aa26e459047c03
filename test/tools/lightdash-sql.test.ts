import { describe, expect, it } from 'vitest';
import { asksBecause } from '../../src/operation/index.ts';
import { RunSqlQuery } from '../../tools/lightdash/exploring.ts';
import { isPlainSelect } from '../../tools/lightdash/plain-select.ts';
import { fc } from '../property.ts';

const plain = [
  'select 1',
  "  SELECT *\nFROM jaffle.orders\nWHERE status = 'done' AND (amount > 10 OR amount < 2);  ",
  'select count(*), sum(o.amount)::numeric(10, 2) from orders o group by 1 having count(*) > 2 order by 2 desc limit 10',
  'select 1 as a, now()::date as d, null as n, 1.5 as x',
  'with recent as (select * from orders where id in (1, 2)), big as materialized (select * from recent) select coalesce(a, b) from big',
  'select row_number() over (partition by a order by b) as n from t',
  'select date_trunc(\'month\', created_at), count(distinct user_id) filter (where paid) from "Order Lines" group by 1',
  'select * from (select 1 as a union all (select 2)) x',
  'select updated_at, created_by, is_deleted from t',
];

const doubtful: readonly [why: string, sql: string][] = [
  ['nothing', ''],
  ['only a semicolon', ';'],
  ['not a select', 'delete from orders'],
  ['not a select', 'explain analyze delete from orders'],
  ['not a select', 'call refresh_all()'],
  ['not a select', '(select 1)'],
  ['two statements', 'select 1; drop table orders'],
  ['two statements', 'select 1;;'],
  ['a line comment', 'select 1 -- harmless'],
  ['a block comment', 'select 1 /* x */'],
  ['a hash comment', 'select 1 # x'],
  ['writes a table', 'select * into backup from orders'],
  ['writes a table', 'SELECT * INTO backup FROM orders'],
  ['writes a table in old Postgres', 'select 1into backup'],
  ['writes a table in old Postgres', 'select 1e5into backup'],
  ['a deleting WITH', 'with gone as (delete from orders returning *) select * from gone'],
  ['an inserting WITH', 'with a as (insert into t values (1) returning id) select * from a'],
  ['an updating WITH', 'with a as (update t set x = 1 returning id) select * from a'],
  ['a merging WITH', 'with a as (select 1) merge into t using a on true when matched then delete'],
  ['a WITH that ends in a write', 'with a as (select 1) insert into t select * from a'],
  ['a WITH without select', 'with a as (values (1)) table a'],
  ['a row lock', 'select * from orders for update'],
  ['a row lock', 'select * from orders for share'],
  ['no semicolon between', 'select 1 drop table orders'],
  ['a function that kills sessions', 'select pg_terminate_backend(pid) from pg_stat_activity'],
  ['a function that moves a sequence', "select nextval('orders_id_seq')"],
  ['a function of a schema', 'select audit.purge()'],
  ['a harmless name in another schema', 'select evil.count(1)'],
  ['a keyword in another schema', 'select evil.filter(1)'],
  ['a quoted function', 'select "lo_unlink"(1)'],
  ['a quoted function with a space', 'select `x` (1)'],
  ['a table function', "select * from table(system.query(query => 'x'))"],
  ['a federated query', "select * from external_query('c', 'x')"],
  ['a dollar quote', 'select $$x$$'],
  ['an attribute template', 'select ${lightdash.attributes.x}'],
  ['a Jinja template', 'select {{ x }}'],
  ['a backslash', "select '\\''"],
  ['a control character', 'select 1 \u0000 '],
  ['a word in a literal', "select 'please delete me'"],
];

describe('isPlainSelect', () => {
  it.each(plain)('lets through: %s', (sql) => {
    expect(isPlainSelect(sql)).toBe(true);
  });

  it.each(doubtful)('asks on %s: %s', (_why, sql) => {
    expect(isPlainSelect(sql)).toBe(false);
  });

  it('asks however a write is written, spaced or wrapped', () => {
    const word = fc.constantFrom('insert', 'update', 'delete', 'merge', 'into', 'drop', 'truncate', 'copy', 'grant');
    const space = fc.constantFrom(' ', '\n', '\t', '\u00a0', '(', ')', ',', '"', "'");
    const cased = fc.tuple(word, fc.infiniteStream(fc.boolean())).map(([text, up]) => {
      return [...text].map((letter) => (up.next().value ? letter.toUpperCase() : letter)).join('');
    });
    fc.assert(
      fc.property(cased, space, space, fc.constantFrom(...plain), (write, before, after, sql) => {
        expect(isPlainSelect(`${sql.replace(/;\s*$/, '')}${before}${write}${after}x`)).toBe(false);
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    expect(isPlainSelect(`select ${'a'.repeat(200_000)}`)).toBe(true);
    expect(isPlainSelect(`select ${'('.repeat(200_000)}`)).toBe(true);
    expect(isPlainSelect(`select 1${' '.repeat(200_000)}; `)).toBe(true);
  });
});

describe('lightdash_run_sql', () => {
  const projectUuid = '11111111-2222-4333-8444-555555555555';

  it('runs a plain select without asking', () => {
    expect(asksBecause(RunSqlQuery, { projectUuid, sql: 'select 1' })).toBeUndefined();
  });

  it('asks on everything else', () => {
    expect(asksBecause(RunSqlQuery, { projectUuid, sql: 'vacuum' })).toBe('the text is not certainly one plain SELECT');
  });
});
