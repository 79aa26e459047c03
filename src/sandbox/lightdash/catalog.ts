import type { Handler, Reply } from '../core/emulation.ts';
import { checkQuery, isRecord, text } from './body.ts';
import { currentVersion } from './chart-views.ts';
import { mayExplore, sees } from './content-access.ts';
import { catalogItems, type CatalogItem } from './catalog-items.ts';
import { ownFields, type Explore } from './explore-model.ts';
import { asUuid, guarded, needProjectRole, projectOf, type Call } from './guards.ts';
import { notFound, ok, unexpected } from './reply.ts';
import type { Chart } from './content-model.ts';
import type { LightdashState } from './state.ts';

const WORDS = { type: ['table', 'field'], filter: ['tables', 'dimensions', 'metrics'] };

/** The data catalogue: tables and fields, who uses them, and how people sort them. */
export function catalogRoutes(state: LightdashState): Record<string, Handler> {
  const path = '/api/v1/projects/{projectUuid}/dataCatalog';
  return {
    [`GET ${path}`]: guarded(state, {}, listCatalog),
    [`GET ${path}/metrics`]: guarded(state, {}, listMetrics),
    [`GET ${path}/{table}/metadata`]: guarded(state, {}, metadata),
    [`GET ${path}/{table}/analytics`]: guarded(state, {}, (call) => {
      const { projectUuid } = projectOf(call);
      const using = charts(call, projectUuid).filter(
        (chart) => currentVersion(state.content, chart.uuid).tableName === call.param('table'),
      );
      return ok({ charts: using.map((chart) => ({ ...usage(call, chart), chartKind: chart.chartKind })) });
    }),
    // Unlike the table's, this one does not miss an unknown project.
    [`GET ${path}/{table}/analytics/{field}`]: guarded(state, {}, (call) => {
      const id = `${call.param('table')}_${call.param('field')}`;
      const using = charts(call, call.param('projectUuid')).filter(({ uuid }) => {
        const { metricQuery } = currentVersion(state.content, uuid);
        return [...metricQuery.dimensions, ...metricQuery.metrics].includes(id);
      });
      return ok({ charts: using.map((chart) => usage(call, chart)) });
    }),
    [`POST ${path}/{catalogSearchUuid}/categories`]: guarded(state, { body: { tagUuid: 'string' } }, attachTag),
    [`DELETE ${path}/{catalogSearchUuid}/categories/{tagUuid}`]: guarded(state, {}, (call) => {
      const tagUuid = call.uuid('tagUuid');
      const tag = state.content.tags.get(tagUuid);
      if (!tag) throw notFound('Tag not found');
      needProjectRole(call, tag.projectUuid, 'editor');
      state.content.categories.remove(`${call.uuid('catalogSearchUuid')}/${tagUuid}`);
      return ok();
    }),
    // An unknown item is no error.
    [`PATCH ${path}/{catalogSearchUuid}/icon`]: guarded(state, { body: { icon: 'object|null' } }, (call) => {
      projectOf(call, 'developer');
      const { icon } = call.body;
      const catalogSearchUuid = call.uuid('catalogSearchUuid');
      if (isRecord(icon)) state.content.icons.insert({ catalogSearchUuid, icon });
      else state.content.icons.remove(catalogSearchUuid);
      return ok();
    }),
  };
}

/** The tag is looked up first. An unknown item and a tag that is there already are failures of the database. */
function attachTag(call: Call): Reply {
  const { tags, categories, explores } = call.state.content;
  const tagUuid = asUuid(text(call.body, 'tagUuid'));
  const tag = tags.get(tagUuid);
  if (!tag) throw notFound('Tag not found');
  needProjectRole(call, tag.projectUuid, 'editor');
  const catalogSearchUuid = call.uuid('catalogSearchUuid');
  const items = catalogItems(call.state, tag.projectUuid, explores.get(tag.projectUuid) ?? []);
  if (!items.some((item) => item.catalogSearchUuid === catalogSearchUuid) || categories.get(`${catalogSearchUuid}/${tagUuid}`))
    throw unexpected();
  categories.insert({ catalogSearchUuid, tagUuid });
  return ok();
}

function charts(call: Call, projectUuid: string): readonly Chart[] {
  return call.state.content.charts.where((chart) => chart.projectUuid === projectUuid && sees(call, chart.spaceUuid));
}

function usage({ state: { access, content } }: Call, { name, uuid, spaceUuid, dashboardUuid }: Chart) {
  const dashboardName = content.dashboards.get(dashboardUuid ?? '')?.name ?? null;
  return { name, uuid, spaceUuid, spaceName: access.spaces.get(spaceUuid)?.name, dashboardName, dashboardUuid };
}

function exploresOf(call: Call, projectUuid: string): readonly Explore[] {
  return (call.state.content.explores.get(projectUuid) ?? []).filter((explore) => mayExplore(call, explore));
}

function tableOf({ name, label, tags, joinedTables, tables, baseTable }: Explore) {
  const description = tables[baseTable]?.description;
  return { name, label, description, type: 'table', joinedTables, tags, catalogSearchUuid: '', categories: [], icon: null };
}

function listCatalog(call: Call): Reply {
  const query = Object.fromEntries(call.ask.query);
  for (const [name, words] of Object.entries(WORDS)) if (query[name] !== undefined) checkQuery({ [name]: words }, call.ask.query);
  const { projectUuid } = projectOf(call);
  const explores = exploresOf(call, projectUuid);
  const search = (query['search'] ?? '').toLowerCase();
  const hits = (one: { readonly name: string; readonly label: string; readonly description?: string | undefined }) =>
    `${one.name} ${one.label} ${one.description ?? ''}`.toLowerCase().includes(search);
  const kind = query['filter'] === 'metrics' ? 'metric' : query['filter'] === 'dimensions' ? 'dimension' : undefined;
  const wantsFields = query['type'] === 'field' || search !== '';
  const items = catalogItems(call.state, projectUuid, explores).filter((item) => hits(item) && (!kind || item.fieldType === kind));
  const tables = explores.map(tableOf).filter(hits);
  if (query['type'] === 'table' || !wantsFields) return ok(tables);
  return ok(query['type'] === 'field' || kind ? items : [...tables, ...items]);
}

function listMetrics(call: Call): Reply {
  const { projectUuid } = projectOf(call);
  const { query } = call.ask;
  const search = (query.get('search') ?? '').toLowerCase();
  const wanted = query.getAll('categories');
  const found = catalogItems(call.state, projectUuid, exploresOf(call, projectUuid)).filter(
    ({ fieldType, name, label, categories }) =>
      fieldType === 'metric' &&
      `${name} ${label}`.toLowerCase().includes(search) &&
      (wanted.length === 0 || categories.some(({ tagUuid }) => wanted.includes(tagUuid))),
  );
  const data = sorted(found, query.get('sort'), query.get('order') === 'desc');
  const [page, pageSize] = [Number(query.get('page')), Number(query.get('pageSize'))];
  // Paged only when both are sent.
  if (!page || !pageSize) return ok({ data });
  const pagination = { page, pageSize, totalPageCount: Math.ceil(data.length / pageSize), totalResults: data.length };
  return ok({ pagination, data: data.slice((page - 1) * pageSize, page * pageSize) });
}

function sorted(items: readonly CatalogItem[], by: string | null, descending: boolean): readonly CatalogItem[] {
  const value = (item: CatalogItem) =>
    by === 'chartUsage' ? item.chartUsage : by === 'tableLabel' ? item.tableLabel : by === 'label' || by === 'name' ? item.name : 0;
  const sign = descending ? -1 : 1;
  return items.toSorted((a, b) => sign * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
}

function metadata(call: Call): Reply {
  const { projectUuid } = projectOf(call);
  const table = call.param('table');
  const explore = call.state.content.explores.get(projectUuid)?.find((one) => one.name === table);
  if (!explore) throw notFound(`Explore with name ${table} not found`);
  const base = explore.tables[explore.baseTable];
  return ok({
    name: explore.name,
    label: explore.label,
    description: base?.description,
    modelName: explore.baseTable,
    source: explore.ymlPath,
    fields: ownFields(explore).map(({ name, label, description, tableLabel, table: tableName, fieldType, type }) => ({
      name,
      label,
      description,
      tableLabel,
      tableName,
      fieldType,
      basicType: fieldType === 'metric' ? 'number' : type,
      type: 'field',
      tags: [],
      categories: [],
      catalogSearchUuid: '',
      icon: null,
    })),
    joinedTables: explore.joinedTables.map((join) => join.table),
  });
}
