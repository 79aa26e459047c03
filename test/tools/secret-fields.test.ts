import { expect, it } from 'vitest';
import { secretArguments } from '../../src/operation/index.ts';
import { systems } from '../../tools/index.ts';

/** Every operation that takes or hands out a secret, by its tool: the secret arguments, and the paths of secrets in its answer. */
const SECRETS: Readonly<Record<string, readonly [takes: readonly string[], mints: readonly string[]]>> = {
  knowi_create_user: [['password'], []],
  knowi_list_dashboards: [[], ['*.url']],
  knowi_get_dashboard: [[], ['url']],
  knowi_create_share_url: [[], ['shareUrl']],
  knowi_create_secure_share_url: [[], ['secureShareUrl']],
  knowi_create_secure_share_hash: [[], ['secureHash']],
  knowi_sso_create_user: [[], ['userToken']],
  knowi_sso_create_session: [['userToken'], ['sessionToken']],
  knowi_sso_delete_user: [['userToken'], []],
  ciso_create_access_token: [[], ['token']],
  ciso_create_session_token: [[], ['token']],
  ciso_log_in: [[], ['token']],
  ciso_change_own_password: [['old_password', 'new_password', 'confirm_new_password'], []],
  ciso_confirm_password_reset: [['token', 'new_password', 'confirm_new_password'], []],
  ciso_set_user_password: [['new_password', 'confirm_new_password'], []],
  lightdash_get_email_status: [['passcode'], []],
  lightdash_register_user: [['password', 'inviteCode'], []],
  lightdash_create_warehouse_credentials: [['credentials.password', 'credentials.keyfileContents', 'credentials.personalAccessToken'], []],
  lightdash_update_warehouse_credentials: [['credentials.password', 'credentials.keyfileContents', 'credentials.personalAccessToken'], []],
  lightdash_rotate_access_token: [[], ['token']],
  lightdash_set_semantic_layer: [['token'], []],
  lightdash_finish_github_install: [['code', 'state'], []],
  lightdash_get_google_access_token: [[], ['']],
  knowledgeowl_list_readers: [[], ['*.password']],
  knowledgeowl_get_reader: [[], ['password']],
  knowledgeowl_create_reader: [
    ['password', 'temp-pass'],
    ['password', 'temp-pass'],
  ],
  knowledgeowl_update_reader: [['password'], ['password']],
};

it('every secret that an operation takes or hands out is marked, and nothing else', () => {
  const marked = systems
    .flatMap(({ groups }) => groups.flatMap(({ operations }) => operations))
    .map((operation) => [operation.name, [secretArguments(operation), operation.mints]] as const)
    .filter(([, [takes, mints]]) => takes.length + mints.length > 0);
  expect(Object.fromEntries(marked)).toEqual(SECRETS);
});
