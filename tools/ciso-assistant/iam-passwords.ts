import * as z from 'zod';
import { given, run, secret, update } from '../../src/operation/index.ts';
import { getCurrentUser } from './iam-sessions.ts';
import { named, text } from './says.ts';
import { getUser } from './users.ts';
import { password, userId } from './vocabulary.ts';

export const changeOwnPassword = update({
  id: 'iam_change_password_create',
  name: 'ciso_change_own_password',
  title: 'Change own password',
  description: 'Changes the password of the account of this server. Tokens and sessions stay valid.',
  words:
    'my password, my own Kennwort, new password for the service account, rotate own credentials, eigenes Passwort ändern, ' +
    'changer mon mot de passe, cambiar mi contraseña, change my own password I know the old one, ' +
    'rotate the service account password, choose a new password for myself, mein eigenes Kennwort ändern, altes Passwort bekannt, ' +
    'modifier mon propre mot de passe, cambiar mi propia contraseña',
  route: 'POST /iam/change-password/',
  body: { old_password: password, new_password: password, confirm_new_password: password },
  idempotent: false,
  destroys: true,
  before: { me: getCurrentUser },
  says: ({ me }) =>
    `Change the password of ${named(me)}, the account of this server. If the server signs in with that password, it is cut off ` +
    `until its settings have the new one.`,
  undo: 'Change it back the same way, if the old password is known.',
});

export const setUserPassword = update({
  id: 'iam_set_password_create',
  name: 'ciso_set_user_password',
  title: 'Set user password',
  description: 'Sets another person’s password without telling them. Their sessions and tokens stay valid. Administrators only.',
  words:
    'reset password for a user, give temporary password, locked out colleague, Passwort zurücksetzen, Kennwort setzen, ' +
    'définir mot de passe, restablecer contraseña, give somebody a temporary password, set another person’s password, ' +
    'assign a new password to a user without mail, jemandem ein neues Passwort setzen, vorläufiges Passwort, ' +
    'définir le mot de passe de quelqu’un, mot de passe provisoire, poner una contraseña a otra persona, ' +
    'asignar una contraseña nueva',
  route: 'POST /iam/set-password/',
  body: { user: userId, new_password: password, confirm_new_password: password },
  grants: true,
  before: { user: given(getUser, (input) => ({ id: input.user })), me: getCurrentUser },
  says: ({ user, me, input }) => {
    const own =
      text(me, 'id') === input.user ? ' This is the account of this server: if it signs in with the old password, it is cut off.' : '';
    return (
      `Set a new password for ${named(user, input.user)}. Whoever knows it can sign in as that person; ` +
      `the old password stops working and nobody is notified.${own}`
    );
  },
  undo: 'The old password cannot be restored; another one can be set.',
});

export const requestPasswordReset = run({
  id: 'iam_password_reset_create',
  name: 'ciso_request_password_reset',
  title: 'Send password reset mail',
  description: 'Mails a person a link to choose a new password. Answers alike for unknown addresses. Each call sends a mail.',
  words:
    'forgot password, send reset link, resend invitation, cannot log in, Passwort vergessen, Kennwort, mot de passe oublié, ' +
    'olvidé contraseña, recuperar contraseña, somebody forgot their password mail a reset link, send the password mail again, ' +
    'Mail zum Zurücksetzen des Passworts schicken, jemand hat sein Passwort vergessen, envoyer un lien de réinitialisation, ' +
    'il a oublié son mot de passe, enviar correo para restablecer la contraseña, olvidó su contraseña',
  route: 'POST /iam/password-reset/',
  needs: 'none',
  openWorld: true,
  body: { email: z.email().max(254) },
});

export const confirmPasswordReset = update({
  id: 'iam_password_reset_confirm_create',
  name: 'ciso_confirm_password_reset',
  title: 'Confirm password reset',
  description: 'Sets a new password with the secret link of a reset mail. The link works once.',
  words:
    'use reset link, finish password recovery, set password from mail, Passwort-Link einlösen, confirmer réinitialisation, ' +
    'confirmar restablecimiento, I clicked the reset mail and got uid and token, set the new password with the link from the mail, ' +
    'finish resetting a password, neues Passwort mit dem Link aus der Mail, Zurücksetzen abschließen, ' +
    'finaliser la réinitialisation du mot de passe, nouveau mot de passe avec le lien reçu, terminar de restablecer la contraseña, ' +
    'nueva contraseña con el enlace recibido',
  route: 'POST /iam/password-reset/confirm/',
  needs: 'none',
  idempotent: false,
  body: {
    uidb64: z.string().min(1).max(200).describe('From the link.'),
    token: secret(z.string().min(1).max(500).describe('From the link.')),
    new_password: password,
    confirm_new_password: password,
  },
  grants: true,
  // The account of this server comes first: it may not see the other, and then the person is told so.
  before: { me: getCurrentUser, user: given(getUser, (input) => inLink(input.uidb64)) },
  says: ({ user, input }) =>
    `Set a new password for ${named(user, inLink(input.uidb64)?.id ?? 'the account in the link')} with a reset link. ` +
    'Whoever knows it can sign in as that person; existing tokens and sessions stay valid.',
  undo: 'The old password cannot be restored; another one can be set.',
});

/** The link carries the user id in base64; undefined when it holds anything else. */
function inLink(uidb64: unknown): { readonly id: string } | undefined {
  if (typeof uidb64 !== 'string') return undefined;
  const id = Buffer.from(uidb64, 'base64url').toString('utf8');
  return z.guid().safeParse(id).success ? { id } : undefined;
}
