import { uuidOf } from '../../src/sandbox/core/made-up.ts';
import { openLightdash } from '../../src/sandbox/lightdash/index.ts';
import { chartId } from '../../src/sandbox/lightdash/seed-content.ts';
import { groupId, PARTS, SEED, userId } from '../../src/sandbox/lightdash/seed-access.ts';
import { contractTests, type Step } from './contract.ts';
import { LIGHTDASH_IDS, lightdashSignIn } from './lightdash-sign-in.ts';

const ADMIN = 'ApiKey <pat of demo@example.com, admin>';
const PASSWORD = 'sandbox-password';
const INVITED = { firstName: 'Nia', lastName: 'Newcomb', password: PASSWORD, inviteCode: 'sandbox-invite-104' };

const otherAdminGone: Step = {
  method: 'PATCH',
  path: `/api/v1/org/users/${userId(PARTS.otherAdmin)}`,
  body: { role: 'viewer' },
  auth: ADMIN,
};
const editorNotInGroup: Step = {
  method: 'DELETE',
  path: `/api/v1/groups/${groupId('Data team')}/members/${userId(PARTS.editor)}`,
  auth: ADMIN,
};
const verified = ['CreateEmailOneTimePasscode/ok', 'GetEmailVerificationStatus/ok right passcode'];
const grouped = ['addProjectAccessToGroup/ok'];

const OPERATIONS = `
  GetMyOrganization CreateOrganization UpdateMyOrganization DeleteMyOrganization ListOrganizationProjects
  ListOrganizationMembers GetOrganizationMemberByUuid UpdateOrganizationMember DeleteOrganizationMember
  ListOrganizationEmailDomains UpdateOrganizationEmailDomains CreateGroupInOrganization ListGroupsInOrganization
  getGroup deleteGroup updateGroup addUserToGroup removeUserFromGroup getGroupMembers addProjectAccessToGroup
  updateProjectAccessForGroup removeProjectAccessFromGroup ListSpacesInProject CreateSpaceInProject GetSpace
  UpdateSpace DeleteSpace AddSpaceUserAccess RevokeSpaceAccessForUser AddSpaceGroupAccess RevokeGroupSpaceAccess
  getUserAttributes createUserAttribute updateUserAttribute removeUserAttribute GetAuthenticatedUser
  RegisterUser CreateEmailOneTimePasscode GetEmailVerificationStatus ListMyAvailableOrganizations
  JoinOrganization DeleteMe getWarehouseCredentials createWarehouseCredentials updateWarehouseCredentials
  deleteWarehouseCredentials getLoginOptions createSshKeyPair getAccessToken uploadGsheet getSlackChannels
  UpdateCustomSettings installGithubAppForOrganization githubOauthCallback uninstallGithubAppForOrganization
  getGithubListRepositories GetConfiguration CreatePullRequestForChartFields CreatePullRequestForCustomMetrics
  getNotifications updateNotification CreateShareUrl getShareUrl GetProject GetProjectAccessList
  GrantProjectAccessToUser GetProjectMemberAccess UpdateProjectAccessForUser RevokeProjectAccessForUser
  GetProjectGroupAccesses getUserWarehouseCredentialsPreference updateUserWarehouseCredentialsPreference
  updateProjectMetadata updateProjectSemanticLayerConnection deleteProjectSemanticLayerConnection createPreview
  updateSchedulerSettings
`;

contractTests('Lightdash: organisation, access, accounts and integrations', {
  open: () => openLightdash(),
  // Two settings of a deployment change answers; the label says which.
  openFor: (key) =>
    openLightdash({ multipleOrganizations: !key.includes('ALLOW_MULTIPLE_ORGS=false'), slack: /SLACK|Slack conf/.test(key) }),
  recordings: 'lightdash',
  operations: OPERATIONS.trim().split(/\s+/),
  keys: [
    'health',
    'livez',
    'login',
    'login wrong password',
    'list PATs with session',
    'list PATs with PAT (session only)',
    'create PAT',
    'unknown GET path',
    'unknown POST path',
  ].map((label) => `_undocumented/${label}`),
  translate: {
    ...LIGHTDASH_IDS,
    'add853d8-dfe5-4764-97c5-f6c7065b6998': chartId(SEED.marketing, 'Revenue by payment method'),
    // The first organisation that is made, and the state of the first GitHub installation.
    'ce8eedb4-f8ed-44d9-abf1-e50f4622f588': uuidOf('lightdash new', 'organization', 1),
    '127_Ko3J7Sh4Iiqjqn67Eqnah': uuidOf('lightdash new', 'github', 1).replaceAll('-', ''),
  },
  signIn: lightdashSignIn,
  before: {
    'GetMyOrganization/ok after update': ['UpdateMyOrganization/ok', 'UpdateMyOrganization/ok defaultProjectUuid'],
    'GetMyOrganization/ok after joining': ['UpdateMyOrganization/ok defaultProjectUuid', ...verified, 'JoinOrganization/ok'],
    'GetMyOrganization/ok new organisation': ['CreateOrganization/ok'],
    'DeleteMyOrganization/error: other organisation': ['CreateOrganization/ok'],
    'DeleteMyOrganization/ok': ['CreateOrganization/ok'],
    'UpdateOrganizationMember/error: demote the last admin': [otherAdminGone],
    'DeleteOrganizationMember/error: last admin': [otherAdminGone],
    'DeleteOrganizationMember/again': ['DeleteOrganizationMember/ok'],
    'getGroup/error: deleted group': ['deleteGroup/ok'],
    'deleteGroup/again': ['deleteGroup/ok'],
    'addUserToGroup/ok again (already member)': ['addUserToGroup/ok'],
    'addUserToGroup/ok second user': [editorNotInGroup],
    'removeUserFromGroup/ok': ['addUserToGroup/ok'],
    'addProjectAccessToGroup/duplicate': grouped,
    'updateProjectAccessForGroup/ok': grouped,
    'removeProjectAccessFromGroup/ok': grouped,
    'GrantProjectAccessToUser/duplicate grant': ['GrantProjectAccessToUser/ok'],
    'GetProjectMemberAccess/ok': ['GrantProjectAccessToUser/ok'],
    'GetProject/ok with semantic layer': ['updateProjectSemanticLayerConnection/ok'],
    'getUserWarehouseCredentialsPreference/ok': ['updateUserWarehouseCredentialsPreference/ok'],
    'GetSpace/ok viewer after share': ['AddSpaceUserAccess/ok'],
    'GetSpace/ok with user and group access': ['AddSpaceUserAccess/ok', 'AddSpaceGroupAccess/ok'],
    'GetSpace/error: deleted space': ['DeleteSpace/ok'],
    'DeleteSpace/error: deleted space': ['DeleteSpace/ok'],
    'GetAuthenticatedUser/error: after DeleteMe': ['DeleteMe/ok'],
    'GetEmailVerificationStatus/ok': ['CreateEmailOneTimePasscode/ok'],
    'GetEmailVerificationStatus/wrong passcode': ['CreateEmailOneTimePasscode/ok'],
    'GetEmailVerificationStatus/ok right passcode': ['CreateEmailOneTimePasscode/ok'],
    'ListMyAvailableOrganizations/ok': verified,
    'JoinOrganization/ok': verified,
    'githubOauthCallback/matching state, no code': ['installGithubAppForOrganization/ok'],
    'githubOauthCallback/matching state, code cannot be exchanged (no GitHub here)': ['installGithubAppForOrganization/ok'],
  },
  change: {
    // The recordings' groups and attribute exist here already.
    'CreateGroupInOrganization/ok': { body: { name: 'Recorded team' } },
    'CreateGroupInOrganization/ok with members': { body: { name: 'Recorded team', members: [{ userUuid: userId(PARTS.viewer) }] } },
    'createUserAttribute/ok': {
      body: {
        name: 'recorded',
        description: 'A recorded attribute',
        attributeDefault: null,
        users: [{ userUuid: userId(PARTS.viewer), value: 'EMEA' }],
        groups: [{ groupUuid: groupId('Data team'), value: 'APAC' }],
      },
    },
    // Redacted passwords and codes that matter. The recordings name who registers; nobody is signed in yet.
    'RegisterUser/ok': { body: INVITED, auth: 'none' },
    'RegisterUser/ok with invite code: editor': { body: INVITED, auth: 'none' },
    'RegisterUser/ok with invite code: member': { body: INVITED, auth: 'none' },
    'RegisterUser/ok with invite code: viewer': { body: INVITED, auth: 'none' },
    ...Object.fromEntries(
      ['', ' #2', ' #3', ' #4'].map((n) => [`RegisterUser/ok without invite (ALLOW_MULTIPLE_ORGS=true)${n}`, { auth: 'none' }]),
    ),
    'RegisterUser/error: weak password': { body: { email: 'x@y.example', firstName: 'A', lastName: 'B', password: 'short' } },
    '_undocumented/login': { auth: 'none' },
    '_undocumented/login wrong password': { body: { email: 'robin.steward@example.com', password: 'wrong' } },
  },
  exceptions: {},
});
