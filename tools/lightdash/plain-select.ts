const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that make a statement write, or hand control to code, wherever they stand. */
const WRITES = words(`
  into insert update delete merge upsert truncate drop alter create rename grant revoke copy unload export import call exec execute
  declare begin commit rollback vacuum attach detach lock share
`);

/** What may stand before a parenthesis without being a function. */
const SYNTAX = words(`
  select distinct as in and or not exists any all some from join on using where when then else case by having over filter group
  order union except intersect values materialized lateral between like ilike with numeric decimal char varchar
`);

/** Functions that only compute. Every other one may do anything: Postgres alone has some that kill sessions or write files. */
const PURE = words(`
  count sum avg min max median stddev variance percentile_cont percentile_disc approx_count_distinct string_agg listagg array_agg bool_and
  bool_or row_number rank dense_rank percent_rank ntile lag lead first_value last_value
  coalesce nullif ifnull nvl iff if greatest least cast try_cast safe_cast
  round floor ceil ceiling abs mod power sqrt exp ln log sign trunc
  lower upper trim ltrim rtrim length char_length substring substr concat concat_ws replace left right lpad rpad
  position strpos split_part initcap
  extract date date_trunc date_part date_diff date_add date_sub datediff dateadd timestamp to_char to_date to_timestamp now current_date
`);

/**
 * Whether the text is certainly one SELECT, or one WITH that selects, and nothing else.
 * Conservative on purpose: warehouses differ in how they quote, so quoted text is not told from code and its words count too.
 * No means only that a person has to look at it.
 */
export function isPlainSelect(sql: string): boolean {
  const text = sql.trim().replace(/;$/, '');
  // Comments, several statements, templates, dollar quotes and control characters could hide anything.
  if (/--|\/\*|[;#$\\]|\{\{|[^\P{Cc}\t\n\r]/u.test(text)) return false;
  const tokens: readonly string[] = text.toLowerCase().match(/[\p{L}\p{N}_]+|\S/gu) ?? [];
  return (tokens[0] === 'select' || (tokens[0] === 'with' && tokens.includes('select'))) && tokens.every(isHarmless);
}

function isHarmless(token: string, at: number, tokens: readonly string[]): boolean {
  if (WRITES.has(token)) return false;
  // Old Postgres reads `1into t` as two words.
  if (/^\d/.test(token)) return /^\d+$/.test(token);
  return token !== '(' || isHarmlessBefore(tokens[at - 1] ?? '', tokens[at - 2] ?? '');
}

/** A parenthesis after a name is a call; a quoted or qualified name can be any function. */
function isHarmlessBefore(name: string, before: string): boolean {
  if (['"', '`', ']', "'", '.'].includes(name)) return false;
  if (!/^[\p{L}_]/u.test(name)) return !/^\d/.test(name);
  return before !== '.' && (SYNTAX.has(name) || PURE.has(name));
}
