import type { Handler, Reply } from '../core/emulation.ts';
import { jsonOf } from './json-body.ts';
import { exploreFor, mayExplore } from './content-access.ts';
import { isExplore, type Explore } from './explore-model.ts';
import { guarded, projectOf, type Call } from './guards.ts';
import { QUERY, readQuery } from './metric-query.ts';
import { sqlOf } from './query.ts';
import { ok, unexpected } from './reply.ts';
import type { LightdashState } from './state.ts';

/** What a project is modelled with. */
export function exploreRoutes(state: LightdashState): Record<string, Handler> {
  return {
    'GET /api/v1/projects/{projectUuid}/explores': guarded(state, {}, (call) => {
      const explores = state.content.explores.get(projectOf(call).projectUuid) ?? [];
      return ok(explores.filter((explore) => mayExplore(call, explore)).map(summary));
    }),
    'PUT /api/v1/projects/{projectUuid}/explores': guarded(state, {}, replaceExplores),
    'GET /api/v1/projects/{projectUuid}/explores/{exploreId}': guarded(state, {}, (call) =>
      ok(exploreFor(call, projectOf(call).projectUuid, call.param('exploreId'))),
    ),
    // The answer is the SQL itself, a bare string.
    'POST /api/v1/projects/{projectUuid}/explores/{exploreId}/compileQuery': guarded(state, { body: QUERY }, (call) =>
      ok(sqlOf(exploreFor(call, projectOf(call).projectUuid, call.param('exploreId')), readQuery(call.body))),
    ),
    // Nobody made a custom metric in a chart; an unknown project is no error.
    'GET /api/v1/projects/{projectUuid}/custom-metrics': guarded(state, {}, (call) => {
      call.uuid('projectUuid');
      return ok([]);
    }),
  };
}

/** Replaces every explore of the project; what was cut or is no explore leads to a 500. */
function replaceExplores(call: Call): Reply {
  const { projectUuid } = projectOf(call, 'developer');
  const given = jsonOf(call.ask);
  if (!Array.isArray(given) || !given.every(isExplore)) throw unexpected();
  call.state.content.explores.set(projectUuid, given);
  return ok();
}

function summary({ name, label, tags, tables, baseTable }: Explore) {
  const base = tables[baseTable];
  return { name, label, tags, databaseName: base?.database, schemaName: base?.schema, description: base?.description, type: 'default' };
}
