import type { Handler, Reply } from '../core/emulation.ts';
import { text, type Members } from './body.ts';
import { fullName } from './content-access.ts';
import type { Comment } from './content-model.ts';
import { dashboardOf } from './dashboard-views.ts';
import { asUuid, atLeast, guarded, needProjectRole, projectRole, type Call } from './guards.ts';
import { textsOf } from './metric-query.ts';
import { forbidden, notFound, ok, unexpected } from './reply.ts';
import type { LightdashState } from './state.ts';

const COMMENT: Members = { text: 'string', textHtml: 'string', mentions: 'array', replyTo: 'string?' };

/** Comments on the tiles of dashboards. The feature is on here; self-hosted servers have it off and answer 403. */
export function commentRoutes(state: LightdashState): Record<string, Handler> {
  return {
    'GET /api/v1/comments/dashboards/{dashboardUuid}': guarded(state, {}, listComments),
    // The answer is the new comment's id, a bare string.
    'POST /api/v1/comments/dashboards/{dashboardUuid}/{dashboardTileUuid}': guarded(state, { body: COMMENT }, createComment),
    'PATCH /api/v1/comments/dashboards/{dashboardUuid}/{commentId}': guarded(state, {}, (call) => {
      const { projectUuid } = dashboardOf(call);
      const comment = commentOf(call);
      needProjectRole(call, projectUuid, 'interactive_viewer');
      state.content.comments.patch(comment.commentId, { resolved: true });
      return ok();
    }),
    // Replies go with their comment.
    'DELETE /api/v1/comments/dashboards/{dashboardUuid}/{commentId}': guarded(state, {}, (call) => {
      const { projectUuid } = dashboardOf(call);
      const { commentId, userUuid } = commentOf(call);
      if (!mayRemove(call, projectUuid, userUuid)) throw forbidden();
      state.content.comments.removeWhere((row) => row.commentId === commentId || row.replyTo === commentId);
      return ok();
    }),
  };
}

function commentOf(call: Call): Comment {
  const comment = call.state.content.comments.get(call.uuid('commentId'));
  if (!comment) throw notFound('Comment not found');
  return comment;
}

function mayRemove({ state, caller }: Call, projectUuid: string, author: string): boolean {
  return author === caller.userUuid || atLeast(projectRole(state.access, caller, projectUuid), 'editor');
}

/** Open comments by tile, each with its replies; resolved ones are not told. */
function listComments(call: Call): Reply {
  const dashboard = dashboardOf(call);
  const tiles = new Set(dashboard.tiles.map((tile) => tile.uuid));
  const open = call.state.content.comments.where((row) => row.dashboardUuid === dashboard.uuid && tiles.has(row.tileUuid) && !row.resolved);
  const view = (row: Comment): unknown => ({
    commentId: row.commentId,
    text: row.text,
    textHtml: row.textHtml,
    createdAt: row.createdAt,
    resolved: row.resolved,
    mentions: row.mentions,
    ...(row.replyTo === null ? {} : { replyTo: row.replyTo }),
    user: { name: fullName(call.state.access, row.userUuid) },
    replies: open.filter((reply) => reply.replyTo === row.commentId).map(view),
    canRemove: mayRemove(call, dashboard.projectUuid, row.userUuid),
  });
  const threads = open.filter((row) => row.replyTo === null);
  const commented = [...new Set(threads.map((row) => row.tileUuid))];
  return ok(Object.fromEntries(commented.map((tileUuid) => [tileUuid, threads.filter((row) => row.tileUuid === tileUuid).map(view)])));
}

function createComment(call: Call): Reply {
  const { access, content } = call.state;
  const dashboard = dashboardOf(call);
  needProjectRole(call, dashboard.projectUuid, 'interactive_viewer');
  const tileUuid = call.uuid('dashboardTileUuid');
  const tile = dashboard.tiles.find((one) => one.uuid === tileUuid);
  if (!tile) throw notFound('Dashboard tile not found for dashboard');
  const replyTo = typeof call.body['replyTo'] === 'string' ? asUuid(call.body['replyTo']) : null;
  if (replyTo !== null && !content.comments.get(replyTo)) throw unexpected();
  const { commentId, createdAt, mentions } = content.comments.insert({
    commentId: access.nextId('comment'),
    dashboardUuid: dashboard.uuid,
    tileUuid,
    text: text(call.body, 'text'),
    textHtml: text(call.body, 'textHtml'),
    replyTo,
    userUuid: call.caller.userUuid,
    createdAt: new Date().toISOString(),
    resolved: false,
    mentions: textsOf(call.body['mentions']),
  });
  const dashboardTileName = text(tile.properties, 'title');
  for (const userUuid of mentions.filter((mentioned) => mentioned !== call.caller.userUuid)) {
    access.notifications.insert({
      notificationId: access.nextId('notification'),
      userUuid,
      resourceType: 'dashboardComments',
      message: `${fullName(access, call.caller.userUuid)} tagged you in dashboard "${dashboard.name}" `,
      url: `/dashboards/${dashboard.uuid}`,
      viewed: false,
      createdAt,
      resourceUuid: commentId,
      metadata: { dashboardUuid: dashboard.uuid, dashboardName: dashboard.name, dashboardTileUuid: tileUuid, dashboardTileName },
    });
  }
  return ok(commentId);
}
