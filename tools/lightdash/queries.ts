import * as z from 'zod';
import { asIn } from '../../src/operation/index.ts';
import { timezone, uuid } from './vocabulary.ts';

const operator = z.enum([
  'isNull',
  'notNull',
  'equals',
  'notEquals',
  'startsWith',
  'endsWith',
  'include',
  'doesNotInclude',
  'lessThan',
  'lessThanOrEqual',
  'greaterThan',
  'greaterThanOrEqual',
  'inThePast',
  'notInThePast',
  'inTheNext',
  'inTheCurrent',
  'notInTheCurrent',
  'inBetween',
]);

/** What every filter rule has, wherever it stands; `id` may be any text that is unique among the rules. */
const rule = {
  id: z.string(),
  operator,
  values: z.array(z.unknown()).optional(),
  settings: z.unknown().optional(),
  disabled: z.boolean().optional(),
  required: z.boolean().optional(),
};

const filterRule = z.strictObject({ ...rule, target: z.strictObject({ fieldId: z.string() }) });

type FilterGroup = { id: string; and?: (z.output<typeof filterRule> | FilterGroup)[] | undefined; or?: FilterGroup['and'] };

/** Rules and groups joined by `and` or by `or`; Lightdash nests them without limit. */
const filterGroup: z.ZodType<FilterGroup> = z
  .strictObject({
    id: z.string(),
    get and() {
      return filterItems.optional();
    },
    get or() {
      return filterItems.optional();
    },
  })
  .meta({ id: 'FilterGroup', description: 'Either and, or or.' });

const filterItems = z.array(z.union([filterRule, filterGroup])).meta({ id: 'FilterItems' });

/** How result rows are ordered. */
export const sorts = z.array(z.strictObject({ fieldId: z.string(), descending: z.boolean() }));

/** The step to which a date dimension is cut. */
export const granularity = z.enum(['Day', 'Week', 'Month', 'Quarter', 'Year']).optional();

const customDimension = z
  .looseObject({ id: z.string(), name: z.string(), table: z.string(), type: z.enum(['bin', 'sql']) })
  .describe(
    'bin: dimensionId, binType fixed_number|fixed_width|custom_range, binNumber|binWidth|customRange [{from,to}]; sql: sql, dimensionType.',
  );

const additionalMetric = z
  .looseObject({ table: z.string(), name: z.string(), type: z.string(), sql: z.string() })
  .describe('type: sum, average, count, count_distinct, min, max, median, number…');

const WHOLE = 'lightdash_run_query';

const tableCalculations = z.array(
  z.looseObject({
    name: z.string(),
    displayName: z.string(),
    sql: z.string(),
    type: z.enum(['number', 'string', 'date', 'timestamp', 'boolean']).optional(),
  }),
);

const filters = z.strictObject({
  dimensions: filterGroup.optional(),
  metrics: filterGroup.optional(),
  tableCalculations: filterGroup.optional(),
});

/**
 * A question to the semantic layer, as the compile and CSV operations take it.
 * Only lightdash_run_query tells what its nested parts consist of. Lightdash checks the fields made up for one query.
 */
export const metricQuery = {
  exploreName: z.string(),
  dimensions: z.array(z.string()).describe('Field ids: <table>_<field>.'),
  metrics: z.array(z.string()),
  filters: asIn(filters, WHOLE),
  sorts,
  limit: z.int().min(1),
  tableCalculations: asIn(tableCalculations, WHOLE),
  additionalMetrics: asIn(z.array(z.looseObject({})), WHOLE).optional(),
  customDimensions: asIn(z.array(z.looseObject({})), WHOLE).optional(),
  timezone: timezone.optional(),
  metadata: z.looseObject({}).optional(),
};

/** The same as the operations take it that also run it. */
export const metricQueryRequest = { ...metricQuery, granularity, csvLimit: z.number().optional() };

/** The same with every part described in full. */
export const metricQueryInFull = {
  ...metricQueryRequest,
  filters,
  tableCalculations,
  additionalMetrics: z.array(additionalMetric).optional(),
  customDimensions: z.array(customDimension).optional(),
};

const dashboardRule = {
  ...rule,
  target: z.strictObject({ fieldId: z.string(), tableName: z.string() }),
  label: z.string().optional(),
  tileTargets: z.record(z.string(), z.unknown()).optional().describe('By tile id; false leaves the tile out.'),
};

/** One rule of a dashboard's or a delivery's filters. */
const dashboardFilterRule = z.strictObject(dashboardRule).meta({ id: 'DashboardRule' });

/** The filters of a dashboard, described in full; all three lists are sent, empty where there is none. */
export const dashboardFiltersInFull = z.strictObject({
  dimensions: z.array(dashboardFilterRule),
  metrics: z.array(dashboardFilterRule),
  tableCalculations: z.array(dashboardFilterRule),
});

/** The same where lightdash_run_dashboard_chart tells what they consist of. */
export const dashboardFilters = asIn(dashboardFiltersInFull, 'lightdash_run_dashboard_chart');

/** One tile of a new dashboard; which properties it has follows from its type. */
export const dashboardTile = z.strictObject({
  type: z.enum(['saved_chart', 'sql_chart', 'semantic_viewer_chart', 'markdown', 'loom']),
  x: z.number(),
  y: z.number(),
  w: z.number(),
  h: z.number(),
  tabUuid: z.string().optional(),
  uuid: z.string().optional(),
  properties: z
    .strictObject({
      title: z.string().optional(),
      hideTitle: z.boolean().optional(),
      content: z.string().optional(),
      url: z.string().optional(),
      savedChartUuid: z.string().nullable().optional(),
      savedSqlUuid: z.string().nullable().optional(),
      savedSemanticViewerChartUuid: z.string().nullable().optional(),
      chartName: z.string().nullable().optional(),
      belongsToDashboard: z.boolean().optional(),
      lastVersionChartKind: z.string().nullable().optional(),
    })
    .describe('markdown: title, content; loom: title, url; saved_chart: savedChartUuid; the others: their uuid and chartName.'),
});

/** Where a delivery goes: one mail address or one Slack channel each. An id keeps the existing target's place. */
const target = z
  .strictObject({
    recipient: z.email().optional(),
    channel: z.string().min(1).optional(),
    schedulerEmailTargetUuid: uuid.optional(),
    schedulerSlackTargetUuid: uuid.optional(),
  })
  .describe('recipient (mail) or channel (Slack).');

/** What a scheduled delivery consists of, for changing one and for sending one at once. */
export const delivery = {
  name: z.string(),
  message: z.string().optional(),
  format: z.enum(['csv', 'image', 'gsheets']),
  cron: z.string().describe('At most hourly.'),
  timezone: timezone.optional(),
  options: z
    .strictObject({
      formatted: z.boolean().optional(),
      limit: z.union([z.int(), z.enum(['table', 'all'])]).optional(),
      withPdf: z.boolean().optional(),
      gdriveId: z.string().optional(),
      gdriveName: z.string().optional(),
      gdriveOrganizationName: z.string().optional(),
      url: z.string().optional(),
    })
    .describe('csv: formatted, limit; image: withPdf; gsheets: gdrive… and url.'),
  targets: z.array(target),
  includeLinks: z.boolean(),
  enabled: z.boolean().optional(),
  thresholds: z
    .array(
      z.strictObject({
        fieldId: z.string(),
        operator: z.enum(['greaterThan', 'lessThan', 'increasedBy', 'decreasedBy']),
        value: z.number(),
      }),
    )
    .optional(),
  notificationFrequency: z.enum(['always', 'once']).optional(),
  filters: asIn(
    z.array(dashboardFilterRule).describe('Rules; for dashboards only, like the next two.'),
    'lightdash_run_dashboard_chart',
  ).optional(),
  customViewportWidth: z.number().optional(),
  selectedTabs: z.array(z.string()).optional(),
};
