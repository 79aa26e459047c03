import { create, read, remove } from '../../src/operation/index.ts';
import { named } from './says.ts';

export const getCurrentUser = read({
  id: 'iam_current_user_retrieve',
  name: 'ciso_get_current_user',
  title: 'Get current user',
  description:
    'The account of this server with its groups and roles. Its permissions are many: ask for fields permissions, domain_permissions.',
  words:
    'who am I, whoami, my rights, my permissions, test the token, am I admin, wer bin ich, meine Rechte, qui suis-je, mes droits, ' +
    'quién soy, which permissions does our own account have, signed in as whom, what may this account do, my own user, ' +
    'als wer bin ich angemeldet, was darf mein Konto, quels droits ai-je, mon compte, qué permisos tengo, mi cuenta',
  route: 'GET /iam/current-user/',
  single: true,
  brief: ['id', 'email', 'first_name', 'last_name', 'is_active', 'is_admin', 'is_superuser', 'has_mfa_enabled', 'roles', 'user_groups'],
});

export const logIn = create({
  id: 'iam_login_create',
  name: 'ciso_log_in',
  title: 'Sign in',
  description: 'Signs in anew with the user name and password in the settings. The session token stays inside the server.',
  words:
    'log in, login, sign in as, sign in again with user name and password, open session, renew session, check credentials, ' +
    'anmelden, einloggen, se connecter, iniciar sesión, sign in with this password, log me in again, renew the login, ' +
    'sign in as a service account, neu einloggen, mit Passwort anmelden, se reconnecter, connexion avec mot de passe, ' +
    'volver a iniciar sesión, entrar con contraseña',
  route: 'POST /iam/login/',
  needs: 'none',
  grants: true,
  mints: ['token'],
  unreadable: 'there is no session to read before signing in',
  says: () => 'Open a new session of the account in the settings of this server. It skips the second factor; earlier sessions stay valid.',
  undo: 'ciso_log_out ends the session.',
  note: 'Needs CISO_ASSISTANT_USERNAME and CISO_ASSISTANT_PASSWORD. Versions from 3.18.3 on have no such sign-in.',
});

export const logOut = remove({
  id: 'iam_logout_create',
  name: 'ciso_log_out',
  title: 'Sign out',
  description: 'Deletes the token that this server uses. A personal access token is lost for good and cuts the server off.',
  words:
    'end my session, log out, logout, end my session, sign off, abmelden, ausloggen, se déconnecter, cerrar sesión, ' +
    'sign me out, log off, close the current session, Sitzung beenden, fermer ma session, me déconnecter, ' +
    'cerrar mi sesión actual',
  route: 'POST /iam/logout/',
  before: { me: getCurrentUser },
  says: ({ me }) => `Sign this server out: delete the token with which it works as ${named(me)}. ${CUT_OFF}`,
  undo: 'Only with a user name and password in the settings; otherwise set a new personal access token.',
});

export const logOutEverywhere = remove({
  id: 'iam_logoutall_create',
  name: 'ciso_revoke_all_tokens',
  title: 'Sign out everywhere',
  description: 'Deletes every session and every personal access token of the account of this server, also those of other integrations.',
  words:
    'log out everywhere, log out all devices, kill all my tokens, stolen token, panic button, überall abmelden, tout déconnecter, ' +
    'cerrar todas las sesiones, sign our account out everywhere all tokens included, laptop stolen, log out of all devices, ' +
    'alle Sitzungen und alle Token beenden, se déconnecter partout, révoquer tous les jetons, cerrar sesión en todas partes, ' +
    'revocar todos los tokens',
  route: 'POST /iam/logoutall/',
  before: { me: getCurrentUser },
  says: ({ me }) =>
    `Delete all sessions and all personal access tokens of ${named(me)}, the account of this server, including those of other ` +
    `integrations. ${CUT_OFF}`,
  undo: 'Cannot be undone: every integration of that account needs a new token.',
});

export const revokeSessions = remove({
  id: 'iam_revoke_sessions_create',
  name: 'ciso_revoke_other_sessions',
  title: 'End other sessions',
  description:
    'Ends every other session of the account of this server; the token in use and personal access tokens stay. Answers how many.',
  words:
    'log out other devices, kick out other browsers, invalidate sessions, after password change, andere Sitzungen beenden, ' +
    'révoquer sessions, revocar sesiones, end all my other sessions but leave this one, ' +
    'kick every other browser out of my account, alle anderen Sitzungen beenden, terminer mes autres sessions, ' +
    'déconnecter les autres navigateurs, cerrar mis otras sesiones, ' +
    'somebody else may be signed in with my account on another computer',
  route: 'POST /iam/revoke-sessions/',
  before: { me: getCurrentUser },
  says: ({ me }) =>
    `End all other sessions of ${named(me)}, the account of this server: whoever works with it in a browser is signed out. ` +
    'The token in use and all personal access tokens stay.',
  undo: 'Cannot be undone; people sign in again.',
});

export const createSessionToken = create({
  id: 'iam_session_token_create',
  name: 'ciso_create_session_token',
  title: 'Create session key',
  description: 'Opens a server session for the account of this server. Its key opens account settings (second factor, e-mail, sessions).',
  words:
    'session key, allauth session, exchange access token, browser session token, Sitzungsschlüssel, jeton de session, ' +
    'clave de sesión, session key for the account settings, exchange our token for a session key, ' +
    'Sitzungsschlüssel für die Kontoeinstellungen, Token gegen Sitzung tauschen, clé de session pour le compte, ' +
    'clave de sesión para la cuenta',
  route: 'POST /iam/session-token/',
  grants: true,
  mints: ['token'],
  before: { me: getCurrentUser },
  says: ({ me }) =>
    `Open a server session as ${named(me)} and hand out its key, which gives access to the second factor, e-mail and sessions of ` +
    `that account.`,
  undo: 'ciso_revoke_all_tokens does not end it for certain; it expires by itself.',
});

const CUT_OFF =
  'This cuts the server itself off: with a personal access token until a new one is set, with a user name and password until its ' +
  'next sign-in.';
