import { people } from '../../src/sandbox/core/made-up.ts';
import { resetLink } from '../../src/sandbox/ciso-assistant/passwords.ts';
import { PARTS, PASSWORD, userId } from '../../src/sandbox/ciso-assistant/seed.ts';
import { contractTests, type Step } from './contract.ts';
import { INACTIVE, shared } from './ciso-recorded.ts';

const LEAVER = userId(PARTS.leaver);
const emailOf = (position: number) => people[position]?.email ?? '';

const signingIn = (username: string, password = PASSWORD) => ({ body: { username, password } });
const setting = (new_password: string, confirm_new_password = new_password) => ({
  body: { user: LEAVER, new_password, confirm_new_password },
});
const changing = (new_password: string, confirm_new_password = new_password, old_password = PASSWORD) => ({
  body: { old_password, new_password, confirm_new_password },
});
const link = resetLink({ id: LEAVER, password: PASSWORD });
const resetting = (new_password: string, more = {}, confirm_new_password = new_password) => ({
  body: { ...link, new_password, confirm_new_password, ...more },
});
const NEW = 'another-sandbox-password';
const seen = (auth: string): Step => ({ method: 'GET', path: '/api/iam/current-user/', auth });
const tokensMade = ['ok', 'ok, number 2', 'ok, number 3', 'ok, number 4', 'ok, number 5'].map((label) => `iam_auth_tokens_create/${label}`);
const DEBUG = 'deployments in debug mode answer with their own pages and take cookies; the sandbox is none';

contractTests('CISO Assistant: sign-in, tokens, passwords, preferences, SAML keys', {
  ...shared,
  operations: `iam_auth_tokens_create iam_auth_tokens_destroy iam_auth_tokens_retrieve iam_change_password_create iam_current_user_retrieve
    iam_login_create iam_logout_create iam_logoutall_create iam_password_reset_confirm_create iam_password_reset_create
    iam_revoke_sessions_create iam_session_token_create iam_set_password_create user_preferences_partial_update user_preferences_retrieve
    accounts_saml_download_cert_retrieve accounts_saml_generate_keys_create`.split(/\s+/),
  before: {
    'iam_auth_tokens_create/a sixth token': tokensMade,
    'iam_auth_tokens_retrieve/five': tokensMade,
    'iam_auth_tokens_destroy/ok': tokensMade,
    'iam_auth_tokens_destroy/ok, number 2': tokensMade,
    'iam_auth_tokens_destroy/ok, number 3': tokensMade,
    'iam_auth_tokens_destroy/a second time': [...tokensMade, 'iam_auth_tokens_destroy/ok'],
    'iam_current_user_retrieve/the token stays valid after a password change': ['iam_change_password_create/ok'],
    'iam_current_user_retrieve/another session after revoke-sessions': [
      seen('other session of the throw-away user'),
      'iam_revoke_sessions_create/ok',
    ],
    'iam_current_user_retrieve/personal access token after logout with it': [
      'iam_logout_create/with a personal access token: that token is deleted',
    ],
    'iam_current_user_retrieve/personal access token after logoutall': [
      seen('second pat of the throw-away user'),
      'iam_logoutall_create/ok',
    ],
    'iam_login_create/[separate copy] right password after 12 wrong ones: no lock-out': [],
    'iam_login_create/[separate copy] two accounts differ only by letter case': [
      'users_create/[separate copy] e-mail that differs only in letter case',
      'users_create/[separate copy] e-mail that differs only in letter case (2)',
    ],
    'iam_logout_create/a second time with the same token': ['iam_logout_create/ok'],
    'iam_password_reset_confirm_create/link used twice': ['iam_password_reset_confirm_create/ok'],
    'user_preferences_retrieve/after the change': ['user_preferences_partial_update/set language'],
    'accounts_saml_download_cert_retrieve/[separate copy] ok': ['accounts_saml_generate_keys_create/[separate copy] without a body'],
    'accounts_saml_download_cert_retrieve/[separate copy] another slug: the same certificate': [
      'accounts_saml_generate_keys_create/[separate copy] without a body',
    ],
  },
  change: {
    // Passwords and tokens are redacted in the recordings.
    'iam_login_create/ok': signingIn(emailOf(PARTS.leaver)),
    'iam_login_create/e-mail in other letter case': signingIn(emailOf(PARTS.leaver).toUpperCase()),
    'iam_login_create/inactive user': signingIn(emailOf(INACTIVE)),
    'iam_login_create/[separate copy] right password after 12 wrong ones: no lock-out': signingIn(emailOf(PARTS.reader)),
    'iam_change_password_create/wrong old password': changing(NEW, NEW, 'not the password'),
    'iam_change_password_create/new passwords differ': changing(NEW, `${NEW}!`),
    'iam_change_password_create/too short and numeric': changing('123456'),
    'iam_change_password_create/common password': changing('password'),
    'iam_change_password_create/ok': changing(NEW),
    'iam_set_password_create/passwords differ': setting(NEW, `${NEW}!`),
    'iam_set_password_create/weak password': setting('12345678'),
    'iam_password_reset_confirm_create/passwords differ': resetting(NEW, {}, `${NEW}!`),
    'iam_password_reset_confirm_create/weak password': resetting('123456'),
    'iam_password_reset_confirm_create/ok': resetting(NEW),
    'iam_password_reset_confirm_create/link used twice': resetting(NEW),
  },
  exceptions: {
    'iam_login_create/[debug deployment] session cookie without CSRF token': DEBUG,
    'iam_password_reset_create/[debug deployment] email missing': DEBUG,
    'iam_revoke_sessions_create/[debug deployment] session cookie instead of a token': DEBUG,
  },
});
