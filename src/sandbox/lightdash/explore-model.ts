import { isRecord } from './body.ts';

/** A dimension or metric, with what compiling found. Explores that were sent in carry more members. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly table: string;
  readonly tableLabel: string;
  readonly type: string;
  readonly fieldType: string;
  readonly compiledSql: string;
  readonly description?: string;
  readonly hidden: boolean;
}

export interface ExploreTable {
  readonly name: string;
  readonly label: string;
  readonly database: string;
  readonly schema: string;
  readonly sqlTable: string;
  readonly description?: string;
  readonly dimensions: Readonly<Record<string, Field>>;
  readonly metrics: Readonly<Record<string, Field>>;
  /** User attributes somebody must have to see the table, by name. */
  readonly requiredAttributes?: Readonly<Record<string, string>>;
}

/** One table with those joined to it: what queries run on. */
export interface Explore {
  readonly name: string;
  readonly label: string;
  readonly tags: readonly string[];
  readonly baseTable: string;
  readonly joinedTables: readonly { readonly table: string; readonly sqlOn: string; readonly compiledSqlOn: string }[];
  readonly tables: Readonly<Record<string, ExploreTable>>;
  readonly ymlPath: string;
}

/** Whether a sent-in value has what an explore needs here. */
export function isExplore(value: unknown): value is Explore {
  return (
    hasStrings(value, ['name', 'label', 'baseTable']) &&
    Array.isArray(value['joinedTables']) &&
    isRecord(value['tables']) &&
    Object.values(value['tables']).every(isTable) &&
    value['tables'][String(value['baseTable'])] !== undefined
  );
}

function isTable(value: unknown): boolean {
  if (!hasStrings(value, ['name', 'label', 'database', 'schema', 'sqlTable'])) return false;
  const { dimensions, metrics } = value;
  return isRecord(dimensions) && isRecord(metrics) && [...Object.values(dimensions), ...Object.values(metrics)].every(isField);
}

function isField(value: unknown): boolean {
  return hasStrings(value, ['name', 'label', 'table', 'type', 'fieldType', 'compiledSql']);
}

function hasStrings(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  return isRecord(value) && names.every((name) => typeof value[name] === 'string');
}

/** The base table's own dimensions and metrics, without the hidden ones. */
export function ownFields(explore: Explore): readonly Field[] {
  const base = explore.tables[explore.baseTable];
  return base ? [...Object.values(base.dimensions), ...Object.values(base.metrics)].filter((field) => !field.hidden) : [];
}

/** Every field of all tables by its id, `table_name`; either kind, or one. */
export function fieldsById(explore: Explore, kind?: 'dimensions' | 'metrics'): ReadonlyMap<string, Field> {
  const kinds = kind ? [kind] : (['dimensions', 'metrics'] as const);
  const fields = Object.values(explore.tables).flatMap((one) => kinds.flatMap((each) => Object.values(one[each])));
  return new Map(fields.map((field) => [`${field.table}_${field.name}`, field]));
}
