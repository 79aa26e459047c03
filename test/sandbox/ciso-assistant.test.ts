import { groupId, teamId, userId } from '../../src/sandbox/ciso-assistant/seed.ts';
import { uuidOf } from '../../src/sandbox/core/made-up.ts';
import { contractTests, type Step } from './contract.ts';
import { secondAdministrator, shared } from './ciso-recorded.ts';

const OBJECTS = ['users', 'teams', 'user_groups', 'role_assignments'];
const FAMILY = 'list create retrieve update partial_update destroy cascade_info_retrieve object_retrieve batch_action_create'.split(' ');

const batchOf = (count: number) => ({
  body: { action: 'delete', ids: Array.from({ length: count }, (_, i) => `00000000-0000-0000-0000-${String(i).padStart(12, '0')}`) },
});
const idsOf = (count: number) => ({ query: { id: Array.from({ length: count }, (_, i) => userId(i)).join(',') } });

const SECOND_ASSIGNMENT = `/api/role-assignments/${uuidOf('ciso new', 'roleassignment', 2)}/`;
const ownAssignment = ['role_assignments_create/custom role: ok'];
const lastAdministratorGone = [
  'users_batch_action_create/[separate copy] the only administrator loses the administrators group: not stopped',
];
const addUser = (email: string): Step => ({ method: 'POST', path: '/api/users/', body: { email }, auth: 'admin' });

const renamed = (path: string, name: string): Step => ({ method: 'PATCH', path, body: { name }, auth: 'admin' });
const teamRenamed = (name: string) => [renamed(`/api/teams/${teamId('Payroll Review')}/`, name)];
const groupRenamed = [renamed(`/api/user-groups/${groupId('Operations', 'Night shift')}/`, 'Renamed group')];

const CHANGES_OF_AN_ASSIGNMENT = [
  'retrieve/custom role: ok',
  'object_retrieve/custom role: ok',
  'cascade_info_retrieve/custom role: ok',
  'update/custom role: ok',
  'update/custom role: name missing',
  'partial_update/custom role: ok',
  'partial_update/custom role: perimeter_folders empty',
  'destroy/custom role: ok',
  'batch_action_create/custom role: change_field, one id unknown',
  'batch_action_create/custom role: change_m2m perimeter_folders',
  'batch_action_create/custom role: delete own, built-in, unknown',
  'batch_action_create/custom role: change_field role to an unknown role: fails',
].map((key) => `role_assignments_${key}`);

const DEBUG = 'deployments in debug mode answer with their own pages and take cookies; the sandbox is none';

contractTests('CISO Assistant: users, teams, groups, role assignments, actors', {
  ...shared,
  operations: [
    ...OBJECTS.flatMap((family) => FAMILY.map((operation) => `${family}_${operation}`)),
    ...['list', 'retrieve', 'cascade_info_retrieve', 'object_retrieve'].map((operation) => `actors_${operation}`),
  ],
  before: {
    ...Object.fromEntries(CHANGES_OF_AN_ASSIGNMENT.map((key) => [key, ownAssignment])),
    'role_assignments_destroy/custom role: a second time': [...ownAssignment, 'role_assignments_destroy/custom role: ok'],
    'role_assignments_batch_action_create/[separate copy] custom role: delete two own': [
      ...ownAssignment,
      'role_assignments_create/custom role: for a group',
    ],
    'role_assignments_partial_update/custom role: ok': [...ownAssignment, 'role_assignments_update/custom role: ok'],
    'role_assignments_retrieve/[separate copy] custom role: second of the two after the failed batch delete': [
      ...ownAssignment,
      'role_assignments_create/custom role: for a group',
      { method: 'PATCH', path: SECOND_ASSIGNMENT, body: { name: 'batch 2' }, auth: 'access-manager(custom role)' },
    ],
    'users_destroy/a second time': ['users_destroy/ok'],
    'users_destroy/[separate copy] oneself, another administrator exists': [secondAdministrator],
    'users_retrieve/[separate copy] after the failed self-deletion': [secondAdministrator],
    'users_partial_update/deactivate a superuser': [secondAdministrator],
    'users_create/[separate copy] e-mail that differs only in letter case (2)': [
      'users_create/[separate copy] e-mail that differs only in letter case',
    ],
    'users_create/[separate copy] one second after that: no right': lastAdministratorGone,
    'users_create/[mail server fails] repeated after the mail failure': [addUser('mailfail@example.com')],
    'users_list/[separate copy] right after that: the answer may still come from the rights cache of another worker (up to 0.5 s)':
      lastAdministratorGone,
    'users_list/[separate copy] one second after that: only oneself is visible': lastAdministratorGone,
    'users_list/[mail server fails] the user of the failed mail exists': [addUser('mailfail@example.com')],
    'user_groups_destroy/a second time': ['user_groups_destroy/ok'],
    'user_groups_destroy/[separate copy] formerly built-in': ['user_groups_partial_update/[separate copy] builtin set to false'],
    'user_groups_partial_update/ok': groupRenamed,
    'teams_retrieve/ok': teamRenamed('Throw-away'),
    'teams_object_retrieve/ok': teamRenamed('Throw-away'),
    ...Object.fromEntries(
      ['replace members', 'clear leader', 'unknown key is ignored', 'move to another folder'].map((label) => [
        `teams_partial_update/${label}`,
        teamRenamed('Throw-away 2'),
      ]),
    ),
    'teams_destroy/a second time': ['teams_destroy/ok'],
  },
  change: {
    // The recordings keep three items of a list.
    ...Object.fromEntries(OBJECTS.map((family) => [`${family}_batch_action_create/101 ids`, batchOf(101)])),
    'users_list/[separate copy] a very long list of ids (request line over 5120 bytes): refused by the web server, not by the application':
      idsOf(135),
    'users_list/[separate copy] 100 ids in one parameter': idsOf(100),
    // The free person of the recordings keeps this address.
    'users_batch_action_create/change_field email to one value: the second fails': {
      body: { action: 'change_field', ids: [userId(60), userId(61)], field: 'email', value: 'batch.same@example.com' },
    },
  },
  exceptions: {
    'actors_object_retrieve/[debug deployment] always 500': DEBUG,
    'users_list/[debug deployment] is_applied_control_owner': DEBUG,
    'users_list/[debug deployment] Accept text/html (a browser)': DEBUG,
    'users_list/[debug deployment] session cookie instead of a token': DEBUG,
    'users_create/[debug deployment] without the final slash': DEBUG,
  },
});
