import * as z from 'zod';
import { read, update } from '../../src/operation/index.ts';
import { uuid } from './vocabulary.ts';

export const getNotifications = read({
  id: 'getNotifications',
  name: 'lightdash_list_notifications',
  title: 'List notifications',
  description: 'Where the account was mentioned in dashboard comments.',
  words:
    'who tagged me, unread mentions, inbox, my alerts, Benachrichtigungen, Erwähnungen, mentions, avisos, ' +
    'has anyone mentioned me in a comment, list my notifications, what is new for me, meine Benachrichtigungen, wurde ich erwähnt, ' +
    'mes notifications, m’a-t-on mentionné, mis notificaciones, me han mencionado',
  route: 'GET /api/v1/notifications',
  query: { type: z.enum(['dashboardComments']) },
  brief: ['notificationId', 'message', 'viewed', 'createdAt', 'url'],
});

export const updateNotification = update({
  id: 'updateNotification',
  name: 'lightdash_update_notification',
  title: 'Mark notification',
  description: 'Marks a notification as read or unread. Answers success for unknown ids too.',
  words:
    'mark as read, mark as seen, dismiss mention, clear inbox, gelesen, marquer comme lu, marcar como leído, ' +
    'mark a notification as read, set a mention to unread, Benachrichtigung als gelesen markieren, ' +
    'marquer la notification comme lue, marcar la notificación como leída',
  route: 'PATCH /api/v1/notifications/{notificationId}',
  path: { notificationId: uuid.describe('From lightdash_list_notifications.') },
  body: { viewed: z.boolean() },
});
