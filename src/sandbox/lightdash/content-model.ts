import { table, type Table } from '../core/table.ts';
import type { Explore } from './explore-model.ts';
import type { MetricQuery } from './metric-query.ts';

export interface Chart {
  readonly uuid: string;
  readonly projectUuid: string;
  readonly spaceUuid: string;
  /** Set when the chart lives inside one dashboard only. */
  readonly dashboardUuid: string | null;
  readonly name: string;
  readonly description: string;
  readonly slug: string;
  readonly chartKind: string;
  readonly views: number;
  readonly firstViewedAt: string | null;
}

/** What a chart shows, as of one save; the last one counts. */
export interface ChartVersion {
  readonly versionUuid: string;
  readonly chartUuid: string;
  readonly createdAt: string;
  readonly createdByUuid: string;
  readonly tableName: string;
  readonly metricQuery: MetricQuery;
  readonly chartConfig: Readonly<Record<string, unknown>>;
}

export interface Tile {
  readonly uuid: string;
  readonly x: number;
  readonly y: number;
  readonly h: number;
  readonly w: number;
  readonly tabUuid: string | null;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Dashboard {
  readonly uuid: string;
  readonly projectUuid: string;
  readonly spaceUuid: string;
  readonly name: string;
  readonly description: string | null;
  readonly slug: string;
  readonly versionId: number;
  readonly updatedAt: string;
  readonly updatedByUuid: string;
  readonly tiles: readonly Tile[];
  readonly tabs: readonly unknown[];
  readonly filters: Readonly<Record<string, unknown>>;
  readonly views: number;
  readonly firstViewedAt: string | null;
}

export interface Comment {
  readonly commentId: string;
  readonly dashboardUuid: string;
  readonly tileUuid: string;
  readonly text: string;
  readonly textHtml: string;
  readonly replyTo: string | null;
  readonly userUuid: string;
  readonly createdAt: string;
  readonly resolved: boolean;
  readonly mentions: readonly string[];
}

export interface Tag {
  readonly tagUuid: string;
  readonly projectUuid: string;
  readonly name: string;
  readonly color: string;
  readonly createdAt: string;
  readonly createdByUuid: string;
}

export interface Scheduler {
  readonly schedulerUuid: string;
  readonly name: string;
  readonly message: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** A user's id. */
  readonly createdBy: string;
  readonly cron: string;
  readonly timezone: string | null;
  readonly savedChartUuid: string | null;
  readonly dashboardUuid: string | null;
  readonly format: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly enabled: boolean;
  readonly filters: unknown;
  readonly customViewportWidth: number | null;
  readonly notificationFrequency: string | null;
  readonly selectedTabs: readonly string[] | null;
  readonly includeLinks: boolean;
  readonly targets: readonly Readonly<Record<string, unknown>>[];
}

export interface SchedulerLog {
  readonly jobId: string;
  readonly task: string;
  readonly schedulerUuid: string;
  readonly jobGroup: string;
  readonly scheduledTime: string;
  readonly createdAt: string;
  readonly status: string;
  readonly target: string | null;
  readonly targetType: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/** Work done in the background: it is started, and finished once it has been looked at. */
export interface Job {
  readonly jobId: number;
  readonly task: 'downloadCsv' | 'validateProject' | 'handleScheduledDelivery' | 'uploadGsheetFromQuery';
  readonly createdByUuid: string;
  readonly status: 'started' | 'completed' | 'error';
  readonly finished: { readonly status: 'completed' | 'error'; readonly details: Readonly<Record<string, unknown>> | null };
}

export interface CsvFile {
  readonly id: string;
  readonly projectUuid: string;
  readonly text: string;
}

export interface Validation {
  readonly validationId: number;
  readonly projectUuid: string;
  /** Set for a check of explores that were only sent along. */
  readonly jobId: number | null;
  readonly createdAt: string;
  readonly source: 'chart' | 'dashboard';
  /** The chart's or dashboard's id. */
  readonly uuid: string;
  readonly error: string;
  readonly errorType: string;
  readonly fieldName?: string;
  readonly chartName?: string;
}

export interface Pin {
  readonly pinnedListUuid: string;
  readonly type: 'chart' | 'dashboard';
  readonly uuid: string;
  readonly order: number;
}

/** What people made: charts, dashboards, deliveries and what belongs to them. */
export interface ContentState {
  /** By project. */
  readonly explores: Map<string, readonly Explore[]>;
  readonly charts: Table<Chart>;
  readonly versions: Table<ChartVersion>;
  readonly dashboards: Table<Dashboard>;
  readonly comments: Table<Comment>;
  readonly tags: Table<Tag>;
  /** Which catalogue item carries which tag. */
  readonly categories: Table<{ readonly catalogSearchUuid: string; readonly tagUuid: string }>;
  readonly icons: Table<{ readonly catalogSearchUuid: string; readonly icon: Readonly<Record<string, unknown>> }>;
  readonly schedulers: Table<Scheduler>;
  readonly scheduledJobs: Table<{ readonly id: string; readonly schedulerUuid: string; readonly date: string }>;
  readonly logs: Table<SchedulerLog>;
  readonly jobs: Table<Job>;
  readonly files: Table<CsvFile>;
  readonly validations: Table<Validation>;
  readonly pins: Table<Pin>;
}

/** All tables, empty. */
export function emptyContent(): ContentState {
  return {
    explores: new Map(),
    charts: table((row) => row.uuid),
    versions: table((row) => row.versionUuid),
    dashboards: table((row) => row.uuid),
    comments: table((row) => row.commentId),
    tags: table((row) => row.tagUuid),
    categories: table((row) => `${row.catalogSearchUuid}/${row.tagUuid}`),
    icons: table((row) => row.catalogSearchUuid),
    schedulers: table((row) => row.schedulerUuid),
    scheduledJobs: table((row) => row.id),
    logs: table((row) => `${row.jobId}/${row.status}`),
    jobs: table((row) => row.jobId),
    files: table((row) => row.id),
    validations: table((row) => row.validationId),
    pins: table((row) => row.uuid),
  };
}
