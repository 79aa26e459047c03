import * as z from 'zod';
import { create, read, update } from '../../src/operation/index.ts';
import { listSpacesInProject } from './projects.ts';
import { dashboardFilters, dashboardTile } from './queries.ts';
import { found, named, text } from './says-access.ts';
import { dashboardUuid, projectUuid, spaceUuid, uuid } from './vocabulary.ts';

export const getDashboards = read({
  id: 'getDashboards',
  name: 'lightdash_list_dashboards',
  title: 'List dashboards',
  description: 'The dashboards of a project. An unknown project answers none.',
  words:
    'reports, find dashboard, most viewed dashboards, Berichte, Übersichten, tableaux de bord, tableros, paneles, list dashboards, ' +
    'which dashboards are in the project, how often are dashboards viewed, all reports of a project, welche Dashboards gibt es, ' +
    'alle Dashboards im Projekt, quels tableaux de bord existent, liste des tableaux de bord, qué paneles hay, lista de paneles',
  route: 'GET /api/v1/projects/{projectUuid}/dashboards',
  path: { projectUuid },
  brief: ['uuid', 'name', 'spaceUuid', 'views', 'updatedAt', 'pinnedListUuid'],
});

export const createDashboard = create({
  id: 'createDashboard',
  name: 'lightdash_create_dashboard',
  title: 'Create dashboard',
  description: 'New: name, tiles, tabs, and spaceUuid, which decides the project. Copy: duplicateFrom, dashboardName, dashboardDesc.',
  words:
    'new report page, duplicate dashboard, clone, copy a dashboard, anlegen, kopieren, créer un tableau de bord, crear panel, ' +
    'create dashboard, new empty dashboard in a space, make a copy of a dashboard, set up another board, ' +
    'neues Dashboard erstellen, Dashboard kopieren, nouveau tableau de bord, dupliquer un tableau de bord, nuevo panel, ' +
    'copiar un panel',
  route: 'POST /api/v1/projects/{projectUuid}/dashboards',
  path: { projectUuid },
  query: { duplicateFrom: dashboardUuid.optional() },
  body: {
    name: z.string().optional(),
    description: z.string().optional(),
    spaceUuid: spaceUuid.optional(),
    tiles: z.array(dashboardTile).optional(),
    tabs: z.array(z.strictObject({ uuid: z.string(), name: z.string(), order: z.number() })).optional(),
    filters: dashboardFilters.optional(),
    updatedByUser: z.strictObject({ userUuid: uuid }).optional(),
    dashboardName: z.string().optional(),
    dashboardDesc: z.string().optional(),
  },
});

export const updateDashboards = update({
  id: 'updateDashboards',
  name: 'lightdash_update_dashboards',
  title: 'Update dashboards',
  description: 'Renames dashboards or moves them to another space, whose readers then see them. Send the old value of what stays.',
  words:
    'rename dashboard, move dashboard to folder, organise reports, bulk move, verschieben, umbenennen, déplacer, mover, renombrar, ' +
    'move several dashboards into a space, put dashboards in another folder, change the name of a dashboard, ' +
    'give a dashboard a new title, Dashboards in einen anderen Ordner verschieben, Dashboard umbenennen, ' +
    'déplacer des tableaux de bord vers un dossier, renommer un tableau de bord, mover paneles a otra carpeta, renombrar un panel',
  route: 'PATCH /api/v1/projects/{projectUuid}/dashboards',
  path: { projectUuid },
  body: {
    dashboards: z.array(z.strictObject({ uuid: dashboardUuid, name: z.string(), description: z.string().optional(), spaceUuid })).min(1),
  },
  wholeBody: 'dashboards',
  // The space is always sent, so the arguments alone cannot tell a move from a rename.
  grants: true,
  before: { current: getDashboards, spaces: listSpacesInProject },
  says: ({ current, spaces, input }) =>
    input.dashboards
      .map((wanted) => {
        const old = found(current, 'uuid', wanted.uuid);
        const from = text(old, 'spaceUuid');
        const space = (id: string | undefined) => named(found(spaces, 'uuid', id), id ?? 'unknown');
        const move =
          from === wanted.spaceUuid
            ? `stays in the space ${space(from)}`
            : `moves from the space ${space(from)} to ${space(wanted.spaceUuid)}: whoever has access there will see it, others lose it`;
        return `The dashboard ${named(old, wanted.uuid)} will be called "${wanted.name}" and ${move}.`;
      })
      .join('\n'),
  undo: 'Set the old name and space again.',
});

export const ListChartsInProject = read({
  id: 'ListChartsInProject',
  name: 'lightdash_list_charts',
  title: 'List charts',
  description: 'The saved charts of a project with their space, dashboard and views.',
  words:
    'saved questions, find chart, graphs, visualisations, unused charts, Diagramme, graphiques, gráficos, list charts, ' +
    'what saved charts are there, charts with view counts and space, all visualisations of a project, ' +
    'which charts does nobody open, welche Diagramme gibt es, alle gespeicherten Diagramme, quels graphiques existent, ' +
    'tous les graphiques enregistrés, qué gráficos hay, todos los gráficos',
  route: 'GET /api/v1/projects/{projectUuid}/charts',
  path: { projectUuid },
  brief: ['uuid', 'name', 'spaceUuid', 'spaceName', 'dashboardUuid', 'views', 'updatedAt', 'pinnedListUuid'],
});

export const ListChartSummariesInProject = read({
  id: 'ListChartSummariesInProject',
  name: 'lightdash_list_chart_summaries',
  title: 'List chart summaries',
  description: 'The charts of a project in short; can leave out those saved inside a dashboard.',
  words:
    'short list of charts, standalone charts, charts outside dashboards, Kurzliste, résumé des graphiques, resumen de gráficos, ' +
    'short overview of saved charts, quick list of charts, leave out charts that only live inside a dashboard, ' +
    'names of the charts only, kurze Liste der Diagramme, Diagramme ohne Dashboard, liste courte des graphiques, ' +
    'graphiques hors tableau de bord, lista breve de gráficos, gráficos fuera de los paneles',
  route: 'GET /api/v1/projects/{projectUuid}/chart-summaries',
  path: { projectUuid },
  query: { excludeChartsSavedInDashboard: z.boolean().optional() },
  brief: ['uuid', 'name', 'spaceName', 'chartKind', 'dashboardName'],
});

export const getCustomMetrics = read({
  id: 'getCustomMetrics',
  name: 'lightdash_list_custom_metrics',
  title: 'List custom metrics',
  description: 'Metrics that people defined inside charts, as YAML for dbt. An unknown project answers none.',
  words:
    'ad hoc metrics, user-defined measures, eigene Kennzahlen, métriques personnalisées, métricas personalizadas, ' +
    'which custom metrics did analysts make up, ad-hoc metrics people built in their charts, custom metrics as yaml, ' +
    'metrics not in dbt yet, selbst definierte Kennzahlen, eigene Metriken der Analysten, métriques créées par les utilisateurs, ' +
    'métricas creadas por los usuarios, metrics people invented on their own',
  route: 'GET /api/v1/projects/{projectUuid}/custom-metrics',
  path: { projectUuid },
});
