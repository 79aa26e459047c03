import * as z from 'zod';
import { create, member, read, remove, update } from '../../src/operation/index.ts';
import { rows, text } from './says-access.ts';
import { comment } from './says-content.ts';
import { commentId, dashboardUuid, uuid } from './vocabulary.ts';

export const getComments = read({
  id: 'getComments',
  name: 'lightdash_list_comments',
  title: 'List dashboard comments',
  description: 'Comments of a dashboard by tile id, each with its replies. Resolved ones are left out.',
  words:
    'discussion, remarks on a dashboard, feedback, who commented, Kommentare, commentaires, comentarios, ' +
    'what have people commented on a dashboard, read the comments, list comments of a dashboard, Kommentare lesen, ' +
    'was wurde kommentiert, lire les commentaires du tableau de bord, leer los comentarios del panel',
  route: 'GET /api/v1/comments/dashboards/{dashboardUuid}',
  path: { dashboardUuid },
});

export const createComment = create({
  id: 'createComment',
  name: 'lightdash_create_comment',
  title: 'Comment on tile',
  description: 'Writes a comment, or a reply, on a dashboard tile and notifies those mentioned. Answers its id.',
  words:
    'reply to comment, leave a remark, mention a colleague, give feedback, kommentieren, commenter, comentar, antworten, ' +
    'create comment, leave a note on a tile and mention somebody, answer a comment, write under a chart of the dashboard, ' +
    'Kommentar schreiben, auf Kommentar antworten, jemanden erwähnen, écrire un commentaire, répondre à un commentaire, ' +
    'escribir un comentario, responder a un comentario',
  route: 'POST /api/v1/comments/dashboards/{dashboardUuid}/{dashboardTileUuid}',
  path: { dashboardUuid, dashboardTileUuid: uuid.describe('Tile id in a dashboard answer or a key of lightdash_list_comments.') },
  body: {
    text: z.string(),
    textHtml: z.string().describe('The same as HTML.'),
    mentions: z.array(z.string()).describe('User ids.'),
    replyTo: z.string().optional().describe('A commentId.'),
  },
});

export const resolveComment = update({
  id: 'resolveComment',
  name: 'lightdash_resolve_comment',
  title: 'Resolve comment',
  description: 'Marks a comment as settled, which hides it. There is no way to reopen it.',
  words:
    'close comment, mark comment as done, settle discussion, erledigt, Kommentar schließen, résoudre, resolver comentario, ' +
    'mark a comment as done, comment is dealt with, tick off a remark, Kommentar als erledigt markieren, ' +
    'marquer le commentaire comme résolu, marcar el comentario como resuelto',
  route: 'PATCH /api/v1/comments/dashboards/{dashboardUuid}/{commentId}',
  path: { dashboardUuid, commentId },
});

export const deleteComment = remove({
  id: 'deleteComment',
  name: 'lightdash_delete_comment',
  title: 'Delete comment',
  description: 'Deletes a comment with the replies below it.',
  words:
    'remove remark, erase comment, moderate discussion, Kommentar löschen, supprimer le commentaire, eliminar comentario, ' +
    'delete comment, remove a rude comment, take a comment down, Kommentar entfernen, effacer un commentaire, ' +
    'retirer un commentaire, borrar un comentario, quitar un comentario',
  route: 'DELETE /api/v1/comments/dashboards/{dashboardUuid}/{commentId}',
  path: { dashboardUuid, commentId },
  before: { comments: getComments },
  says: ({ comments, input }) => {
    const one = comment(comments, input.commentId);
    if (one === undefined) return `Delete the comment ${input.commentId}; it is resolved or unknown, so its text cannot be shown.`;
    const author = text(member(one, 'user'), 'name') ?? 'unknown';
    const replies = rows(one['replies']).length;
    return `Delete the comment "${text(one, 'text') ?? ''}" (${input.commentId}) by ${author}. Replies that go with it: ${replies}.`;
  },
  undo: 'Cannot be undone; write the comment again.',
});
