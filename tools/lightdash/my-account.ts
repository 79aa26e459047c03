import * as z from 'zod';
import { create, read, remove, run, secret, update } from '../../src/operation/index.ts';
import { counted, found, lacks, named, person } from './says-access.ts';
import { uuid } from './vocabulary.ts';

export const getAuthenticatedUser = read({
  id: 'GetAuthenticatedUser',
  name: 'lightdash_get_me',
  title: 'Get own account',
  description: 'The account that this server works as: e-mail, role, organization, what it may do.',
  words:
    'who am I, whoami, which account or login does this server use, connected as, my role, my permissions, test connection, ' +
    'wer bin ich, mein Konto, qui suis-je, quién soy, what is my role, under which account does this run, signed in as whom, ' +
    'my own profile, show my user, als wer bin ich angemeldet, meine Rolle, mon compte, mon rôle, mi cuenta, mi rol',
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
    'crear cuenta, create user, create account, register with an invite code, accept the invitation I got, ' +
    'sign somebody up with e-mail and password, make an account for a new colleague, invite user, neues Konto erstellen, ' +
    'Benutzer anlegen, sich registrieren, accepter l’invitation, créer un utilisateur, inscrire quelqu’un, aceptar la invitación, ' +
    'crear usuario, registrar a alguien',
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
  words:
    'verify my email, otp, confirmation code, resend code, Bestätigungscode, code de vérification, código de verificación, ' +
    'send me the verification code again, mail me a one-time code, code to confirm my address, request passcode, ' +
    'Code erneut senden, Einmalcode schicken, envoyer le code de vérification, renvoyer le code, enviar el código de un solo uso, ' +
    'reenviar el código, new code please the old one expired',
  route: 'PUT /api/v1/user/me/email/otp',
  needs: 'session',
  openWorld: true,
});

export const getEmailVerificationStatus = read({
  id: 'GetEmailVerificationStatus',
  name: 'lightdash_get_email_status',
  title: 'Get e-mail verification',
  description: "Whether the session account's e-mail address is verified. With passcode, verifies it; wrong tries are counted.",
  words:
    'is my email verified, enter code, submit otp, E-Mail bestätigt, adresse vérifiée, correo verificado, ' +
    'is my mail address confirmed yet, enter the six digit code I got by mail, check verification of my address, ' +
    'verify address with passcode, ist meine Adresse bestätigt, Code eingeben, mon adresse est-elle vérifiée, saisir le code reçu, ' +
    'está verificado mi correo, introducir el código, did the confirmation of my e-mail go through, has my address been verified',
  route: 'GET /api/v1/user/me/email/status',
  needs: 'session',
  query: { passcode: secret(z.string()).optional() },
});

export const listMyAvailableOrganizations = read({
  id: 'ListMyAvailableOrganizations',
  name: 'lightdash_list_joinable_organizations',
  title: 'List joinable organizations',
  description: 'Organizations that the account may join because of its e-mail domain.',
  words:
    'which companies can I join, available workspaces, beitreten, organisations disponibles, organizaciones disponibles, ' +
    'which organizations can I join, organizations open to my mail domain, where could I become a member, ' +
    'welchen Organisationen kann ich beitreten, quelles organisations puis-je rejoindre, a qué organizaciones puedo unirme, ' +
    'companies that would take me because of my mail address, where does my mail domain let me in',
  route: 'GET /api/v1/user/me/allowedOrganizations',
  brief: ['organizationUuid', 'name', 'membersCount'],
});

export const joinOrganization = update({
  id: 'JoinOrganization',
  name: 'lightdash_join_organization',
  title: 'Join organization',
  description: 'Makes the account a member of an organization that its verified e-mail domain lets in.',
  words:
    'become a member, enter company workspace, Organisation beitreten, rejoindre, unirse, join the organization of our company, ' +
    'let me in because of my mail domain, enter an existing workspace, der Organisation beitreten, in die Firma eintreten, ' +
    'rejoindre l’organisation, entrer dans l’organisation, unirse a la organización, entrar en la organización, ' +
    'let me in to our firm’s existing organization',
  route: 'POST /api/v1/user/me/joinOrganization/{organizationUuid}',
  path: { organizationUuid: uuid.describe('From lightdash_list_joinable_organizations.') },
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
  words:
    'close my account, erase myself, quit Lightdash, eigenes Konto löschen, supprimer mon compte, eliminar mi cuenta, ' +
    'delete my own account, I want to leave for good, remove myself, terminate my user, mein Konto löschen, mich selbst entfernen, ' +
    'me supprimer, fermer mon compte, borrar mi propia cuenta, cerrar mi cuenta',
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
  words:
    'can somebody sign in with a password or only SSO, which sso, how do people log in, google okta azure login, ' +
    'identity provider, Anmeldung, options de connexion, opciones de acceso, how can this person sign in, password or google, ' +
    'which sign-in methods are switched on, authentication methods for an address, welche Anmeldeverfahren, ' +
    'wie kann man sich anmelden, méthodes de connexion, comment se connecter, métodos de inicio de sesión, cómo puede entrar',
  route: 'GET /api/v1/user/login-options',
  needs: 'none',
  query: { email: z.email().optional() },
});
