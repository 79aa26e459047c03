import * as z from 'zod';
import { create, remove, update } from '../../src/operation/index.ts';
import { contentFilter, rows, user, userToken } from './vocabulary.ts';

const UNREADABLE = 'The single sign-on interface of Knowi has no call that reads a user.';

export const ssoUserCreate = create({
  id: 'ssoUserCreate',
  name: 'knowi_sso_create_user',
  title: 'Create SSO user',
  description:
    'Creates an SSO user, or finds the existing one, and answers the sealed user token. Unknown group names become new groups: check the spelling.',
  words:
    'add embedded user, onboard customer user, provision single sign-on, SSO account, get user token, lost token, rotate token, ' +
    'new token, set SSO groups, remove from all groups, only sees rows, embedded reports, Benutzer anlegen, einbetten, ' +
    'créer utilisateur SSO, crear usuario, provision somebody for embedded reports, create single sign-on user, ' +
    'new customer should see embedded dashboards, register an embedded viewer with group and row filter, user token was lost, ' +
    'give SSO user another role, add customer to embedding, SSO-Benutzer anlegen, eingebetteter Benutzer, ' +
    'Kunde soll eingebettete Berichte sehen, provisionner un utilisateur SSO, nouveau client intégré, alta de usuario SSO, ' +
    'usuario embebido, client needs one more person who can look at embedded reports',
  route: 'POST /sso/user/create',
  body: {
    user,
    userGroups: z.array(z.string()).optional().describe('Group names; an empty list removes from all groups.'),
    contentFilter: contentFilter.optional(),
    role: z.string().optional().describe('Left out: user, who may create and invite; viewer is less.'),
    refresh: z.boolean().optional().describe('Overwrite groups, filter and role of an existing user.'),
    refreshToken: z
      .boolean()
      .default(false)
      .describe('Replace the existing token; the old one presumably dies. Knowi itself assumes true.'),
  },
  bodyType: 'form',
  aliases: { 'userGroups[]': 'userGroups' },
  grants: true,
  destroys: {
    when: 'it clears groups, overwrites an existing user or replaces the token',
    test: ({ userGroups, refresh, refreshToken }) => userGroups?.length === 0 || refresh === true || refreshToken,
  },
  unreadable: UNREADABLE,
  says: ({ input }) =>
    [
      `Create the SSO user ${input.user}, or take the existing one, and mint a token that signs in as this user.`,
      `Role: ${input.role || 'user (the default of Knowi)'}. Groups: ${groups(input.userGroups)}. Data: ${input.contentFilter ? rows(input.contentFilter) : 'no filter stated'}.`,
      input.refresh && 'Groups, filter and role of an existing user are overwritten; what is left out may be cleared.',
      input.refreshToken && 'The existing token of the user presumably stops working.',
    ]
      .filter(Boolean)
      .join(' '),
  undo: 'Remove the user again with its token. A replaced token or overwritten settings do not come back.',
  mints: ['userToken'],
  note: 'The customer token comes from the settings. Knowi does not say whether an empty group list is honoured for an existing user without refresh.',
});

export const ssoUserContentFiltersUpdate = update({
  id: 'ssoUserContentFiltersUpdate',
  name: 'knowi_sso_set_user_filter',
  title: 'Set SSO user filter',
  description: 'Sets the row-level filter of an SSO user; presumably replaces the earlier one. An empty list presumably shows all rows.',
  words:
    'row-level security, restrict data, limit rows, which rows may a customer see, data filter of embedded user, region, tenant, ' +
    'lift restriction, Zeilenfilter ändern, Datenzugriff einschränken, filtre de contenu, filtro de contenido, ' +
    'change the row filter of an embedded user, which data may this SSO user see, customer may now see another region, ' +
    'change filter of embedded viewer, take the row restriction away, Zeilenfilter vom SSO-Benutzer, ' +
    'Filter des eingebetteten Benutzers, darf jetzt auch sehen, modifier le filtre de lignes de l’utilisateur SSO, ' +
    'limiter les lignes du client, cambiar el filtro de filas del usuario SSO, limitar filas del cliente, ' +
    'SSO user may only see data of one country, SSO-Benutzer darf nur Daten aus einem Land sehen',
  route: 'POST /sso/user/contentfilters/update',
  body: { contentFilter, user },
  bodyType: 'form',
  grants: true,
  destroys: true,
  unreadable: UNREADABLE,
  says: ({ input }) =>
    `${input.user} then sees ${rows(input.contentFilter)}. The present filter is presumably replaced; it cannot be read.`,
  undo: 'Set the earlier filter again, where it is known.',
});

export const ssoUserRemove = remove({
  id: 'ssoUserRemove',
  name: 'knowi_sso_delete_user',
  title: 'Delete SSO user',
  description: 'Deletes an SSO user; needs their current token. What becomes of their content is not documented.',
  words:
    'offboard customer user, remove embedded user, revoke SSO access, contract ended, leaver, close account, Benutzer löschen, ' +
    'supprimer utilisateur, eliminar usuario, dar de baja, delete single sign-on user, take the embedded user away, ' +
    'customer’s contract ended, remove embedded viewer, SSO-Benutzer löschen, eingebetteten Benutzer entfernen, Vertrag beendet, ' +
    'supprimer l’utilisateur intégré, fin de contrat du client, eliminar usuario SSO, borrar usuario embebido, ' +
    'customer cancelled their person must go, embedded user must go',
  route: 'POST /sso/user/remove',
  body: { user, userToken },
  bodyType: 'form',
  unreadable: UNREADABLE,
  says: ({ input }) => `Delete the SSO user ${input.user}. What becomes of the content of this user is not documented.`,
  undo: 'Cannot be undone; a new user of that name starts empty.',
  note: 'A lost token can only be replaced by knowi_sso_create_user with refreshToken, which creates the user when the name is mistyped.',
});

function groups(names: readonly string[] | undefined): string {
  if (names === undefined) return 'not stated';
  return names.length === 0 ? 'removed from all groups' : names.join(', ');
}
