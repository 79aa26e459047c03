import type { Emulation } from '../core/emulation.ts';
import { client, openAccess, type TokenLife } from './access.ts';
import { dashboardRoutes, publicPages } from './dashboards.ts';
import { groupRoutes } from './groups.ts';
import { userRoutes } from './users.ts';
import { failure, openWorkspace } from './workspace.ts';

/**
 * Knowi's Management API, emulated: fresh state on each call.
 * `KNOWI_URL` is the base to which the documented paths are joined (at the vendor it ends in `/api/1.0`), because those paths
 * start at `/login`, `/users` and so on: nothing is to be added to it or cut from it.
 * Tokens last an hour unless `tokenSeconds` says otherwise; `now` (milliseconds) lets a test move time.
 */
export function openKnowi({ now = Date.now, tokenSeconds = 3600 }: Partial<TokenLife> = {}): Emulation {
  const workspace = openWorkspace();
  const { login, logout, signedIn } = openAccess(workspace, { now, tokenSeconds });
  const guarded = { ...userRoutes(workspace), ...groupRoutes(workspace), ...dashboardRoutes(workspace) };
  return {
    id: 'knowi-management',
    prefix: '/knowi',
    urlSetting: 'KNOWI_URL',
    credentials: { KNOWI_CLIENT_ID: client.id, KNOWI_CLIENT_SECRET: client.secret },
    expired: ({ headers }) => (headers.authorization === undefined ? undefined : failure(401, 'Access token is invalid or expired')),
    routes: {
      'POST /login': login,
      'DELETE /logout': logout,
      ...Object.fromEntries(Object.entries(guarded).map(([route, handler]) => [route, signedIn(handler)])),
      ...publicPages(workspace),
    },
    unknown: () => failure(404, 'Not found'),
  };
}
