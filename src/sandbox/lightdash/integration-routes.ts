import type { Handler } from '../core/emulation.ts';
import type { Notification, ShareLink } from './access-state.ts';
import { checkQuery, text } from './body.ts';
import { guarded, needProjectRole, needRole, sessionId, type Call } from './guards.ts';
import { startJob } from './jobs.ts';
import { organizationOf } from './organization-routes.ts';
import { badParameter, created, failure, notExists, notFound, ok, unexpected } from './reply.ts';
import type { LightdashState } from './state.ts';

const HOST = 'http://lightdash.example.com';
const GSHEET = {
  projectUuid: 'string',
  exploreId: 'string',
  metricQuery: 'object',
  showTableNames: 'boolean',
  columnOrder: 'array',
} as const;
const SLACK = { notificationChannel: 'string|null', appProfilePhotoUrl: 'string|null', slackChannelProjectMappings: 'array?' } as const;

/** GitHub, Google, Slack (none of them linked), share links and notifications. */
export function integrationRoutes(state: LightdashState): Record<string, Handler> {
  const { sessions, shareLinks, notifications, deployment, nextId } = state.access;
  const GIT = '/api/v1/projects/{projectUuid}/git-integration';
  return {
    'GET /api/v1/github/install': guarded(state, { auth: 'session' }, ({ ask }) => {
      const githubState = nextId('github').replaceAll('-', '');
      sessions.patch(sessionId(ask), { githubState });
      return { status: 302, headers: { location: `https://github.example.com/apps/lightdash/installations/new?state=${githubState}` } };
    }),
    'GET /api/v1/github/oauth/callback': (ask) => {
      const expected = sessions.get(sessionId(ask))?.githubState;
      if (expected === undefined || ask.query.get('state') !== expected) throw unexpected();
      if (!ask.query.get('code')) throw badParameter('Code not provided');
      // There is no GitHub here to exchange the code with.
      throw unexpected();
    },
    'DELETE /api/v1/github/uninstall': guarded(state, { auth: 'session' }, () => ok()),
    'GET /api/v1/github/repos/list': guarded(state, { auth: 'session' }, () => {
      throw notFound('Missing Github installation');
    }),
    [`GET ${GIT}`]: guarded(state, {}, () => ok({ enabled: false })),
    [`GET ${GIT}/pull-requests/chart/{chartUuid}/fields`]: guarded(state, {}, (call) => {
      if (!state.content.charts.get(call.uuid('chartUuid'))) throw notFound('Saved query not found');
      throw unexpected();
    }),
    [`POST ${GIT}/pull-requests/custom-metrics`]: guarded(state, { body: { quoteChar: ['"', "'"], customMetrics: 'array' } }, () => {
      throw unexpected();
    }),
    'GET /api/v1/gdrive/get-access-token': guarded(state, {}, () => {
      throw notExists('Cannot find user with refresh token');
    }),
    'POST /api/v1/gdrive/upload-gsheet': guarded(state, { body: GSHEET }, (call) => {
      needProjectRole(call, text(call.body, 'projectUuid'), 'viewer');
      // Nobody here has linked a Google account, so the upload fails in the background.
      return ok(startJob(call, 'uploadGsheetFromQuery', { status: 'error', details: { error: 'Cannot find user with refresh token' } }));
    }),
    // Without Slack the vendor answers no results rather than none.
    'GET /api/v1/slack/channels': guarded(state, {}, () => ok(deployment.slack ? [] : undefined)),
    'PUT /api/v1/slack/custom-settings': guarded(state, { body: SLACK }, (call) => {
      needRole(call, 'admin');
      if (!deployment.slack) throw failure(422, 'MissingConfigError', 'Slack is not configured');
      return ok();
    }),
    'POST /api/v1/share': guarded(state, { body: { path: 'string', params: 'string' } }, (call) => {
      const { organizationUuid } = organizationOf(call);
      const nanoid = nextId('share').replaceAll('-', '').slice(0, 21);
      const [path, params] = [text(call.body, 'path'), text(call.body, 'params')];
      return created(linkOf(shareLinks.insert({ nanoid, path, params, createdByUserUuid: call.caller.userUuid, organizationUuid })));
    }),
    'GET /api/v1/share/{nanoId}': guarded(state, {}, (call) => {
      const link = shareLinks.get(call.param('nanoId'));
      if (!link || link.organizationUuid !== call.caller.organizationUuid) throw notFound('Shared link does not exist');
      return ok(linkOf(link));
    }),
    'GET /api/v1/notifications': guarded(state, {}, (call: Call) => {
      checkQuery({ type: ['dashboardComments'] }, call.ask.query);
      return ok(notifications.where(({ userUuid }) => userUuid === call.caller.userUuid).map(told));
    }),
    'PATCH /api/v1/notifications/{notificationId}': guarded(state, { body: { viewed: 'boolean' } }, (call) => {
      // Anybody's notification, and one that does not exist, are answered alike.
      notifications.patch(call.uuid('notificationId'), { viewed: call.body['viewed'] === true });
      return ok();
    }),
  };
}

function linkOf(link: ShareLink) {
  return { ...link, host: HOST, shareUrl: `${HOST}/share/${link.nanoid}`, url: `${link.path}${link.params}` };
}

function told(notification: Notification) {
  return { ...notification, userUuid: undefined };
}
