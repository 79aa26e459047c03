import { describe, expect, it } from 'vitest';
import { previewOf } from '../../src/call/preview.ts';
import { asks, asksBecause, checkInput, StewardError, type Arguments, type Operation } from '../../src/operation/index.ts';
import type { Adapter } from '../../src/vendor/index.ts';
import { generateSamlKeys } from '../../tools/ciso-assistant/accounts.ts';
import { revokeAccessToken } from '../../tools/ciso-assistant/iam-tokens.ts';
import { changeOwnPassword, confirmPasswordReset } from '../../tools/ciso-assistant/iam-passwords.ts';
import { logOut, logOutEverywhere } from '../../tools/ciso-assistant/iam-sessions.ts';
import { cisoAssistant } from '../../tools/ciso-assistant/index.ts';
import { updateTeam } from '../../tools/ciso-assistant/teams-write.ts';
import { deleteUserGroup, updateUserGroup } from '../../tools/ciso-assistant/user-groups.ts';
import { batchUsers } from '../../tools/ciso-assistant/users-batch.ts';
import { createUser, updateUser } from '../../tools/ciso-assistant/users-write.ts';
import { deleteUser } from '../../tools/ciso-assistant/users.ts';
import { argumentsOf, recordedExchanges } from '../vendor/recordings.ts';

const ADA = '00000000-0000-4000-8000-00000000000a';
const BEN = '00000000-0000-4000-8000-00000000000b';
const CAL = '00000000-0000-4000-8000-00000000000c';
const ADMINS = '00000000-0000-4000-8000-0000000000f1';
const READERS = '00000000-0000-4000-8000-0000000000f2';
const TEAM = '00000000-0000-4000-8000-0000000000e1';

const admins = { id: ADMINS, str: 'Global - Administrator', name: 'Global - Administrator', builtin: true };
const readers = { id: READERS, str: 'Finance - Reader', name: 'Finance - Reader', builtin: true };
const user = (id: string, email: string, groups: readonly object[], is_active = true) => ({ id, email, is_active, user_groups: groups });

type Answers = Readonly<Record<string, unknown>>;

/** A small CISO Assistant: Ada is the only active administrator and the account of the server; Cal was one, but is inactive. */
const small: Answers = {
  users_list: [
    user(ADA, 'ada@example.com', [admins]),
    user(BEN, 'ben@example.com', [readers]),
    user(CAL, 'cal@example.com', [admins], false),
  ],
  users_retrieve: user(BEN, 'ben@example.com', [readers]),
  iam_current_user_retrieve: { id: ADA, email: 'ada@example.com' },
  user_groups_list: [admins, readers],
  user_groups_retrieve: admins,
  user_groups_object_retrieve: { id: ADMINS, name: 'BI-UG-ADM', builtin: true },
  teams_retrieve: {
    id: TEAM,
    name: 'Blue',
    leader: { str: 'Ada Admin', id: ADA },
    deputies: [],
    members: [{ str: 'Ben Reader', id: BEN }, {}],
  },
  iam_auth_tokens_retrieve: [{ name: 'nightly', created: '2026-01-01', expiry: '2026-02-01', digest: 'd1' }],
  users_cascade_info_retrieve: {
    deleted: { count: 1, grouped_objects: [{ model: 'Actor', verbose_name: 'actor', objects: [{ id: 'x', name: 'Ben Reader' }] }] },
    affected: {
      count: 1,
      grouped_objects: [{ model: 'UserGroup', verbose_name: 'user group', objects: [{ id: 'y', name: 'Finance - Reader' }] }],
    },
  },
  user_groups_cascade_info_retrieve: {
    deleted: { count: 1, grouped_objects: [{ verbose_name: 'role assignment', objects: [{ id: 'z', name: 'BI-RL-AUD → BI-UG-AUD' }] }] },
    affected: { count: 1, grouped_objects: [{ verbose_name: 'user', objects: [{ id: BEN, name: 'ben@example.com' }] }] },
  },
};

/** What a person is told, with every read answered from a table; what is not in it is not found. */
async function told(operation: Operation, args: Arguments, answers: Answers = small): Promise<string> {
  const checked = checkInput(operation, args);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  const call: Adapter['call'] = async (read) => {
    if (!Object.hasOwn(answers, read.id)) throw new StewardError('not_found', `CISO Assistant does not have ${read.id}.`);
    return { data: answers[read.id], status: 200 };
  };
  const adapter: Adapter = { system: 'ciso-assistant', call, close: async () => undefined };
  const because = asksBecause(operation, checked.args) ?? 'it does not ask';
  return (await previewOf({ entry: { operation, system: cisoAssistant }, args: checked.args, because, adapter })).says;
}

describe('a batch on users', () => {
  it('names every target and what it knows nothing of', async () => {
    const stranger = '00000000-0000-4000-8000-0000000000ff';
    const text = await told(batchUsers, { action: 'delete', ids: [BEN, CAL, stranger] });
    expect(text).toContain(
      `Delete 2 users: ben@example.com (${BEN}), cal@example.com (${CAL}). Not found, or hidden from this account: ${stranger}.`,
    );
    expect(text).not.toMatch(/WARNING|cannot be told|cut itself off/);
  });

  it('names a hundred targets inside what a preview holds', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
    const users = ids.map((id, index) => user(id, `person.number.${index}@example.com`, [readers]));
    const text = await told(
      batchUsers,
      { action: 'change_field', ids, field: 'is_active', value: false },
      { ...small, users_list: [...users, user(ADA, 'a@example.com', [admins])] },
    );
    expect(text).toContain('person.number.0@example.com');
    expect(text).toContain('person.number.99@example.com');
  });

  it.each([
    ['deleted', { action: 'delete' }],
    ['deactivated', { action: 'change_field', field: 'is_active', value: false }],
    ['given an end', { action: 'change_field', field: 'expiry_date', value: '2026-03-01' }],
    ['stripped', { action: 'change_m2m', field: 'user_groups', value: [READERS] }],
    ['stripped in the other way', { action: 'change_field', field: 'user_groups', value: [] }],
  ])('warns when the last active administrator is %s, who is also the server', async (_, change) => {
    const text = await told(batchUsers, { ...change, ids: [BEN, ADA] });
    expect(text).toContain(`WARNING: no active administrator stays. Until now: ada@example.com (${ADA}).`);
    expect(text).toContain('The account of this server is among them');
  });

  it.each([
    ['another one stays', { action: 'delete' }, [user(ADA, 'ada@example.com', [admins]), user(BEN, 'ben@example.com', [admins])]],
    ['the group is kept', { action: 'change_m2m', field: 'user_groups', value: [READERS, ADMINS] }, small['users_list']],
    ['the account is activated', { action: 'change_field', field: 'is_active', value: true }, small['users_list']],
  ])('does not warn when %s', async (_, change, users_list) => {
    expect(await told(batchUsers, { ...change, ids: [ADA] }, { ...small, users_list })).not.toMatch(/WARNING|cannot be told/);
  });

  it('says so when it cannot tell who administers', async () => {
    const users_list = [user(ADA, 'ada@example.com', [{ id: ADMINS, str: 'Global - Verwaltung', builtin: true }])];
    expect(await told(batchUsers, { action: 'delete', ids: [ADA] }, { ...small, users_list })).toContain(
      'Whether an administrator stays cannot be told',
    );
  });

  it('names the groups that it sets', async () => {
    const text = await told(batchUsers, { action: 'change_m2m', ids: [BEN], field: 'user_groups', value: [READERS] });
    expect(text).toContain(`exactly these groups: "Finance - Reader" (${READERS})`);
  });
});

describe('what the system would report as done without doing it', () => {
  const batch = { ids: [BEN] };
  it.each([
    [{ action: 'change_field', field: 'is_active' }, 'value'],
    [{ action: 'change_field', value: true }, 'field'],
    [{ action: 'change_field', field: 'is_active', value: 'perhaps' }, 'value'],
    [{ action: 'change_field', field: 'nickname', value: 'x' }, 'field'],
    [{ action: 'change_m2m', field: 'email', value: [] }, 'field'],
    [{ action: 'change_m2m', field: 'user_groups', value: READERS }, 'value'],
    [{ action: 'change_m2m', field: 'user_groups', value: ['abc'] }, 'value'],
    [{ action: 'change_folder', value: READERS }, 'action'],
    [{ action: 'delete', field: 'is_active' }, 'field'],
  ])('is refused before anybody is asked: %j', (change, field) => {
    const checked = checkInput(batchUsers, { ...batch, ...change });
    expect('problems' in checked && checked.problems.map(({ path }) => path)).toEqual([field]);
  });

  it('is not what other spellings of an id are: they are sent in lower case', () => {
    const checked = checkInput(batchUsers, { action: 'delete', ids: [BEN.toUpperCase()] });
    expect('args' in checked && checked.args['ids']).toEqual([BEN]);
  });
});

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
