import type { Handler } from '../core/emulation.ts';
import type { Project } from './access-state.ts';
import { checkUnion, isRecord, text } from './body.ts';
import { asUuid, atLeast, guarded, projectOf, projectRole } from './guards.ts';
import { createPreview } from './preview.ts';
import { notFound, ok, unexpected } from './reply.ts';
import type { LightdashState } from './state.ts';

const SEMANTIC_LAYERS = [
  { type: ['DBT'], token: 'string?', domain: 'string?', environmentId: 'string?' },
  { type: ['CUBE'], token: 'string?', domain: 'string?' },
] as const;

/** What a project connects to; secrets are never answered. */
const CONNECTIONS = {
  dbtConnection: { type: 'dbt', project_dir: '/usr/app/dbt', profiles_dir: '/usr/app/profiles' },
  warehouseConnection: {
    type: 'postgres',
    schema: 'analytics',
    host: 'warehouse.example.com',
    port: 5432,
    dbname: 'analytics',
    sslmode: 'disable',
  },
};

/** Projects and their settings. */
export function projectRoutes(state: LightdashState): Record<string, Handler> {
  const { access } = state;
  return {
    'GET /api/v1/org/projects': guarded(state, {}, ({ caller }) => {
      const rows = access.projects.where(
        (row) => row.organizationUuid === caller.organizationUuid && atLeast(projectRole(access, caller, row.projectUuid), 'viewer'),
      );
      return ok(rows.map(summary));
    }),
    'GET /api/v1/projects/{projectUuid}': guarded(state, {}, (call) => ok(details(projectOf(call)))),
    'PATCH /api/v1/projects/{projectUuid}/metadata': guarded(state, { body: { upstreamProjectUuid: 'string|null?' } }, (call) => {
      const { projectUuid } = projectOf(call, 'developer');
      const { upstreamProjectUuid: upstream } = call.body;
      if (typeof upstream === 'string' && !access.projects.get(asUuid(upstream))) throw unexpected();
      if (upstream !== undefined)
        access.projects.patch(projectUuid, { upstreamProjectUuid: typeof upstream === 'string' ? upstream : null });
      return ok();
    }),
    'PATCH /api/v1/projects/{projectUuid}/semantic-layer-connection': guarded(state, {}, (call) => {
      checkUnion(SEMANTIC_LAYERS, call.body);
      const { projectUuid, semanticLayerConnection: old } = projectOf(call, 'developer');
      access.projects.patch(projectUuid, { semanticLayerConnection: { ...old, ...call.body } });
      return ok();
    }),
    'DELETE /api/v1/projects/{projectUuid}/semantic-layer-connection': guarded(state, {}, (call) => {
      const { semanticLayerConnection: _, ...rest } = projectOf(call, 'developer');
      access.projects.insert(rest);
      return ok();
    }),
    'PATCH /api/v1/projects/{projectUuid}/schedulerSettings': guarded(state, { body: { schedulerTimezone: 'string' } }, (call) => {
      const { projectUuid } = projectOf(call, 'developer');
      const schedulerTimezone = text(call.body, 'schedulerTimezone');
      access.projects.patch(projectUuid, { schedulerTimezone });
      // The setting is stored before the schedules are recalculated, so a bad one stays.
      if (!isTimezone(schedulerTimezone)) throw unexpected();
      return ok();
    }),
    'POST /api/v1/projects/{projectUuid}/createPreview': guarded(state, { body: { name: 'string', copyContent: 'boolean' } }, (call) => {
      const project = projectOf(call, 'developer');
      return ok(createPreview(state, project, call.caller, text(call.body, 'name'), call.body['copyContent'] === true));
    }),
    'GET /api/v1/projects/{projectUuid}/user-credentials': guarded(state, {}, (call) => {
      const { projectUuid } = projectOf(call);
      const preference = access.preferences.get(`${call.caller.userUuid}/${projectUuid}`);
      return ok(preference && access.warehouseCredentials.get(preference.uuid));
    }),
    'PATCH /api/v1/projects/{projectUuid}/user-credentials/{userWarehouseCredentialsUuid}': guarded(state, {}, (call) => {
      const uuid = call.uuid('userWarehouseCredentialsUuid');
      const { userUuid } = call.caller;
      if (access.warehouseCredentials.get(uuid)?.userUuid !== userUuid) throw notFound('Warehouse credentials not found');
      access.preferences.insert({ userUuid, projectUuid: projectOf(call).projectUuid, uuid });
      return ok();
    }),
  };
}

function summary({ name, projectUuid, type, createdByUserUuid, upstreamProjectUuid }: Project) {
  return { name, projectUuid, type, createdByUserUuid, upstreamProjectUuid, warehouseType: 'postgres', requireUserCredentials: false };
}

function details(project: Project) {
  const { organizationUuid, projectUuid, name, type, pinnedListUuid, upstreamProjectUuid, schedulerTimezone, createdByUserUuid } = project;
  return {
    organizationUuid,
    projectUuid,
    name,
    type,
    ...CONNECTIONS,
    pinnedListUuid,
    upstreamProjectUuid: upstreamProjectUuid ?? undefined,
    dbtVersion: 'v1.4',
    semanticLayerConnection: withoutToken(project.semanticLayerConnection),
    schedulerTimezone,
    createdByUserUuid,
  };
}

function withoutToken(connection: unknown): object | undefined {
  if (!isRecord(connection)) return undefined;
  const { token: _, ...rest } = connection;
  return rest;
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}
