import type { Ask, Handler } from '../core/emulation.ts';
import { refusal } from './calls.ts';
import type { Directory, Session } from './directory.ts';

/** Minutes that a session may idle once it is in use, by the vendor's word. */
const IDLE_MINUTES = 120;

/**
 * What a session token opens, outside the documented four: the page after signing in (here a plain text that says who sees what,
 * which is how the writes above are read back), the group list, and signing out.
 */
export function sessionPages({ users, sessions }: Directory, now: () => number): Readonly<Record<string, Handler>> {
  const live = ({ query }: Ask): Session => {
    const session = sessions.get(query.get('token') ?? '');
    if (!session || session.expiresAt <= now()) throw refusal(401, 'The session has ended');
    return session;
  };
  const holder = (ask: Ask) => {
    const session = live(ask);
    const expiresAt = Math.max(session.expiresAt, now() + IDLE_MINUTES * 60_000);
    sessions.patch(session.token, { expiresAt });
    return users.get(session.user);
  };
  return {
    'GET /sso/user/login': (ask) => {
      const user = holder(ask);
      const rows = user?.contentFilter.length ? JSON.stringify(user.contentFilter) : 'all';
      return {
        status: 200,
        body: `Signed in: ${user?.user}\nRole: ${user?.role}\nGroups: ${user?.groups.join(', ') || 'none'}\nRows: ${rows}\n`,
      };
    },
    'GET /sso/groups': (ask) => ({ status: 200, body: { list: (holder(ask)?.groups ?? []).map((groupName) => ({ groupName })) } }),
    'PUT /sso/user/logout': (ask) => {
      sessions.remove(live(ask).token);
      return { status: 200 };
    },
  };
}
