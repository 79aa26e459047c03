import type { Handler } from '../core/emulation.ts';
import type { User } from './access-state.ts';
import { accountOf } from './account-view.ts';
import { check, parseBody, text } from './body.ts';
import { bySession, sessionCookie } from './guards.ts';
import { failure, ok } from './reply.ts';
import type { LightdashState } from './state.ts';

const PROVIDERS = ['google', 'okta', 'oneLogin', 'azuread', 'oidc'];

/** Signing in, and what answers without it. */
export function sessionRoutes(state: LightdashState): Record<string, Handler> {
  const { access } = state;
  return {
    'POST /api/v1/login': ({ text: sent, headers }) => {
      const body = parseBody(sent, headers['content-type']);
      check({ email: 'string', password: 'string' }, body);
      const user = access.users.find(({ email }) => email === text(body, 'email'));
      if (!user || user.isPending || user.password !== text(body, 'password')) {
        throw failure(401, 'AuthorizationError', 'Email and password not recognized');
      }
      return { ...ok(accountOf(access, user)), headers: { 'set-cookie': openSession(state, user) } };
    },
    'GET /api/v1/logout': (ask) => {
      const user = bySession(access, ask);
      access.sessions.removeWhere(({ userUuid }) => userUuid === user?.userUuid);
      return ok();
    },
    'GET /api/v1/user/login-options': () => ok({ showOptions: ['email'], forceRedirect: false }),
    'GET /api/v1/livez': () => ok(),
    'GET /api/v1/health': (ask) => ok(health(bySession(access, ask) !== undefined, access.deployment.slack)),
  };
}

/** Opens a login session and answers its `set-cookie` value. */
export function openSession({ access }: LightdashState, { userUuid }: User): string {
  const { id } = access.sessions.insert({ id: access.nextId('session'), userUuid });
  return sessionCookie(id);
}

function health(isAuthenticated: boolean, hasSlack: boolean) {
  const logins = PROVIDERS.map((name) => [name, { loginPath: `/login/${name}`, enabled: false }]);
  return {
    healthy: true,
    mode: 'default',
    version: '0.1366.1',
    localDbtEnabled: true,
    isAuthenticated,
    requiresOrgRegistration: false,
    latest: {},
    rudder: { writeKey: '', dataPlaneUrl: '' },
    sentry: { frontend: { dsn: '' }, environment: 'sandbox', release: '0.1366.1', tracesSampleRate: 0, profilesSampleRate: 0 },
    intercom: { appId: '', apiBase: '' },
    pylon: { appId: '' },
    siteUrl: 'http://lightdash.example.com',
    staticIp: '',
    query: { maxLimit: 5000, csvCellsLimit: 100_000 },
    pivotTable: { maxColumnLimit: 60 },
    customVisualizationsEnabled: false,
    hasSlack,
    hasGithub: false,
    auth: { disablePasswordAuthentication: false, ...Object.fromEntries(logins) },
    hasEmailClient: false,
    hasHeadlessBrowser: false,
    hasGroups: true,
    hasExtendedUsageAnalytics: true,
  };
}
