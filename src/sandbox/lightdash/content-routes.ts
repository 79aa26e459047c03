import type { Handler } from '../core/emulation.ts';
import { catalogRoutes } from './catalog.ts';
import { chartRoutes } from './charts.ts';
import { commentRoutes } from './comments.ts';
import { dashboardRoutes } from './dashboards.ts';
import { exploreRoutes } from './explores.ts';
import { jobRoutes } from './jobs.ts';
import { pinnedRoutes } from './pinned.ts';
import { promoteRoutes } from './promote.ts';
import { queryRoutes } from './queries.ts';
import { schedulerRoutes } from './schedulers.ts';
import type { LightdashState } from './state.ts';
import { tagRoutes } from './tags.ts';
import { validationRoutes } from './validations.ts';

/** The routes of catalogue, charts, dashboards, comments, queries, deliveries, tags, pins and validation. */
export function contentRoutes(state: LightdashState): Record<string, Handler> {
  const parts = [catalogRoutes, chartRoutes, commentRoutes, dashboardRoutes, exploreRoutes, jobRoutes, pinnedRoutes];
  const more = [promoteRoutes, queryRoutes, schedulerRoutes, tagRoutes, validationRoutes];
  return Object.assign({}, ...[...parts, ...more].map((routesOf) => routesOf(state)));
}
