import { uuidOf } from '../core/made-up.ts';
import type { Ask } from '../core/emulation.ts';
import { bodyOf } from './body.ts';
import { checked, isUuid, type Fields, type Values } from './fields.ts';
import type { Acts } from './guard.ts';
import type { State, User } from './model.ts';
import { answer, empty, error, failure } from './reply.ts';
import { rolesOf } from './rights.ts';

const COMMON = new Set(
  'password password1 passw0rd 123456 1234567 12345678 123456789 1234567890 qwerty qwerty123 letmein iloveyou admin123'.split(' '),
);
const SECRET = { kind: 'text', max: 128, required: true } as const;
const NEW: Fields = { new_password: SECRET, confirm_new_password: SECRET };

/** What a mailed link carries to set a new password: made of the old one, so that it works once. */
export function resetLink({ id, password }: Pick<User, 'id' | 'password'>): { readonly uidb64: string; readonly token: string } {
  return { uidb64: Buffer.from(id).toString('base64url'), token: uuidOf('ciso reset', id, password).replaceAll('-', '') };
}

/** Passwords: one's own, somebody else's, and a forgotten one. Tokens outlive every change. */
export function passwordActs(state: State): Acts {
  const { users, deployment } = state;
  const set = ({ id }: User, values: Values) => users.patch(id, { password: String(values['new_password']) });

  const confirmReset = (ask: Ask) => {
    const text = { kind: 'text', required: true } as const;
    const values = checkedNew(ask, { uidb64: text, token: text, ...NEW });
    const id = Buffer.from(String(values['uidb64']), 'base64url').toString('utf8');
    if (!isUuid(id)) throw failure();
    const user = users.get(id);
    if (!user?.is_active || resetLink(user).token !== values['token']) throw error(400, 'The link is invalid or has expired.');
    set(user, values);
    return empty(200);
  };

  return {
    'POST /api/iam/change-password/': ({ ask, caller }) => {
      const values = checkedNew(ask, { old_password: SECRET, ...NEW });
      if (values['old_password'] !== caller.password)
        throw answer(['Your old password was entered incorrectly. Please enter it again.'], 400);
      set(caller, values);
      return empty(200);
    },
    'POST /api/iam/set-password/': ({ ask, caller }) => {
      const values = checkedNew(ask, { user: { kind: 'link', required: true, known: (id) => users.get(id) !== undefined }, ...NEW });
      // A missing right is told as if the token were wrong, but without a word.
      if (!rolesOf(state, caller).includes('BI-RL-ADM')) return empty(401);
      const user = users.get(String(values['user']));
      if (user) set(user, values);
      return empty(200);
    },
    'POST /api/iam/password-reset/': {
      open: (ask) => {
        const { email } = bodyOf(ask).values;
        if (deployment.mail === 'none') throw error(500, 'Email server not configured, please contact your administrator');
        if (email === undefined) throw failure();
        // The same for known and unknown addresses, and when the mail server refuses.
        return empty(202);
      },
    },
    'POST /api/iam/password-reset/confirm/': { open: confirmReset },
  };
}

/** Fields with a new password twice. Throws 400 where the two differ or are too easily guessed. */
function checkedNew(ask: Ask, fields: Fields): Values {
  const values = checked(fields, bodyOf(ask), 'create');
  const password = String(values['new_password']);
  if (password !== values['confirm_new_password']) throw answer({ confirm_new_password: ["The two password fields didn't match."] }, 400);
  const weak = [
    password.length < 8 ? 'This password is too short. It must contain at least 8 characters.' : '',
    COMMON.has(password.toLowerCase()) ? 'This password is too common.' : '',
    /^\d+$/.test(password) ? 'This password is entirely numeric.' : '',
  ].filter(Boolean);
  if (weak.length > 0) throw answer({ new_password: weak }, 400);
  return values;
}
