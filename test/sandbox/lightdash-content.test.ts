import { catalogId } from '../../src/sandbox/lightdash/catalog-items.ts';
import { openLightdash } from '../../src/sandbox/lightdash/index.ts';
import { SEED } from '../../src/sandbox/lightdash/seed-access.ts';
import { commentId, pinnedListId, schedulerId, tagId } from '../../src/sandbox/lightdash/seed-activity.ts';
import { chartId, dashboardId, tileId, versionId } from '../../src/sandbox/lightdash/seed-content.ts';
import { seedState } from '../../src/sandbox/lightdash/state.ts';
import { contractTests, type Step } from './contract.ts';
import { LIGHTDASH_IDS, lightdashSignIn } from './lightdash-sign-in.ts';

const OPERATIONS = `
  getCatalog getMetadata getAnalytics getAnalyticsField getMetricsCatalog addCategoryToCatalogItem removeCategoryFromCatalogItem updateCatalogItemIcon
  createComment getComments resolveComment deleteComment getCsvUrl promoteDashboard promoteDashboardDiff
  PostChartResults PostDashboardTile GetChartHistory GetChartVersion getChartVersionResults postChartVersionRollback CalculateTotalFromSavedChart
  promoteChart promoteChartDiff DownloadCsvFromSavedChart RunSqlQuery postRunUnderlyingDataQuery RunMetricQuery
  getSchedulerLogs getScheduler updateScheduler deleteScheduler updateSchedulerEnabled getScheduledJobs getSchedulerJobStatus sendScheduler
  getPinnedItems updatePinnedItemsOrder SetExplores GetExplores GetExplore CompileQuery DownloadCsvFromExplore CalculateTotalFromQuery
  getDashboards createDashboard updateDashboards ListChartsInProject ListChartSummariesInProject getCustomMetrics
  ValidateProject GetLatestValidationResults DeleteValidationDismiss getTags createTag updateTag deleteTag
`
  .trim()
  .split(/\s+/);

const { marketing, marketingDev } = SEED;

/** Recorded ids and what stands for them here. */
const translate = {
  ...LIGHTDASH_IDS,
  'add853d8-dfe5-4764-97c5-f6c7065b6998': chartId(marketing, 'Revenue by payment method'),
  'd22537e4-df20-45be-9f8f-86828c1d6939': versionId(marketing, 'Revenue by payment method', 1),
  '740caa77-4915-493c-b40a-5338a0a59050': chartId(marketingDev, 'Revenue by payment method'),
  '5c88513c-6e43-4e44-b408-ef5bd5fbb094': dashboardId(marketing, 'Marketing overview'),
  'd4cc92da-247e-42da-91c0-4034edd87c1b': tileId(marketing, 'Marketing overview', 0),
  '607d8cda-1a3f-4cdb-a20a-057138437a60': dashboardId(marketing, 'Payments in detail'),
  'e9efb09f-18e2-4423-a5df-5927208b6c77': dashboardId(marketingDev, 'Overview with its own charts'),
  '14d3a2fc-26f9-4022-bf4f-dd3ac7308e4d': catalogId(marketing, 'payments', 'total_revenue'),
  'bd003775-f2c2-4e44-a131-0d7762a28f80': tagId(marketing, 'Core'),
  '00981241-b6e6-4cca-bd54-1547cf10206b': commentId(1),
  '84291ac1-c087-43e4-a886-4e91ae9b32af': commentId(2),
  '6bd1ae1c-8b2e-4629-aab4-c1ad6b24618c': schedulerId('Weekly revenue'),
  'f0b7b192-9e17-4a38-bf43-401c9393b544': pinnedListId(marketing),
  'explores/membership': 'explores/payroll',
};

const ADMIN = 'ApiKey <pat of demo@example.com, admin>';

// Job ids are counted on from the seed.
const seed = seedState();
const [finding] = seed.content.validations.where((row) => row.projectUuid === marketing);
const job = seed.access.nextNumber();
const look = { method: 'GET', path: `/api/v1/schedulers/job/${job}/status`, auth: ADMIN } satisfies Step;

contractTests('Lightdash content', {
  open: openLightdash,
  recordings: 'lightdash',
  operations: OPERATIONS,
  translate,
  signIn: lightdashSignIn,
  before: {
    'createTag/ok': ['deleteTag/ok'],
    'addCategoryToCatalogItem/duplicate': ['addCategoryToCatalogItem/ok'],
    // These were recorded when the tag they name was gone.
    'addCategoryToCatalogItem/error: unknown catalogSearchUuid': ['deleteTag/ok'],
    'addCategoryToCatalogItem/error: catalogSearchUuid is not a uuid': ['deleteTag/ok'],
    'addCategoryToCatalogItem/error: unknown projectUuid': ['deleteTag/ok'],
    'removeCategoryFromCatalogItem/ok': ['addCategoryToCatalogItem/ok'],
    'getComments/ok empty': ['deleteComment/ok resolved comment'],
    'getScheduler/error: deleted scheduler': ['deleteScheduler/ok'],
    'GetChartHistory/ok after rollback': ['postChartVersionRollback/ok'],
    'GetExplores/ok after SetExplores': ['SetExplores/ok'],
    'getSchedulerJobStatus/right after scheduling': ['DownloadCsvFromExplore/ok'],
    'getSchedulerJobStatus/ok': ['DownloadCsvFromExplore/ok', look],
    'getSchedulerJobStatus/ok after sendScheduler': ['sendScheduler/ok', look],
    'getSchedulerJobStatus/ok after validate': ['ValidateProject/ok', look],
    'getCsvUrl/ok': ['DownloadCsvFromExplore/ok', look],
  },
  change: {
    'DeleteValidationDismiss/ok': { path: `/api/v1/projects/${marketing}/validate/${finding?.validationId}` },
    'getSchedulerJobStatus/right after scheduling': { path: look.path },
    'getSchedulerJobStatus/ok': { path: look.path },
    'getSchedulerJobStatus/ok after sendScheduler': { path: look.path },
    'getSchedulerJobStatus/ok after validate': { path: look.path },
    'getCsvUrl/ok': { path: `/api/v1/csv/${job}` },
  },
  exceptions: {
    'createComment/error: feature flag off (self-hosted default)': 'needs a deployment without the comments feature; the sandbox has it on',
    'getComments/error: feature flag off (self-hosted default)': 'needs a deployment without the comments feature; the sandbox has it on',
  },
});
