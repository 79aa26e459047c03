import { uuidOf } from '../core/made-up.ts';
import { currentVersion } from './chart-views.ts';
import { ownFields, type Explore, type Field } from './explore-model.ts';
import type { LightdashState } from './state.ts';

/** One field in the catalogue, with how often charts use it and what people attached to it. */
export type CatalogItem = ReturnType<typeof itemOf>;

/** The id of a field in the catalogue. */
export function catalogId(projectUuid: string, table: string, field: string): string {
  return uuidOf('lightdash', 'catalog', projectUuid, table, field);
}

/** Every field of the explores, metrics and dimensions of their own tables. */
export function catalogItems(state: LightdashState, projectUuid: string, explores: readonly Explore[]): readonly CatalogItem[] {
  const used = usesOf(state, projectUuid);
  return explores.flatMap((explore) => ownFields(explore).map((field) => itemOf(state, projectUuid, field, used)));
}

function itemOf({ content }: LightdashState, projectUuid: string, field: Field, used: ReadonlyMap<string, number>) {
  const { name, label, description, table, tableLabel, fieldType, type } = field;
  const catalogSearchUuid = catalogId(projectUuid, table, name);
  const tags = content.categories.where((row) => row.catalogSearchUuid === catalogSearchUuid);
  return {
    name,
    label,
    description,
    tableLabel,
    tableName: table,
    fieldType,
    catalogSearchUuid,
    basicType: fieldType === 'metric' ? 'number' : type,
    type: 'field',
    requiredAttributes: {},
    tags: [],
    categories: tags.flatMap(({ tagUuid }) => {
      const tag = content.tags.get(tagUuid);
      return tag ? [{ name: tag.name, color: tag.color, tagUuid }] : [];
    }),
    chartUsage: used.get(`${table}_${name}`) ?? 0,
    icon: content.icons.get(catalogSearchUuid)?.icon ?? null,
  };
}

function usesOf({ content }: LightdashState, projectUuid: string): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  for (const { uuid } of content.charts.where((chart) => chart.projectUuid === projectUuid)) {
    const { dimensions, metrics } = currentVersion(content, uuid).metricQuery;
    for (const id of [...dimensions, ...metrics]) used.set(id, (used.get(id) ?? 0) + 1);
  }
  return used;
}
