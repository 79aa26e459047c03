import type { ContentFilter } from '../core/content-filters.ts';
import { people, uuidOf } from '../core/made-up.ts';
import { table, type Table } from '../core/table.ts';

/** An SSO user; `user` is the name it signs in with. */
export interface SsoUser {
  readonly user: string;
  /** The one token that is good now. */
  readonly token: string;
  readonly groups: readonly string[];
  readonly contentFilter: readonly ContentFilter[];
  readonly role: string;
}

/** A login session. */
export interface Session {
  readonly token: string;
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The whole state of one emulated SSO directory. */
export interface Directory {
  readonly users: Table<SsoUser>;
  readonly sessions: Table<Session>;
  /** A token that was never given before. */
  readonly newToken: (kind: 'user' | 'session') => string;
}

const GROUPS = ['Sales', 'Support', 'Finance', 'Leadership', 'Clients', 'Field Ops'] as const;
/** Who signs in by SSO, as places among the made-up people; groups, filters and roles are those of the Management API's sandbox. */
const SSO_PEOPLE = [10, 15, 20, 25, 30, 35, 40, 45] as const;

/** A directory as seeded. Nobody knows the tokens of the seeded users: a client gets one by asking for a new one, as at the vendor. */
export function openDirectory(): Directory {
  let tokens = 0;
  const newToken = (kind: string) => `sandbox-sso-${kind}-${uuidOf('knowi sso', kind, ++tokens)}`;
  const users = SSO_PEOPLE.map((place): SsoUser => ({
    user: people[place]?.email ?? '',
    token: newToken('user'),
    groups: [GROUPS[place % GROUPS.length] ?? GROUPS[0]],
    contentFilter: place % 7 === 0 ? [{ fieldName: 'region', values: ['North'], operator: '=' }] : [],
    role: place % 3 === 1 ? 'user' : 'viewer',
  }));
  return {
    users: table<SsoUser>(({ user }) => user, users),
    sessions: table<Session>(({ token }) => token),
    newToken,
  };
}
