import { group, system } from '../../src/operation/index.ts';
import * as sessions from './sessions.ts';
import * as users from './users.ts';

/** Knowi SSO: one line for each group of its documentation, in listing order. */
export const knowiSso = system({
  id: 'knowi-sso',
  title: 'Knowi SSO',
  prefix: 'knowi_sso_',
  notes:
    'Users of embedded Knowi, by name. Nothing can be read here; look with knowi_search_user (userType sso) where Knowi Management is set up.',
  groups: [group('SSO Users', users), group('SSO Sessions', sessions)],
});
