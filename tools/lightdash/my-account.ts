import { z } from 'zod';
import { create, read, remove, run, secret, update } from '../../src/operation/index.ts';
import { counted, found, lacks, named, person } from './says-access.ts';

export const getAuthenticatedUser = read({
  id: 'GetAuthenticatedUser',
  name: 'lightdash_get_me',
  title: 'Get own account',
  description: 'The account that this server works as: e-mail, role, organization, what it may do.',
  words:
    'who am I, whoami, which account or login does this server use, connected as, my role, my permissions, test connection, ' +
    'wer bin ich, mein Konto, qui suis-je, quién soy',
  route: 'GET /api/v1/user',
  note: 'abilityRules lists every permission and is long.',
});

export const registerUser = create({
  id: 'RegisterUser',
  name: 'lightdash_register_user',
  title: 'Register user',
  description: 'Creates an account with a password: from an invitation (inviteCode) or without one (email).',
  words:
    'sign up, accept invitation, activate account, new user, onboard, Benutzer registrieren, Einladung annehmen, créer un compte, ' +
    'crear cuenta',
  route: 'POST /api/v1/user',
  needs: 'none',
  body: {
    firstName: z.string().min(1),
    lastName: z.string().min(1),
    password: secret(z.string().min(8)).describe('At least 8 characters, a letter and a digit or symbol.'),
    inviteCode: secret(z.string().min(1)).optional(),
    email: z.email().optional(),
  },
  grants: true,
  note: 'Without an invitation most self-hosted servers refuse.',
  unreadable: 'An invitation cannot be read before it is used, and the account does not exist yet.',
  says: ({ input }) =>
    `Create an account for ${input.firstName} ${input.lastName}` +
    (input.inviteCode === undefined
      ? `, ${input.email ?? 'no e-mail address given'}, without an invitation.`
      : ' from an invitation, which decides e-mail address, organization and role.'),
  undo: 'Delete the member.',
});

export const createEmailOneTimePasscode = run({
  id: 'CreateEmailOneTimePasscode',
  name: 'lightdash_send_email_passcode',
  title: 'Send e-mail passcode',
  description: "Sends a one-time passcode to the session account's own e-mail address, to verify it.",
  words: 'verify my email, otp, confirmation code, resend code, Bestätigungscode, code de vérification, código de verificación',
  route: 'PUT /api/v1/user/me/email/otp',
  needs: 'session',
  openWorld: true,
});

export const getEmailVerificationStatus = read({
  id: 'GetEmailVerificationStatus',
  name: 'lightdash_get_email_status',
  title: 'Get e-mail verification',
  description: "Whether the session account's e-mail address is verified. With passcode, verifies it; wrong tries are counted.",
  words: 'is my email verified, enter code, submit otp, E-Mail bestätigt, adresse vérifiée, correo verificado',
  route: 'GET /api/v1/user/me/email/status',
  needs: 'session',
  query: { passcode: secret(z.string()).optional() },
});

export const listMyAvailableOrganizations = read({
  id: 'ListMyAvailableOrganizations',
  name: 'lightdash_list_joinable_organizations',
  title: 'List joinable organizations',
  description: 'Organizations that the account may join because of its e-mail domain.',
  words: 'which companies can I join, available workspaces, beitreten, organisations disponibles, organizaciones disponibles',
  route: 'GET /api/v1/user/me/allowedOrganizations',
  brief: ['organizationUuid', 'name', 'membersCount'],
});

export const joinOrganization = update({
  id: 'JoinOrganization',
  name: 'lightdash_join_organization',
  title: 'Join organization',
  description: 'Makes the account a member of an organization that its verified e-mail domain lets in.',
  words: 'become a member, enter company workspace, Organisation beitreten, rejoindre, unirse',
  route: 'POST /api/v1/user/me/joinOrganization/{organizationUuid}',
  path: { organizationUuid: z.guid().describe('From lightdash_list_joinable_organizations.') },
  grants: true,
  before: { me: getAuthenticatedUser, organizations: listMyAvailableOrganizations },
  says: ({ me, organizations, input }) => {
    const one = found(organizations, 'organizationUuid', input.organizationUuid);
    const members = one?.['membersCount'];
    const size = typeof members === 'number' ? ` with ${counted(members, 'member')}` : '';
    const closed = lacks(organizations, 'organizationUuid', input.organizationUuid) ? ', which is not among those it may join' : '';
    return (
      `Join ${person(me)}, the account of this server, to the organization ${named(one, input.organizationUuid)}${size}${closed}. ` +
      'Its settings decide the role.'
    );
  },
  undo: 'An admin of that organization must delete the account.',
});

export const deleteMe = remove({
  id: 'DeleteMe',
  name: 'lightdash_delete_me',
  title: 'Delete own account',
  description: 'Deletes the account that this server signs in with. Nothing more can be done as it afterwards.',
  words: 'close my account, erase myself, quit Lightdash, eigenes Konto löschen, supprimer mon compte, eliminar mi cuenta',
  route: 'DELETE /api/v1/user/me',
  needs: 'session',
  // The session may belong to another account than the token: only a session read tells whose it is.
  before: { session: getEmailVerificationStatus, token: getAuthenticatedUser },
  says: ({ session, token }) => {
    const email = session?.email ?? 'unknown';
    const whose = email === token?.email ? person(token) : `${email} (not ${token?.email ?? 'unknown'}, whose token this server uses)`;
    return (
      `Delete the account ${whose}, with which this server signs in to Lightdash. ` +
      'Its accesses and tokens are lost and this server stops working with it.'
    );
  },
  undo: 'Cannot be undone; an admin can invite the person anew.',
});

export const getLoginOptions = read({
  id: 'getLoginOptions',
  name: 'lightdash_get_login_options',
  title: 'Get login options',
  description: 'Ways to sign in, in general or for one e-mail address: password, SSO providers, forced redirect.',
  words: 'which sso, how do people log in, google okta azure login, identity provider, Anmeldung, options de connexion, opciones de acceso',
  route: 'GET /api/v1/user/login-options',
  needs: 'none',
  query: { email: z.email().optional() },
});
