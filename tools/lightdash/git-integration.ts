import * as z from 'zod';
import { create, read } from '../../src/operation/index.ts';
import { chartUuid, projectUuid } from './vocabulary.ts';

export const getGitConfiguration = read({
  id: 'GetConfiguration',
  name: 'lightdash_get_git_integration',
  title: 'Get git integration',
  description: 'Whether pull requests can be opened from a project.',
  words:
    'can pull requests be opened, is git connected, write-back enabled, Git aktiv, intégration git, integración git, ' +
    'is git write-back switched on for a project, can pull requests be opened, git settings of a project, ' +
    'ist Git eingeschaltet, l’intégration git est-elle active, estado de la integración git, está activo git, ' +
    'can this project open pull requests, does git write-back work',
  route: 'GET /api/v1/projects/{projectUuid}/git-integration',
  path: { projectUuid },
  note: 'Unknown projects answer that it is off.',
});

export const createPullRequestForChartFields = create({
  id: 'CreatePullRequestForChartFields',
  name: 'lightdash_create_chart_pull_request',
  title: 'Create chart pull request',
  description: "Opens a pull request that adds a chart's custom metrics to the dbt project. Answers its address.",
  words:
    'write back to dbt, push custom fields to git, PR from chart, Pull Request aus Diagramm, demande de fusion, ' +
    'solicitud de cambios, open a pull request with the custom fields of a chart, create pull request from a chart, ' +
    'write chart metrics to the dbt repo, Felder aus dem Diagramm per Pull Request, pull request avec les champs du graphique, ' +
    'pull request con los campos del gráfico',
  route: 'GET /api/v1/projects/{projectUuid}/git-integration/pull-requests/chart/{chartUuid}/fields',
  path: { projectUuid, chartUuid },
  openWorld: true,
});

export const createPullRequestForCustomMetrics = create({
  id: 'CreatePullRequestForCustomMetrics',
  name: 'lightdash_create_metrics_pull_request',
  title: 'Create metrics pull request',
  description: 'Opens a pull request that adds custom metrics of the project to the dbt project. Answers its address.',
  words:
    'write back metrics to dbt, commit custom metrics, PR for metrics, Kennzahlen zurückschreiben, pousser les métriques, ' +
    'enviar métricas a git, raise a pull request that writes custom metrics into the dbt repo, ' +
    'create pull request for custom metrics, save ad-hoc metrics in git, Pull Request für eigene Kennzahlen, ' +
    'pull request pour les métriques personnalisées, pull request con las métricas personalizadas',
  route: 'POST /api/v1/projects/{projectUuid}/git-integration/pull-requests/custom-metrics',
  path: { projectUuid },
  body: {
    customMetrics: z.array(z.string()).describe('Names from lightdash_list_custom_metrics.'),
    quoteChar: z.enum(['"', "'"]).describe('Quotes in the written YAML.'),
  },
  openWorld: true,
});
