import { describe, expect, it } from 'vitest';
import { checkInput } from '../../src/operation/index.ts';
import { batchUsers } from '../../tools/ciso-assistant/users-batch.ts';
import { ADA, ADMINS, admins, BEN, CAL, READERS, readers, small, told, user } from './ciso-small.ts';

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

  it('says what a deletion takes along, which the system does not', async () => {
    expect(await told(batchUsers, { action: 'delete', ids: [BEN] })).toContain('everything assigned to them are lost. Deactivating');
    expect(await told(batchUsers, { action: 'change_field', ids: [BEN], field: 'is_active', value: false })).not.toContain('are lost');
  });

  it.each([
    ['is_active', false],
    ['expiry_date', '2026-03-01'],
  ])('does not warn of superusers, whom %s does not lock out', async (field, value) => {
    const users_list = [{ ...user(ADA, 'ada@example.com', [admins]), is_superuser: true }];
    const text = await told(batchUsers, { action: 'change_field', ids: [ADA], field, value }, { ...small, users_list });
    expect(text).toContain(`Superusers stay active: ada@example.com (${ADA}).`);
    expect(text).not.toMatch(/WARNING|cut itself off/);
    expect(await told(batchUsers, { action: 'delete', ids: [ADA] }, { ...small, users_list })).toContain('WARNING');
  });

  it('knows the groups that it sets in capitals too', async () => {
    const text = await told(batchUsers, { action: 'change_m2m', ids: [ADA], field: 'user_groups', value: [ADMINS.toUpperCase()] });
    expect(text).toContain(`exactly these groups: "Global - Administrator" (${ADMINS})`);
    expect(text).not.toContain('WARNING');
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
