import { group, system } from '../../src/operation/index.ts';
import * as accounts from './accounts.ts';
import * as actors from './actors.ts';
import * as passwords from './iam-passwords.ts';
import * as sessions from './iam-sessions.ts';
import * as tokens from './iam-tokens.ts';
import * as roleAssignmentsBatch from './role-assignments-batch.ts';
import * as roleAssignmentsWrite from './role-assignments-write.ts';
import * as roleAssignments from './role-assignments.ts';
import * as teamsBatch from './teams-batch.ts';
import * as teamsWrite from './teams-write.ts';
import * as teams from './teams.ts';
import * as userGroupsBatch from './user-groups-batch.ts';
import * as userGroups from './user-groups.ts';
import * as userPreferences from './user-preferences.ts';
import * as usersBatch from './users-batch.ts';
import * as usersWrite from './users-write.ts';
import * as users from './users.ts';

/** CISO Assistant, sign-in and users: one line for each group of its documentation, in listing order. */
export const cisoAssistant = system({
  id: 'ciso-assistant',
  title: 'CISO Assistant',
  prefix: 'ciso_',
  notes:
    'Ids are UUIDs from the list tools. Rights come from user groups, written on the user; role assignments are closed to ' +
    'everybody in a stock installation.',
  groups: [
    group('users', users, usersWrite, usersBatch),
    group('user-groups', userGroups, userGroupsBatch),
    group('teams', teams, teamsWrite, teamsBatch),
    group('actors', actors),
    group('role-assignments', roleAssignments, roleAssignmentsWrite, roleAssignmentsBatch),
    group('iam', sessions, tokens, passwords),
    group('user-preferences', userPreferences),
    group('accounts', accounts),
  ],
});
