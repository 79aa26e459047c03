import type { Handler, Reply } from '../core/emulation.ts';
import { checkParts, isRecord, type Members } from './body.ts';
import { exploreFor } from './content-access.ts';
import { guarded, projectOf, type Call } from './guards.ts';
import { startCsv } from './jobs.ts';
import { QUERY, readQuery } from './metric-query.ts';
import { columnsOf, csvOf, rowsOf, totalsOf } from './query.ts';
import { ok } from './reply.ts';
import { answerSql } from './sql.ts';
import type { LightdashState } from './state.ts';

const TOTAL: Members = { explore: 'string', metricQuery: 'object', invalidateCache: 'boolean?' };
const CSV: Members = {
  onlyRaw: 'boolean',
  csvLimit: 'number|null?',
  columnOrder: 'array?',
  customLabels: 'object?',
  hiddenFields: 'array?',
};

/** Queries that nobody saved. */
export function queryRoutes(state: LightdashState): Record<string, Handler> {
  return {
    'POST /api/v1/projects/{projectUuid}/explores/{exploreId}/runQuery': guarded(state, { body: QUERY }, (call) => run(call)),
    'POST /api/v1/projects/{projectUuid}/explores/{exploreId}/runUnderlyingDataQuery': guarded(state, { body: QUERY }, (call) => run(call)),
    'POST /api/v1/projects/{projectUuid}/explores/{exploreId}/downloadCsv': guarded(state, {}, (call) => {
      checkParts([QUERY, CSV], call.body);
      // Neither project nor explore is looked up before the job runs.
      const projectUuid = call.param('projectUuid');
      return ok(startCsv(call, projectUuid, () => csvOf(exploreFor(call, projectUuid, call.param('exploreId')), readQuery(call.body))));
    }),
    'POST /api/v1/projects/{projectUuid}/calculate-total': guarded(state, { body: TOTAL }, ({ body, ...call }) => {
      const { projectUuid } = projectOf({ ...call, body });
      const query = isRecord(body['metricQuery']) ? body['metricQuery'] : {};
      return ok(totalsOf(exploreFor({ ...call, body }, projectUuid, String(body['explore'])), readQuery(query)));
    }),
    'POST /api/v1/projects/{projectUuid}/sqlQuery': guarded(state, { body: { sql: 'string' } }, (call) => {
      const { projectUuid } = projectOf(call, 'developer');
      return ok(answerSql(String(call.body['sql']), state.content.explores.get(projectUuid) ?? []));
    }),
  };
}

function run(call: Call): Reply {
  const { projectUuid } = projectOf(call, 'interactive_viewer');
  const explore = exploreFor(call, projectUuid, call.param('exploreId'));
  const metricQuery = readQuery(call.body);
  const fields = Object.fromEntries(columnsOf(explore, metricQuery));
  return ok({ rows: rowsOf(explore, metricQuery), metricQuery, cacheMetadata: { cacheHit: false }, fields });
}
