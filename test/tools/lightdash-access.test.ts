import { describe, expect, test } from 'vitest';
import { asksBecause, checkInput, type Operation } from '../../src/operation/index.ts';
import { createEmailOneTimePasscode, deleteMe } from '../../tools/lightdash/my-account.ts';
import { rotatePersonalAccessToken, updateWarehouseCredentials } from '../../tools/lightdash/my-credentials.ts';
import {
  createGroupInOrganization,
  deleteMyOrganization,
  deleteOrganizationMember,
  updateOrganizationEmailDomains,
  updateOrganizationMember,
} from '../../tools/lightdash/organizations.ts';
import { grantProjectAccessToUser, revokeProjectAccessForUser } from '../../tools/lightdash/project-access.ts';
import { createPreview, updateProjectMetadata, updateSchedulerSettings } from '../../tools/lightdash/projects.ts';
import { revokeSpaceAccessForUser } from '../../tools/lightdash/space-access.ts';
import { createSpaceInProject, deleteSpace, updateSpace } from '../../tools/lightdash/spaces.ts';
import { updateUserAttribute } from '../../tools/lightdash/user-attributes.ts';
import { deleteGroup, updateGroup } from '../../tools/lightdash/user-groups.ts';

const VERA = '11111111-1111-4111-8111-111111111111';
const OMAR = '22222222-2222-4222-8222-222222222222';
const GROUP = '33333333-3333-4333-8333-333333333333';
const SALES = '44444444-4444-4444-8444-444444444444';
const STAGING = '55555555-5555-4555-8555-555555555555';
const SPACE = '66666666-6666-4666-8666-666666666666';
const ORGANIZATION = '77777777-7777-4777-8777-777777777777';

const vera = { userUuid: VERA, firstName: 'Vera', lastName: 'Quill', email: 'vera@example.com', role: 'editor' };
const omar = { userUuid: OMAR, firstName: 'Omar', lastName: 'Reed', email: 'omar@example.com', role: 'viewer' };
const people = { data: [vera, omar] };
const group = { uuid: GROUP, name: 'Finance' };
const project = { projectUuid: SALES, name: 'Sales', upstreamProjectUuid: null };
const projects = [project, { projectUuid: STAGING, name: 'Staging', upstreamProjectUuid: SALES }];
const space = {
  uuid: SPACE,
  name: 'Board',
  isPrivate: true,
  queries: [{ name: 'Margin' }],
  dashboards: [{ name: 'Year' }, { name: 'Month' }],
  access: [],
  groupsAccess: [],
};

function says(operation: Operation, seen: Record<string, unknown>): string {
  return operation.says?.(seen) ?? 'says nothing';
}

describe('what a person reads before saying yes', () => {
  test('deleting a member names the person and role, and what is not known', () => {
    const text = says(deleteOrganizationMember, { member: vera, input: { userUuid: VERA } });
    expect(text).toContain(`Delete Vera Quill (vera@example.com, ${VERA}), editor, from the organization.`);
    expect(text).toContain('cannot list for one person');
    expect(text).toContain('does not document what becomes of the charts');
  });

  test('a role change shows the old and the new role', () => {
    expect(says(updateOrganizationMember, { member: omar, input: { userUuid: OMAR, role: 'admin' } })).toBe(
      `Change the organization role of Omar Reed (omar@example.com, ${OMAR}) from viewer to admin. It holds in every project.`,
    );
  });

  test('new e-mail domains stand beside the old ones', () => {
    const old = { emailDomains: ['old.example.com'], role: 'viewer', projects: [] };
    const input = { emailDomains: ['example.com', 'example.org'], role: 'member', projects: [{ projectUuid: SALES, role: 'editor' }] };
    expect(says(updateOrganizationEmailDomains, { old, projects, input })).toBe(
      'Replace the e-mail domains that may join without an invitation. Until now: old.example.com as viewer, 0 project roles. ' +
        `From now on: example.com, example.org as member, project roles: editor in "Sales" (${SALES}).`,
    );
  });

  test('deleting the organization counts what goes, and warns when it is another one', () => {
    const organization = { organizationUuid: ORGANIZATION, name: 'Quill & Co' };
    const members = { data: [vera, omar], pagination: { totalResults: 31 } };
    expect(says(deleteMyOrganization, { organization, projects, members, input: { organizationUuid: ORGANIZATION } })).toBe(
      `Delete the organization "Quill & Co" (${ORGANIZATION}) with 2 projects ("Sales", "Staging"), everything in them, and 31 users, the account of this server too.`,
    );
    expect(says(deleteMyOrganization, { organization, projects, members, input: { organizationUuid: SPACE } })).toContain(
      'It is NOT "Quill & Co"',
    );
  });

  test('deleting a group names its members', () => {
    expect(says(deleteGroup, { group, members: [vera], input: { groupUuid: GROUP } })).toContain(
      `Delete the group "Finance" (${GROUP}) with 1 member: Vera Quill (vera@example.com, ${VERA}).`,
    );
  });

  test('new members of a group: who leaves and who joins', () => {
    const text = says(updateGroup, {
      group,
      old: [vera],
      people,
      input: { groupUuid: GROUP, name: 'Treasury', members: [{ userUuid: OMAR }] },
    });
    expect(text).toContain('until now 1 member, by 1 member.');
    expect(text).toContain(`Leaving, and losing what it gives: Vera Quill (vera@example.com, ${VERA}).`);
    expect(text).toContain(`Joining, and getting what it gives: Omar Reed (omar@example.com, ${OMAR}).`);
    expect(text).toContain('Rename it to "Treasury".');
  });

  test('deleting a space names its charts and dashboards', () => {
    expect(says(deleteSpace, { space, input: { spaceUuid: SPACE } })).toContain(
      `Delete the space "Board" (${SPACE}) with 1 chart ("Margin") and 2 dashboards ("Year", "Month"), for everyone.`,
    );
  });

  test('a person with access in several ways is told once, with what stays', () => {
    const ways = [
      { ...vera, role: 'editor', hasDirectAccess: true, inheritedRole: 'viewer', inheritedFrom: 'organization' },
      { ...vera, role: 'editor', hasDirectAccess: true, inheritedRole: 'editor', inheritedFrom: 'space_group' },
    ];
    const text = says(revokeSpaceAccessForUser, { space: { ...space, access: ways }, input: { spaceUuid: SPACE, userUuid: VERA } });
    expect(text).toContain('They keep: viewer from organization, editor from space_group.');
    expect(says(deleteSpace, { space: { ...space, access: ways }, input: { spaceUuid: SPACE } })).toContain('1 person and 0 groups');
    expect(says(revokeSpaceAccessForUser, { space, input: { spaceUuid: SPACE, userUuid: VERA } })).toContain('nothing would change');
  });

  test('project access names project, person and role, whatever the case of the address', () => {
    const input = { projectUuid: SALES, email: 'OMAR@example.com', role: 'developer', sendEmail: true };
    expect(says(grantProjectAccessToUser, { project, people, accesses: [], input })).toBe(
      `Give Omar Reed (omar@example.com, ${OMAR}) the role developer in the project "Sales" (${SALES}). ` +
        'Their direct role there now: none; in the organization: viewer. They are told by e-mail.',
    );
    expect(says(grantProjectAccessToUser, { project, people: { data: [] }, accesses: [], input })).toContain(
      'no member of the organization',
    );
    expect(says(revokeProjectAccessForUser, { project, accesses: [], input: { projectUuid: SALES, userUuid: OMAR } })).toContain(
      'nothing would change',
    );
  });

  test('a new promotion target stands beside the old one', () => {
    expect(says(updateProjectMetadata, { projects, input: { projectUuid: STAGING, upstreamProjectUuid: null } })).toContain(
      `from the project "Staging" (${STAGING}) go: until now "Sales" (${SALES}), from now on none.`,
    );
  });

  test('an attribute shows the values that are replaced', () => {
    const old = {
      uuid: SPACE,
      name: 'region',
      attributeDefault: null,
      users: [{ userUuid: VERA, email: 'vera@example.com', value: 'EMEA' }],
      groups: [],
    };
    const input = {
      userAttributeUuid: SPACE,
      name: 'region',
      attributeDefault: 'none',
      users: [],
      groups: [{ groupUuid: GROUP, value: 'APAC' }],
    };
    expect(says(updateUserAttribute, { existing: [old], people: undefined, teams: { data: [group] }, input })).toBe(
      `Replace the user attribute "region" (${SPACE}) with all its values. ` +
        `Until now: default none; 1 person: vera@example.com (${VERA}) = "EMEA"; 0 groups: none. ` +
        `From now on: default "none"; 0 people: none; 1 group: "Finance" (${GROUP}) = "APAC".`,
    );
  });

  test('the session may be another account than the token', () => {
    expect(says(deleteMe, { session: { email: 'omar@example.com' }, token: vera, input: {} })).toContain(
      'omar@example.com (not vera@example.com',
    );
    expect(says(deleteMe, { session: { email: 'vera@example.com' }, token: vera, input: {} })).toContain(
      `Vera Quill (vera@example.com, ${VERA})`,
    );
  });

  test('no secret is ever said', () => {
    const credentials = { type: 'postgres', user: 'reader', password: 'made-up-password' };
    const text = says(updateWarehouseCredentials, { all: [], input: { uuid: SPACE, name: 'mine', credentials } });
    expect(text).toContain('postgres (user reader)');
    expect(text).not.toContain('made-up-password');
  });
});

describe('whether a call waits for a person', () => {
  const asked = (operation: Operation, input: object) => asksBecause(operation, input) !== undefined;

  test.each([
    ['a renamed group', updateGroup, { groupUuid: GROUP, name: 'Treasury' }, false],
    ['a group that gets members', updateGroup, { groupUuid: GROUP, members: [{ userUuid: VERA }] }, true],
    ['a group that loses all members', updateGroup, { groupUuid: GROUP, members: [] }, true],
    ['a new empty group', createGroupInOrganization, { name: 'Finance' }, false],
    ['a new group with members', createGroupInOrganization, { name: 'Finance', members: [{ userUuid: VERA }] }, true],
    ['a new space, private by default', createSpaceInProject, { projectUuid: SALES, name: 'Board' }, false],
    ['a new public space', createSpaceInProject, { projectUuid: SALES, name: 'Board', isPrivate: false }, true],
    [
      'a new space that is shared',
      createSpaceInProject,
      { projectUuid: SALES, name: 'Board', access: [{ userUuid: VERA, role: 'viewer' }] },
      true,
    ],
    ['a space that stays or becomes private', updateSpace, { projectUuid: SALES, spaceUuid: SPACE, name: 'Board', isPrivate: true }, false],
    ['a space that is public', updateSpace, { projectUuid: SALES, spaceUuid: SPACE, name: 'Board', isPrivate: false }, true],
    ['an empty preview project', createPreview, { projectUuid: SALES, name: 'Try', copyContent: false }, false],
    ['a preview project with content', createPreview, { projectUuid: SALES, name: 'Try', copyContent: true }, true],
    ['another promotion target', updateProjectMetadata, { projectUuid: STAGING, upstreamProjectUuid: SALES }, true],
    ['a passcode by e-mail', createEmailOneTimePasscode, {}, false],
  ] as const)('%s', (_name, operation, input, expected) => {
    expect(checkInput(operation, input)).toHaveProperty('args');
    expect(asked(operation, input)).toBe(expected);
  });
});

test('a time zone that no clock knows is refused before Lightdash stores it', () => {
  expect(checkInput(updateSchedulerSettings, { projectUuid: SALES, schedulerTimezone: 'Europe/Paris' })).toHaveProperty('args');
  expect(checkInput(updateSchedulerSettings, { projectUuid: SALES, schedulerTimezone: 'Mars/One' })).toHaveProperty('problems');
});

test('a rotated token is hidden, and rotating again is not the same', () => {
  expect(rotatePersonalAccessToken.mints).toEqual(['token']);
  expect(rotatePersonalAccessToken.idempotent).toBe(false);
});

describe('a read that failed is told as unknown, never as nothing', () => {
  test.each([
    ['group', deleteGroup, { groupUuid: GROUP }],
    ['members', updateGroup, { groupUuid: GROUP, members: [] }],
    ['space', deleteSpace, { spaceUuid: SPACE }],
    ['space access', revokeSpaceAccessForUser, { spaceUuid: SPACE, userUuid: VERA }],
    ['project access', revokeProjectAccessForUser, { projectUuid: SALES, userUuid: VERA }],
    ['upstream project', updateProjectMetadata, { projectUuid: STAGING, upstreamProjectUuid: SALES }],
    ['attribute', updateUserAttribute, { userAttributeUuid: SPACE, name: 'region', attributeDefault: null, users: [], groups: [] }],
    ['domains', updateOrganizationEmailDomains, { emailDomains: [], role: 'member', projects: [] }],
    ['account', deleteMe, {}],
  ] as const)('%s', (_name, operation, input) => {
    const text = says(operation, { input });
    expect(text).toContain('unknown');
    expect(text).not.toMatch(/nothing would change|undefined/);
  });
});
