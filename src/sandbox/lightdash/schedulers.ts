import type { Handler, Reply } from '../core/emulation.ts';
import { isRecord, records } from './body.ts';
import { personOf } from './content-access.ts';
import type { Scheduler } from './content-model.ts';
import { guarded, needProjectRole, type Call } from './guards.ts';
import { startJob } from './jobs.ts';
import { badParameter, notFound, ok, unexpected } from './reply.ts';
import type { LightdashState } from './state.ts';

/** Scheduled deliveries of charts and dashboards, their logs and planned runs. */
export function schedulerRoutes(state: LightdashState): Record<string, Handler> {
  const path = '/api/v1/schedulers/{schedulerUuid}';
  return {
    // An unknown project has no logs: no error.
    'GET /api/v1/schedulers/{projectUuid}/logs': guarded(state, {}, listLogs),
    [`GET ${path}`]: guarded(state, {}, (call) => ok(schedulerOf(call))),
    [`PATCH ${path}`]: guarded(state, {}, updateScheduler),
    [`DELETE ${path}`]: guarded(state, {}, (call) => {
      const { schedulerUuid } = schedulerOf(call);
      state.content.schedulers.remove(schedulerUuid);
      state.content.scheduledJobs.removeWhere((row) => row.schedulerUuid === schedulerUuid);
      state.content.logs.removeWhere((row) => row.schedulerUuid === schedulerUuid);
      return ok();
    }),
    [`PATCH ${path}/enabled`]: guarded(state, { body: { enabled: 'boolean' } }, setEnabled),
    [`GET ${path}/jobs`]: guarded(state, {}, (call) => {
      const { schedulerUuid } = schedulerOf(call);
      const planned = state.content.scheduledJobs.where((row) => row.schedulerUuid === schedulerUuid);
      return ok(planned.map(({ id, date }) => ({ id, date })));
    }),
    'POST /api/v1/schedulers/send': guarded(state, {}, send),
  };
}

const now = () => new Date().toISOString();

function projectFor(
  { state: { content } }: Call,
  { savedChartUuid, dashboardUuid }: Pick<Scheduler, 'savedChartUuid' | 'dashboardUuid'>,
): string {
  const projectUuid = content.charts.get(savedChartUuid ?? '')?.projectUuid ?? content.dashboards.get(dashboardUuid ?? '')?.projectUuid;
  if (projectUuid === undefined) throw notFound(savedChartUuid === null ? 'Dashboard not found' : 'Saved query not found');
  return projectUuid;
}

/** The scheduler named in the path; throws 500 for no UUID, 404 for an unknown one, 403 for another's without a part as editor. */
function schedulerOf(call: Call): Scheduler {
  const scheduler = call.state.content.schedulers.get(call.uuid('schedulerUuid'));
  if (!scheduler) throw notFound('Scheduler not found');
  if (scheduler.createdBy !== call.caller.userUuid) needProjectRole(call, projectFor(call, scheduler), 'editor');
  return scheduler;
}

/** Members that are left out stay; the list of targets is replaced, each without an id is new. */
function updateScheduler(call: Call): Reply {
  const old = schedulerOf(call);
  const { schedulerUuid } = old;
  const { body } = call;
  const kept = (member: string, value: string) => (typeof body[member] === 'string' ? body[member] : value);
  const cron = kept('cron', old.cron);
  if (!/^\d+ /.test(cron)) throw badParameter('Frequency not allowed, custom input is limited to hourly');
  const timezone = body['timezone'] === null ? null : kept('timezone', old.timezone ?? 'UTC');
  if (timezone !== null && !isTimezone(timezone)) throw unexpected();
  const updatedAt = now();
  const targets = records(body, 'targets').map((target) => targetOf(call, target, { schedulerUuid, updatedAt }));
  const changed = call.state.content.schedulers.patch(schedulerUuid, {
    name: kept('name', old.name),
    message: kept('message', old.message),
    format: kept('format', old.format),
    cron,
    timezone,
    updatedAt,
    targets: body['targets'] === undefined ? old.targets : targets,
    options: isRecord(body['options']) ? body['options'] : old.options,
    filters: body['filters'] === undefined ? old.filters : body['filters'],
    enabled: typeof body['enabled'] === 'boolean' ? body['enabled'] : old.enabled,
    includeLinks: typeof body['includeLinks'] === 'boolean' ? body['includeLinks'] : old.includeLinks,
  });
  return ok(changed);
}

function targetOf(
  call: Call,
  target: Readonly<Record<string, unknown>>,
  { schedulerUuid, updatedAt }: { readonly schedulerUuid: string; readonly updatedAt: string },
) {
  const [kind, address] = 'channel' in target ? ['schedulerSlackTargetUuid', 'channel'] : ['schedulerEmailTargetUuid', 'recipient'];
  const id = typeof target[kind] === 'string' ? target[kind] : call.state.access.nextId('target');
  return { [kind]: id, createdAt: updatedAt, updatedAt, schedulerUuid, [address]: target[address] };
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Enabling plans the next run; disabling drops what was planned. */
function setEnabled(call: Call): Reply {
  const { access, content } = call.state;
  const { schedulerUuid } = schedulerOf(call);
  const enabled = call.body['enabled'] === true;
  content.scheduledJobs.removeWhere((row) => row.schedulerUuid === schedulerUuid);
  if (enabled) content.scheduledJobs.insert({ id: String(access.nextNumber()), schedulerUuid, date: now() });
  return ok(content.schedulers.patch(schedulerUuid, { enabled, updatedAt: now() }));
}

function listLogs(call: Call): Reply {
  const { access, content } = call.state;
  const projectUuid = call.uuid('projectUuid');
  if (access.projects.get(projectUuid)) needProjectRole(call, projectUuid, 'editor');
  const charts = new Map(content.charts.where((chart) => chart.projectUuid === projectUuid).map((chart) => [chart.uuid, chart.name]));
  const dashboards = new Map(content.dashboards.where((row) => row.projectUuid === projectUuid).map((row) => [row.uuid, row.name]));
  const schedulers = content.schedulers.where((row) => charts.has(row.savedChartUuid ?? '') || dashboards.has(row.dashboardUuid ?? ''));
  const unique = (ids: readonly (string | null)[]) => [...new Set(ids)].filter((id) => id !== null);
  return ok({
    schedulers,
    users: unique(schedulers.map((row) => row.createdBy)).map((uuid) => personOf(access, uuid)),
    charts: unique(schedulers.map((row) => row.savedChartUuid)).map((savedChartUuid) => ({
      name: charts.get(savedChartUuid),
      savedChartUuid,
    })),
    dashboards: unique(schedulers.map((row) => row.dashboardUuid)).map((dashboardUuid) => ({
      name: dashboards.get(dashboardUuid),
      dashboardUuid,
    })),
    logs: content.logs.where((log) => schedulers.some((row) => row.schedulerUuid === log.schedulerUuid)),
  });
}

/** Delivers at once, without keeping a schedule. */
function send(call: Call): Reply {
  const id = (name: string) => (typeof call.body[name] === 'string' ? call.body[name] : null);
  needProjectRole(
    call,
    projectFor(call, { savedChartUuid: id('savedChartUuid'), dashboardUuid: id('dashboardUuid') }),
    'interactive_viewer',
  );
  return ok(startJob(call, 'handleScheduledDelivery', { status: 'completed', details: null }));
}
