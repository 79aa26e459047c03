import { read, run } from '../../src/operation/index.ts';
import { promotion } from './says-content.ts';
import { dashboardUuid } from './vocabulary.ts';

export const promoteDashboardDiff = read({
  id: 'promoteDashboardDiff',
  name: 'lightdash_get_dashboard_promotion_diff',
  title: 'Preview dashboard promotion',
  description: 'What promoting a dashboard would create, update or delete upstream. Needs a project with an upstream project.',
  words: 'compare dashboard with production, dry run of publishing, changes before going live, Unterschiede, différences, diferencias',
  route: 'GET /api/v1/dashboards/{dashboardUuid}/promoteDiff',
  path: { dashboardUuid },
});

export const promoteDashboard = run({
  id: 'promoteDashboard',
  name: 'lightdash_promote_dashboard',
  title: 'Promote dashboard',
  description: 'Overwrites the dashboard and its charts in the upstream project with this version.',
  words: 'publish dashboard, push to production, go live, deploy dashboard, copy to upstream, veröffentlichen, publier, publicar',
  route: 'POST /api/v1/dashboards/{dashboardUuid}/promote',
  path: { dashboardUuid },
  grants: true,
  destroys: true,
  before: { diff: promoteDashboardDiff },
  says: ({ diff, input }) => `Promote the dashboard ${input.dashboardUuid}. ${promotion(diff)}`,
  undo: 'No single step back: charts keep versions that can be rolled back, dashboards must be edited by hand.',
});
