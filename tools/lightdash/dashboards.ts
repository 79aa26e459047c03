import { read, run } from '../../src/operation/index.ts';
import { promotion } from './says-content.ts';
import { dashboardUuid } from './vocabulary.ts';

export const promoteDashboardDiff = read({
  id: 'promoteDashboardDiff',
  name: 'lightdash_get_dashboard_promotion_diff',
  title: 'Preview dashboard promotion',
  description: 'What promoting a dashboard would create, update or delete upstream. Needs a project with an upstream project.',
  words:
    'compare dashboard with production, dry run of publishing, changes before going live, Unterschiede, différences, diferencias, ' +
    'what would change in production if we promoted the dashboard, preview before promoting a dashboard, ' +
    'difference between dashboard here and upstream, Dashboard mit Produktion vergleichen, ' +
    'was ändert sich beim Übernehmen des Dashboards, aperçu de la promotion du tableau de bord, vista previa de promover el panel',
  route: 'GET /api/v1/dashboards/{dashboardUuid}/promoteDiff',
  path: { dashboardUuid },
});

export const promoteDashboard = run({
  id: 'promoteDashboard',
  name: 'lightdash_promote_dashboard',
  title: 'Promote dashboard',
  description: 'Overwrites the dashboard and its charts in the upstream project with this version.',
  words:
    'publish dashboard, push to production, go live, deploy dashboard, copy to upstream, veröffentlichen, publier, publicar, ' +
    'push a dashboard from dev to production, copy dashboard to the upstream project, release a dashboard, ' +
    'bring the dashboard live, Dashboard in die Produktion übernehmen, Dashboard ins Zielprojekt übernehmen, ' +
    'promouvoir le tableau de bord en production, promover el panel a producción, ' +
    'promote a dashboard to the upstream project',
  route: 'POST /api/v1/dashboards/{dashboardUuid}/promote',
  path: { dashboardUuid },
  grants: true,
  destroys: true,
  before: { diff: promoteDashboardDiff },
  says: ({ diff, input }) => `Promote the dashboard ${input.dashboardUuid}. ${promotion(diff)}`,
  undo: 'No single step back: charts keep versions that can be rolled back, dashboards must be edited by hand.',
});
