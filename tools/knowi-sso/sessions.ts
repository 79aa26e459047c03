import * as z from 'zod';
import { create } from '../../src/operation/index.ts';
import { user, userToken } from './vocabulary.ts';

export const ssoSessionCreate = create({
  id: 'ssoSessionCreate',
  name: 'knowi_sso_create_session',
  title: 'Create SSO session',
  description: 'Mints a sealed token with which a browser signs in as an SSO user. Keep expiry short.',
  words:
    'log in as user, session id, trade user token, embed token, session for embedded dashboard, sign-in link, expires in minutes, ' +
    'impersonate, view as customer, Sitzung, anmelden als, ouvrir une session, iniciar sesión como, ' +
    'open a session for an embedded user, exchange the user token for a session token, short-lived session for a browser, ' +
    'sign an embedded viewer in, session that expires in fifteen minutes, SSO-Sitzung öffnen, Sitzung für eingebetteten Benutzer, ' +
    'Benutzertoken gegen Sitzung tauschen, échanger le jeton contre une session, session de courte durée, ' +
    'abrir sesión para usuario embebido, cambiar token por sesión, ' +
    'something the browser can use to show the embedded dashboard for minutes, ' +
    'I have the user token get me something for the browser, token for showing the embedded dashboard five minutes',
  route: 'POST /sso/session/create',
  body: {
    user,
    userToken,
    expiry: z.int().min(1).max(525_600).optional().describe('Minutes; left out, Knowi takes 30.'),
  },
  bodyType: 'form',
  needs: 'none',
  grants: true,
  unreadable: 'A session is new; there is nothing to look at before.',
  says: ({ input }) => `Mint a token that signs in to Knowi as ${input.user}, valid for ${input.expiry ?? 30} minutes at first.`,
  undo: 'It lapses by itself; this server cannot end it earlier.',
  mints: ['sessionToken'],
  note: 'Used as https://<host>/sso/user/login?token=<token>. Knowi documents 30 and 1440 minutes as default in different places; once used, a session is said to live 120 idle minutes.',
});
