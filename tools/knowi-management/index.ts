import { group, system } from '../../src/operation/index.ts';
import * as authentication from './authentication.ts';
import * as dashboards from './dashboards.ts';
import * as groups from './groups.ts';
import * as userGroups from './user-groups.ts';
import * as users from './users.ts';

/** Knowi Management: one line for each group of its documentation, in listing order. */
export const knowiManagement = system({
  id: 'knowi-management',
  title: 'Knowi Management',
  prefix: 'knowi_',
  notes:
    'Ids are numbers from the list tools; lists come whole, without paging. Much of what Knowi answers is not documented, so read after writing.',
  groups: [
    group('Users', users),
    group('Groups', groups, userGroups),
    group('Dashboards', dashboards),
    group('Authentication', authentication),
  ],
});
