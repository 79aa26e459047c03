import type { Handler, Reply } from '../core/emulation.ts';
import type { Members } from './body.ts';
import { currentVersion } from './chart-views.ts';
import { fullName } from './content-access.ts';
import type { Validation } from './content-model.ts';
import { isExplore } from './explore-model.ts';
import { guarded, needProjectRole, projectOf, type Call } from './guards.ts';
import { startJob } from './jobs.ts';
import { textsOf } from './metric-query.ts';
import { invalid, notFound, ok } from './reply.ts';
import type { LightdashState } from './state.ts';
import { findBroken } from './validation-rules.ts';

const BODY: Members = { validationTargets: 'array?', explores: 'array?' };
const TARGETS = ['charts', 'dashboards', 'tables'];

/** Checks of a project's charts and dashboards against its explores. */
export function validationRoutes(state: LightdashState): Record<string, Handler> {
  const path = '/api/v1/projects/{projectUuid}/validate';
  return {
    [`POST ${path}`]: guarded(state, { body: BODY }, validate),
    // An unknown project has no findings; the role is asked for all the same.
    [`GET ${path}`]: guarded(state, {}, (call) => {
      const projectUuid = call.uuid('projectUuid');
      if (state.access.projects.get(projectUuid)) needProjectRole(call, projectUuid, 'developer');
      const jobId = call.ask.query.get('jobId');
      const found = state.content.validations.where(
        (row) => row.projectUuid === projectUuid && row.jobId === (jobId === null ? null : Number(jobId)),
      );
      return ok(found.map((row) => findingOf(state, row)).filter((row) => row !== undefined));
    }),
    [`DELETE ${path}/{validationId}`]: guarded(state, {}, (call) => {
      const text = call.param('validationId');
      if (Number.isNaN(Number(text))) throw invalid({ validationId: { message: 'invalid float number', value: text } });
      const found = state.content.validations.get(text);
      if (!found) throw notFound(`Validation with id ${text} not found`);
      needProjectRole(call, found.projectUuid, 'developer');
      state.content.validations.remove(text);
      return ok();
    }),
  };
}

function validate(call: Call): Reply {
  const targets = textsOf(call.body['validationTargets']);
  const wrong = targets.flatMap((value, index) => (TARGETS.includes(value) ? [] : [[index, value] as const]));
  const message = `should be one of the following; [${TARGETS.map((target) => `'${target}'`).join(',')}]`;
  if (wrong.length > 0)
    throw invalid(Object.fromEntries(wrong.map(([index, value]) => [`validationTargets.$${index}`, { message, value }])));
  const { projectUuid } = projectOf(call);
  needProjectRole(call, projectUuid, 'developer');
  const { access, content } = call.state;
  const sent = call.body['explores'];
  const explores = Array.isArray(sent) ? sent.filter(isExplore) : (content.explores.get(projectUuid) ?? []);
  const { jobId } = startJob(call, 'validateProject', { status: 'completed', details: null });
  const createdAt = new Date().toISOString();
  // Findings about explores that were only sent along belong to their job; the others replace what was found before.
  const scope = Array.isArray(sent) ? jobId : null;
  if (scope === null) content.validations.removeWhere((row) => row.projectUuid === projectUuid && row.jobId === null);
  for (const finding of findBroken(content, projectUuid, explores, targets)) {
    content.validations.insert({ validationId: access.nextNumber(), projectUuid, jobId: scope, createdAt, ...finding });
  }
  return ok({ jobId });
}

/** The finding with what it is about; nothing once that is deleted. */
function findingOf({ access, content }: LightdashState, row: Validation) {
  const { createdAt, projectUuid, error, validationId, errorType, source, fieldName, chartName } = row;
  const common = { createdAt, projectUuid, error, validationId, errorType, source };
  const chart = content.charts.get(row.uuid);
  if (chart) {
    const { createdAt: lastUpdatedAt, createdByUuid } = currentVersion(content, chart.uuid);
    const { uuid: chartUuid, views: chartViews, name, spaceUuid, chartKind } = chart;
    return {
      ...common,
      fieldName,
      chartUuid,
      chartViews,
      name,
      spaceUuid,
      chartKind,
      lastUpdatedAt,
      lastUpdatedBy: fullName(access, createdByUuid),
    };
  }
  const dashboard = content.dashboards.get(row.uuid);
  if (!dashboard) return undefined;
  const { uuid: dashboardUuid, views: dashboardViews, name, spaceUuid, updatedAt: lastUpdatedAt, updatedByUuid } = dashboard;
  return {
    ...common,
    chartName,
    dashboardUuid,
    dashboardViews,
    name,
    spaceUuid,
    lastUpdatedAt,
    lastUpdatedBy: fullName(access, updatedByUuid),
  };
}
