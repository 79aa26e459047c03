import { currentVersion } from './chart-views.ts';
import type { ContentState, Validation } from './content-model.ts';
import { fieldsById, type Explore } from './explore-model.ts';
import { textsOf } from './metric-query.ts';

type Finding = Pick<Validation, 'source' | 'uuid' | 'error' | 'errorType' | 'fieldName' | 'chartName'>;

/** What a check of a project finds: charts with fields or tables that are gone, and dashboards that show such charts. */
export function findBroken(
  content: ContentState,
  projectUuid: string,
  explores: readonly Explore[],
  targets: readonly string[],
): readonly Finding[] {
  const charts = content.charts
    .where((chart) => chart.projectUuid === projectUuid)
    .map((chart) => ({ chart, findings: chartFindings(content, chart.uuid, explores) }))
    .filter(({ findings }) => findings.length > 0);
  const broken = new Map(charts.map(({ chart }) => [chart.uuid, chart.name]));
  const dashboards = content.dashboards
    .where((dashboard) => dashboard.projectUuid === projectUuid)
    .flatMap((dashboard) =>
      dashboard.tiles.flatMap((tile): readonly Finding[] => {
        const chartName = broken.get(String(tile.properties['savedChartUuid']));
        if (chartName === undefined) return [];
        return [
          {
            source: 'dashboard',
            uuid: dashboard.uuid,
            error: `The chart '${chartName}' is broken on this dashboard.`,
            errorType: 'chart',
            chartName,
          },
        ];
      }),
    );
  const every = targets.length === 0;
  return [
    ...(every || targets.includes('charts') ? charts.flatMap(({ findings }) => findings) : []),
    ...(every || targets.includes('dashboards') ? dashboards : []),
  ];
}

function chartFindings(content: ContentState, uuid: string, explores: readonly Explore[]): readonly Finding[] {
  const { tableName, metricQuery } = currentVersion(content, uuid);
  const explore = explores.find((one) => one.name === tableName);
  if (!explore) return [{ source: 'chart', uuid, error: `Model error: the model '${tableName}' no longer exists`, errorType: 'model' }];
  const kinds = [
    ['dimensions', 'Dimension', 'dimension'],
    ['metrics', 'Metric', 'metric'],
  ] as const;
  return kinds.flatMap(([kind, word, errorType]) => {
    const fields = fieldsById(explore, kind);
    const gone = textsOf(metricQuery[kind]).filter((id) => !fields.has(id));
    return gone.map((id): Finding => ({
      source: 'chart',
      uuid,
      error: `${word} error: the field '${id}' no longer exists`,
      errorType,
      fieldName: id,
    }));
  });
}
