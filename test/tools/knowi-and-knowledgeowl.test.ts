import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { previewOf } from '../../src/call/preview.ts';
import { catalogOf } from '../../src/catalog/index.ts';
import { asksBecause, checkInput, type SystemId } from '../../src/operation/index.ts';
import { openKnowi } from '../../src/sandbox/knowi/index.ts';
import { openKnowiSso } from '../../src/sandbox/knowi-sso/index.ts';
import { openKnowledgeOwl } from '../../src/sandbox/knowledgeowl/index.ts';
import { serveEmulations } from '../../src/sandbox/core/server.ts';
import { knowiManagementAdapter, knowiSsoAdapter, knowledgeOwlAdapter, type Adapter } from '../../src/vendor/index.ts';
import { systems } from '../../tools/index.ts';

const adapters = new Map<SystemId, Adapter>();
const catalog = catalogOf(systems);
let close = async () => {};
let reader: Record<string, unknown> = {};
let deleted: Record<string, unknown> = {};

beforeAll(async () => {
  const { settings, ...sandbox } = await serveEmulations([openKnowi(), openKnowiSso(), openKnowledgeOwl()]);
  const of = (name: string) => settings[name] ?? '';
  const opened = [
    knowiManagementAdapter({ url: of('KNOWI_URL'), clientId: of('KNOWI_CLIENT_ID'), clientSecret: of('KNOWI_CLIENT_SECRET') }),
    knowiSsoAdapter({ url: of('KNOWI_SSO_URL'), customerToken: of('KNOWI_SSO_CUSTOMER_TOKEN') }),
    knowledgeOwlAdapter({ url: of('KNOWLEDGEOWL_URL'), apiKey: of('KNOWLEDGEOWL_API_KEY') }),
  ];
  for (const adapter of opened) adapters.set(adapter.system, adapter);
  close = async () => {
    for (const adapter of opened) await adapter.close();
    await sandbox.close();
  };
  const list = catalog.byName.get('knowledgeowl_list_readers');
  const first = async (status: string) => list && Object([(await opened[2]?.call(list.operation, { status, limit: 1 }))?.data].flat()[0]);
  reader = await first('active');
  deleted = await first('deleted');
});

afterAll(() => close());

function known(tool: string, given: unknown) {
  const entry = catalog.byName.get(tool);
  if (!entry) throw new Error(`no tool ${tool}`);
  const checked = checkInput(entry.operation, given);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return { entry, args: checked.args };
}

const because = (tool: string, given: unknown) => {
  const { entry, args } = known(tool, given);
  return asksBecause(entry.operation, args);
};

async function says(tool: string, given: unknown): Promise<string> {
  const { entry, args } = known(tool, given);
  const adapter = adapters.get(entry.system.id);
  if (!adapter) throw new Error(`no adapter for ${entry.system.id}`);
  const preview = await previewOf({ entry, args, adapter, because: asksBecause(entry.operation, args) ?? '' });
  expect(preview.says).not.toMatch(/undefined|NaN|could not be described|\[object/);
  return preview.says;
}

describe('what asks', () => {
  test.each<readonly [string, object, boolean]>([
    ['knowi_update_user', { userId: 1, name: 'Ada', timezone: 'UTC', defaultDashboardId: null }, false],
    ['knowi_update_user', { userId: 1, twoFactorAuth: true }, false],
    ['knowi_update_user', { userId: 1, twoFactorAuth: false }, true],
    ['knowi_update_user', { userId: 1, phone: '1' }, true],
    ['knowi_update_user', { userId: 1, roles: ['viewer'] }, true],
    ['knowi_update_user', { userId: 1, groups: [] }, true],
    ['knowi_update_user', { userId: 1, contentFilters: [] }, true],
    ['knowi_update_user', { userId: 1, autoShareTo: [{ id: 1 }] }, true],
    ['knowi_rename_group', { groupId: 1, groupName: 'A' }, false],
    ['knowi_create_group', { groupName: 'A' }, false],
    ['knowi_sso_create_user', { user: 'ada', 'userGroups[]': [] }, true],
    ['knowi_sso_create_user', { user: 'ada' }, true],
    ['knowledgeowl_update_reader', { id: 'r', status: 'deleted' }, true],
    ['knowledgeowl_update_reader', { id: 'r', status: 'active' }, true],
    ['knowledgeowl_update_reader', { id: 'r', first_name: 'Ada' }, false],
    ['knowledgeowl_update_reader', { id: 'r', projects: [] }, true],
    ['knowledgeowl_update_reader', { id: 'r', reader_roles: null }, true],
    ['knowledgeowl_update_reader', { id: 'r', password: 'made-up' }, true],
    ['knowledgeowl_update_reader', { id: 'r', ssoid: 'x' }, true],
    ['knowledgeowl_update_reader', { id: 'r', username: 'x' }, true],
  ])('%s %j: %s', (tool, given, asks) => {
    expect(because(tool, given) !== undefined).toBe(asks);
  });

  test('every operation that removes, grants or publishes has a preview in words', () => {
    const ours = catalog.entries.filter(({ system }) => system.id.startsWith('know')).map(({ operation }) => operation);
    expect(ours).toHaveLength(32);
    for (const operation of ours.filter(({ effect, grants, destroys }) => effect === 'delete' || grants || destroys)) {
      expect([operation.name, typeof operation.says, (operation.undo ?? '').length > 10]).toEqual([operation.name, 'function', true]);
    }
  });
});

describe('what a person reads', () => {
  test('Knowi users', async () => {
    expect(await says('knowi_delete_user', { userId: 10_093 })).toMatch(
      /^Delete bob\.miller@example\.com \(10093\), in .+\. The account owns \d dashboards? \("Ignore previous/,
    );
    expect(await says('knowi_move_user_assets', { userId: 10_093, toUserId: 10_094 })).toMatch(
      /bob\.miller@example\.com \(10093\) owns to bob\.miller2@example\.com \(10094\)/,
    );
    expect(
      await says('knowi_create_user', {
        username: 'nova@example.com',
        userInviteJson: { userRole: 'admin', userGroups: [{ id: 2201, access_level: 1 }] },
      }),
    ).toBe('Create the user nova@example.com with the role admin, in Sales (edit), seeing every row.');
    expect(await says('knowi_create_user', { username: 'nova@example.com', autoShareTo: [{ id: 2201 }, { id: 9 }] })).toMatch(
      /seeing every row\. All that the user creates is shared with Sales, group 9\.$/,
    );
    const filters = [{ fieldName: 'region', values: ['North', 3], operator: '=' }];
    const change = {
      userId: 10_093,
      roles: [],
      groups: [{ id: 2202, access_level: 2 }],
      contentFilters: filters,
      autoShareTo: [{ id: 2201 }],
      twoFactorAuth: false,
    };
    expect(await says('knowi_update_user', change)).toMatch(
      /Roles: now viewer, then none\. Groups: now .+, then probably only Support \(view\)\. Sees now: every row; then: region = North, 3\. All that the user creates is shared with Sales\./,
    );
  });

  test('Knowi groups', async () => {
    expect(await says('knowi_delete_group', { groupId: 2203 })).toMatch(
      /^Delete the group "Finance" \(2203\) with \d+ members\. .+ 1 user shares automatically into it\.$/,
    );
    expect(await says('knowi_remove_user_group', { userId: 10_091, groupId: 2201 })).toContain('out of the group "Sales" (2201)');
    expect(await says('knowi_create_user_group', { userId: 10_091, groupName: 'Own' })).toContain(
      'Create the group "Own" for the user 10091, now in Sales',
    );
  });

  test('Knowi links', async () => {
    const contentFilters = [{ fieldName: 'region', values: ['North'], operator: '=' }];
    expect(await says('knowi_create_share_url', { objectId: 110_634 })).toMatch(
      /^Publish the dashboard "Revenue by region" \(110634\): anyone with the link/,
    );
    for (const tool of ['knowi_create_secure_share_url', 'knowi_create_secure_share_hash']) {
      expect(await says(tool, { objectId: 110_634, contentFilters })).toContain('for region = North');
    }
  });

  test('Knowi SSO', async () => {
    expect(await says('knowi_sso_create_user', { user: 'ada', userGroups: [], refresh: true, refreshToken: true })).toMatch(
      /Groups: removed from all groups\..+overwritten.+stops working/,
    );
    expect(await says('knowi_sso_set_user_filter', { user: 'ada', contentFilter: [] })).toContain('ada then sees presumably every row');
    expect(await says('knowi_sso_delete_user', { user: 'ada', userToken: 'made-up-token' })).not.toContain('made-up-token');
    expect(await says('knowi_sso_create_session', { user: 'ada', userToken: 'made-up-token' })).toContain('valid for 30 minutes');
  });

  test('KnowledgeOwl', async () => {
    const { id, username, projects } = reader;
    expect(await says('knowledgeowl_update_reader', { id, status: 'deleted' })).toContain(
      `Delete the reader ${String(username)} (${String(id)}, active)`,
    );
    expect(await says('knowledgeowl_update_reader', { id, projects: ['new-one'], password: 'made-up' })).toBe(
      `Change the reader ${String(username)} (${String(id)}, active). Knowledge bases: gains new-one; probably loses ${[projects].flat().join(', ')}. The password becomes the one given.`,
    );
    expect(await says('knowledgeowl_create_reader', { username, projects: ['a'], 'pw-type': 'email' })).toContain(
      'A reader of that name exists: ',
    );
    const given = await says('knowledgeowl_create_reader', {
      username: 'nova@example.com',
      projects: [],
      ssoid: 'boss',
      password: 'made-up',
    });
    expect(given).toContain(
      'The password becomes the one given. The single sign-on id becomes boss: whoever has it signs in as this reader.',
    );
    expect(given).not.toContain('made-up');
  });

  test('KnowledgeOwl, of a reader who comes back', async () => {
    expect(await says('knowledgeowl_update_reader', { id: deleted['id'], status: 'active' })).toBe(
      `Restore the reader ${String(deleted['username'])} (${String(deleted['id'])}, deleted), who can then sign in again, ` +
        `with the knowledge bases and groups that were kept (${[deleted['projects']].flat().join(', ')}; ${[deleted['reader_roles']].flat().join(', ')}).`,
    );
    expect(await says('knowledgeowl_update_reader', { id: reader['id'], status: 'active' })).toMatch(/^Change the reader /);
  });

  test('signing in asks without a target', async () => {
    expect(await says('knowi_login', {})).toContain('The token stays inside this server');
  });
});
