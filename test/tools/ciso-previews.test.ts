import { describe, expect, it } from 'vitest';
import { asks, asksBecause, checkInput } from '../../src/operation/index.ts';
import { generateSamlKeys } from '../../tools/ciso-assistant/accounts.ts';
import { revokeAccessToken } from '../../tools/ciso-assistant/iam-tokens.ts';
import { changeOwnPassword, confirmPasswordReset } from '../../tools/ciso-assistant/iam-passwords.ts';
import { logOut, logOutEverywhere } from '../../tools/ciso-assistant/iam-sessions.ts';
import { cisoAssistant } from '../../tools/ciso-assistant/index.ts';
import { updateTeam } from '../../tools/ciso-assistant/teams-write.ts';
import { batchUserGroups } from '../../tools/ciso-assistant/user-groups-batch.ts';
import { deleteUserGroup, updateUserGroup } from '../../tools/ciso-assistant/user-groups.ts';
import { createUser, updateUser } from '../../tools/ciso-assistant/users-write.ts';
import { deleteUser } from '../../tools/ciso-assistant/users.ts';
import { argumentsOf, recordedExchanges } from '../vendor/recordings.ts';

import { ADA, ADMINS, admins, BEN, READERS, readers, small, TEAM, told, user } from './ciso-small.ts';

describe('what cuts the server off says so', () => {
  it.each([logOut, logOutEverywhere, changeOwnPassword])('$name', async (operation) => {
    const text = await told(
      operation,
      operation === changeOwnPassword ? { old_password: 'a', new_password: 'b', confirm_new_password: 'b' } : {},
    );
    expect(text).toContain(`ada@example.com (${ADA})`);
    expect(text).toMatch(/cuts the server itself off|is cut off/);
  });

  it('deleting or deactivating its own account', async () => {
    const users_retrieve = user(ADA, 'ada@example.com', [admins]);
    expect(await told(deleteUser, { id: ADA }, { ...small, users_retrieve })).toContain('it would cut itself off');
    expect(await told(updateUser, { id: ADA, is_active: false }, { ...small, users_retrieve })).toContain('it cuts itself off');
    expect(await told(updateUser, { id: BEN, is_active: false })).not.toContain('itself');
  });

  it('revoking a token that may be its own', async () => {
    expect(await told(revokeAccessToken, { id: 'd1' })).toContain('Revoke the personal access token "nightly"');
    expect(await told(revokeAccessToken, { id: 'd2' })).toContain('not among the personal access tokens');
  });
});

describe('single changes', () => {
  it('a day on which the only administrator is deactivated is warned of, also when the group is kept', async () => {
    const users_retrieve = user(ADA, 'ada@example.com', [admins]);
    const change = { id: ADA, expiry_date: '2026-03-01', user_groups: [ADMINS] };
    const text = await told(updateUser, change, { ...small, users_retrieve });
    expect(text).toContain('The account is deactivated after 2026-03-01.');
    expect(text).toContain('it cuts itself off');
    expect(text).toContain('WARNING: no active administrator stays');
    expect(await told(updateUser, { id: BEN, expiry_date: '2026-03-01' })).not.toContain('WARNING');
    expect(await told(updateUser, { id: ADA, expiry_date: null }, { ...small, users_retrieve })).not.toMatch(/deactivated|WARNING/);
  });

  it.each([
    [{ is_active: false, user_groups: [ADMINS] }, true],
    [{ expiry_date: '2026-03-01' }, true],
    [{ is_active: false, user_groups: [ADMINS], is_superuser: false }, false],
  ])('a superuser is not said to be locked out by %j: %s', async (change, isKept) => {
    const users_retrieve = { ...user(ADA, 'ada@example.com', [admins]), is_superuser: true };
    const text = await told(updateUser, { id: ADA, ...change }, { ...small, users_retrieve });
    expect(text.includes('which the system keeps active all the same')).toBe(isKept);
    expect(/WARNING|locked out|cuts itself off/.test(text)).toBe(!isKept);
  });

  it('another group that gets the name of the administrators is warned of', async () => {
    const answers = { ...small, user_groups_retrieve: readers, user_groups_object_retrieve: { id: READERS, name: 'BI-UG-AUD' } };
    const taken = 'under that name the system takes its members for administrators';
    expect(await told(updateUserGroup, { id: READERS, name: 'BI-UG-ADM' }, answers)).toContain(taken);
    expect(await told(updateUserGroup, { id: READERS, name: 'Other' }, answers)).not.toContain(taken);
    expect(await told(updateUserGroup, { id: ADMINS, name: 'BI-UG-ADM' })).not.toContain(taken);
    const batch = { action: 'change_field', ids: [READERS], field: 'name' };
    expect(await told(batchUserGroups, { ...batch, value: 'BI-UG-ADM' })).toContain(taken);
    expect(await told(batchUserGroups, { ...batch, value: 'Other' })).not.toContain(taken);
  });

  it('deleting a user shows the cascade', async () => {
    const text = await told(deleteUser, { id: BEN });
    expect(text).toContain(`Delete the account of ben@example.com (${BEN}), a member of "Finance - Reader" (${READERS})`);
    expect(text).toContain('Deleted with it: 1 actor (Ben Reader).');
    expect(text).toContain('Kept, but cut loose: 1 user group (Finance - Reader).');
  });

  it('claims nothing about what could not be read', async () => {
    const { users_cascade_info_retrieve: _, ...blind } = small;
    const text = await told(deleteUser, { id: BEN }, blind);
    expect(text).toContain('could not be read completely');
    expect(text).toContain('What else goes with it could not be read.');
    expect(text).not.toContain('Nothing else');
  });

  it('deleting a group names who loses it', async () => {
    expect(await told(deleteUserGroup, { id: READERS })).toContain('1 user (ben@example.com)');
  });

  it('replacing groups names what is won and lost', async () => {
    const text = await told(updateUser, { id: BEN, user_groups: [ADMINS] });
    expect(text).toContain(`Groups taken away: "Finance - Reader" (${READERS}). Groups given: "Global - Administrator" (${ADMINS}).`);
  });

  it('inviting somebody names the groups and a twin of the address', async () => {
    const text = await told(createUser, { email: 'Ben@example.com', user_groups: [READERS] });
    expect(text).toContain('"Finance - Reader"');
    expect(text).toContain(`There is ben@example.com (${BEN}) already`);
  });

  it('replacing members names who leaves', async () => {
    const text = await told(updateTeam, { id: TEAM, members: [ADA], leader: null });
    expect(text).toContain(`Members: ada@example.com (${ADA}).`);
    expect(text).toContain(`No longer members: "Ben Reader" (${BEN})`);
    expect(text).toContain('The leader was "Ada Admin"');
  });

  it('renaming the administrators group warns', async () => {
    expect(await told(updateUserGroup, { id: ADMINS, name: 'Bosses' })).toContain('no longer protects the last administrator');
    expect(await told(updateUserGroup, { id: ADMINS, builtin: false })).toContain('Without the built-in mark the group can be deleted.');
    expect(asksBecause(updateUserGroup, { id: ADMINS, description: 'x' })).toBeUndefined();
  });

  it('the first SAML certificate can be made although there is none to read', async () => {
    const text = await told(generateSamlKeys, { organization_slug: '0' });
    expect(text).toContain('could not be read completely');
    expect(text).toContain('if there are any, are overwritten');
  });

  it('a reset link names the account in it', async () => {
    const args = {
      uidb64: Buffer.from(BEN).toString('base64url'),
      token: 't-0',
      new_password: 'made-up-1',
      confirm_new_password: 'made-up-1',
    };
    expect(await told(confirmPasswordReset, args)).toContain(`ben@example.com (${BEN})`);
  });
});

describe('every operation that asks', () => {
  const operations = cisoAssistant.groups.flatMap((group) => group.operations).filter((operation) => asks(operation) !== 'never');
  const recorded = recordedExchanges('ciso-assistant');

  it.each(operations)('$name says something although nothing could be read', (operation) => {
    const inputs = recorded
      .filter(({ operationId }) => operationId === operation.id)
      .map((exchange) =>
        argumentsOf(operation, { ...exchange, request: { ...exchange.request, path: exchange.request.path.replace(/^\/api/, '') } }),
      )
      .filter((args) => 'args' in checkInput(operation, args));
    for (const input of [...inputs, ...(operation.id === 'iam_login_create' ? [{}] : [])]) {
      expect(operation.says?.({ input }), JSON.stringify(input)).toMatch(/\w.*\.$/s);
      expect(operation.says?.({ input })).not.toMatch(/undefined|\[object/);
    }
    expect(inputs.length > 0 || ['iam_login_create', 'iam_auth_tokens_destroy'].includes(operation.id)).toBe(true);
  });
});
