import { run } from '../../src/operation/index.ts';

export const login = run({
  id: 'login',
  name: 'knowi_login',
  title: 'Sign in',
  description:
    'Signs in to Knowi with the configured client id and secret and says whether that worked. Every other tool signs in by itself.',
  words:
    'log in, test credentials, does the client secret work, fresh bearer token, authenticate this server, einloggen, se connecter, ' +
    'iniciar la conexión, log in to Knowi, sign in with client id and secret, are our credentials valid, renew the login, ' +
    'get a new access token for the API, Zugangsdaten testen, anmelden, tester la connexion, reconnecter, probar las credenciales, ' +
    'iniciar sesión',
  route: 'POST /login',
  needs: 'none',
  grants: true,
  unreadable: 'Signing in concerns only this server; there is nothing to look at before.',
  says: () => 'Sign in to Knowi with the configured client id and secret. The token stays inside this server.',
  undo: 'Sign out with knowi_logout.',
  note: 'Client id and secret come from the settings. The token lives about an hour; this server renews it by itself.',
});

export const logout = run({
  id: 'logout',
  name: 'knowi_logout',
  title: 'Sign out',
  description: 'Ends the Knowi session of this server. The next call signs in again.',
  words:
    'log out, revoke own token, end session of this server, disconnect, invalidate bearer token, ausloggen, abmelden, ' +
    'se déconnecter, cerrar sesión, sign me out, log off, kill the current session, make the token invalid, ' +
    'abmelden und Token ungültig machen, Sitzung beenden, fermer la session, déconnexion, salir de la sesión',
  route: 'DELETE /logout',
  idempotent: true,
});
