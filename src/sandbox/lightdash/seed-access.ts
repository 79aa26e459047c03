import { people, pick, uuidOf, type Person } from '../core/made-up.ts';
import { emptyAccess, type AccessState, type Deployment, type Role } from './access-state.ts';

/** Fixed ids of the seed, for tests and for what refers to them. */
export const SEED = {
  organization: uuidOf('lightdash', 'organization'),
  /** What projects and promotions start from; "Marketing (dev)" promotes into it. */
  marketing: uuidOf('lightdash', 'project', 'Marketing'),
  marketingDev: uuidOf('lightdash', 'project', 'Marketing (dev)'),
  finance: uuidOf('lightdash', 'project', 'Finance'),
  region: uuidOf('lightdash', 'attribute', 'region'),
  credentials: uuidOf('lightdash', 'warehouse credentials', 'own'),
  shareLink: 'sandboxShareLink00001',
} as const;

/** Who the made-up accounts are, by their place among the made-up people. */
export const PARTS = {
  admin: 0,
  otherAdmin: 1,
  alias: 4,
  editor: 5,
  member: 6,
  outsider: 7,
  viewer: 8,
  leaver: 9,
  joiner: 120,
  founder: 121,
} as const;

/** Made-up credentials: one token for each part that has one, one password for everybody. */
export const CREDENTIALS = {
  admin: 'sandbox-lightdash-token',
  viewer: 'sandbox-lightdash-token-of-a-viewer',
  editor: 'sandbox-lightdash-token-of-an-editor',
  password: 'sandbox-password',
} as const;

/** The id of a made-up person. */
export const userId = (index: number): string => uuidOf('lightdash', 'user', index);
/** The id of a seeded group. */
export const groupId = (name: string): string => uuidOf('lightdash', 'group', name);
/** The id of a seeded space. */
export const spaceId = (project: string, name: string): string => uuidOf('lightdash', 'space', project, name);

const MEMBERS = 120;
const START = '2026-01-12T08:00:00.000Z';
const ADMIN = userId(PARTS.admin);

/** Groups by name: one member in `every` belongs to it, beside those named. */
const GROUPS: readonly (readonly [name: string, every: number, ...members: number[]])[] = [
  ['Marketing', 5, 2, 4, 8],
  ['Marketing analysts', 12, 2, 5],
  ['Finance', 7, 3],
  ['Data team', 9, 5, 6],
  ['Sales', 6],
  ['Support', 10],
  ['Contractors', 0, 7],
  ['Leadership', 0, 0, 1],
];

const SPACES: readonly (readonly [project: string, name: string, isPrivate: boolean])[] = [
  [SEED.marketing, 'Marketing', false],
  [SEED.marketing, 'Campaigns', false],
  [SEED.marketing, 'Board figures', true],
  [SEED.marketingDev, 'Marketing', false],
  [SEED.marketingDev, 'Campaigns', false],
  [SEED.marketingDev, 'Drafts', true],
  [SEED.finance, 'Finance', false],
  [SEED.finance, 'Payroll', true],
];

/** The made-up organisation. */
export function seedAccess(deployment?: Partial<Deployment>): AccessState {
  const access = emptyAccess(deployment);
  access.organizations.insert({
    organizationUuid: SEED.organization,
    name: 'Example Trading',
    createdAt: START,
    chartColors: null,
    emailDomains: ['example.com', 'client.example'],
    emailDomainsRole: 'viewer',
    emailDomainsProjects: [],
  });
  people.slice(0, MEMBERS).forEach((person, index) => addUser(access, person, index, roleOf(index)));
  for (const part of [PARTS.joiner, PARTS.founder]) {
    const person = people[part];
    if (person) addUser(access, person, part, null);
  }
  seedTokens(access);
  seedGroups(access);
  seedProjects(access);
  seedSpaces(access);
  seedAccounts(access);
  return access;
}

function roleOf(index: number): Role {
  if (index === PARTS.admin || index === PARTS.otherAdmin) return 'admin';
  if (index === PARTS.member || index === PARTS.outsider) return 'member';
  if (index === PARTS.editor) return 'editor';
  if (index === PARTS.viewer || index === PARTS.leaver) return 'viewer';
  const roles = ['viewer', 'viewer', 'viewer', 'interactive_viewer', 'interactive_viewer', 'editor', 'member', 'developer'] as const;
  return roles[pick(roles.length, 'role', index)] ?? 'viewer';
}

function addUser(access: AccessState, person: Person, index: number, role: Role | null): void {
  const isPending = role !== null && index > 100 && index % 8 === 0;
  if (isPending) access.invites.insert({ code: `sandbox-invite-${index}`, userUuid: userId(index) });
  access.users.insert({
    userUuid: userId(index),
    userId: index + 1,
    email: index === PARTS.alias ? 'eva.lindqvist+lightdash@example.com' : person.email,
    firstName: person.first,
    lastName: person.last,
    password: CREDENTIALS.password,
    organizationUuid: role === null ? null : SEED.organization,
    role,
    isActive: true,
    isPending,
    isTrackingAnonymized: role === null,
    isVerified: role !== null,
  });
}

function seedTokens(access: AccessState): void {
  for (const part of ['admin', 'viewer', 'editor'] as const) {
    const userUuid = userId(PARTS[part]);
    const uuid = uuidOf('lightdash', 'token', part);
    access.tokens.insert({ uuid, token: CREDENTIALS[part], userUuid, description: 'Automation', createdAt: START, expiresAt: null });
  }
}

function seedGroups(access: AccessState): void {
  for (const [name, every, ...members] of GROUPS) {
    const uuid = groupId(name);
    const created = { createdAt: START, createdByUserUuid: ADMIN, updatedAt: START, updatedByUserUuid: null };
    access.groups.insert({ uuid, name, ...created, organizationUuid: SEED.organization });
    const more = Array.from({ length: MEMBERS }, (_, i) => i).filter((i) => every > 0 && i > PARTS.leaver && pick(every, name, i) === 0);
    for (const index of [...members, ...more]) access.groupMembers.insert({ groupUuid: uuid, userUuid: userId(index) });
  }
}

function seedProjects(access: AccessState): void {
  const common = {
    organizationUuid: SEED.organization,
    type: 'DEFAULT',
    pinnedListUuid: null,
    schedulerTimezone: 'UTC',
    createdByUserUuid: ADMIN,
  } as const;
  access.projects.insert({ projectUuid: SEED.marketing, name: 'Marketing', upstreamProjectUuid: null, ...common });
  access.projects.insert({ projectUuid: SEED.marketingDev, name: 'Marketing (dev)', upstreamProjectUuid: SEED.marketing, ...common });
  access.projects.insert({ projectUuid: SEED.finance, name: 'Finance', upstreamProjectUuid: null, ...common });
  const grants: readonly (readonly [string, number, Role])[] = [
    [SEED.marketing, 2, 'editor'],
    [SEED.marketing, PARTS.outsider, 'viewer'],
    [SEED.marketingDev, 2, 'developer'],
    [SEED.finance, 3, 'admin'],
  ];
  for (const [projectUuid, index, role] of grants) access.projectAccesses.insert({ projectUuid, userUuid: userId(index), role });
  access.groupAccesses.insert({ projectUuid: SEED.marketing, groupUuid: groupId('Marketing analysts'), role: 'editor' });
  access.groupAccesses.insert({ projectUuid: SEED.marketing, groupUuid: groupId('Contractors'), role: 'viewer' });
  access.groupAccesses.insert({ projectUuid: SEED.finance, groupUuid: groupId('Finance'), role: 'editor' });
}

function seedSpaces(access: AccessState): void {
  for (const [projectUuid, name, isPrivate] of SPACES) {
    const uuid = spaceId(projectUuid, name);
    const slug = name.toLowerCase().replaceAll(' ', '-');
    access.spaces.insert({ uuid, projectUuid, name, slug, isPrivate, pinnedListUuid: null, pinnedListOrder: null });
    access.spaceUserAccesses.insert({ spaceUuid: uuid, userUuid: ADMIN, role: 'admin' });
  }
  access.spaceUserAccesses.insert({ spaceUuid: spaceId(SEED.marketing, 'Board figures'), userUuid: userId(PARTS.editor), role: 'editor' });
  access.spaceUserAccesses.insert({ spaceUuid: spaceId(SEED.marketingDev, 'Drafts'), userUuid: userId(2), role: 'editor' });
  access.spaceGroupAccesses.insert({ spaceUuid: spaceId(SEED.finance, 'Payroll'), groupUuid: groupId('Leadership'), role: 'viewer' });
}

function seedAccounts(access: AccessState): void {
  const path = `/projects/${SEED.marketing}/tables/orders`;
  access.shareLinks.insert({ nanoid: SEED.shareLink, path, params: '', createdByUserUuid: ADMIN, organizationUuid: SEED.organization });
  access.attributes.insert({
    uuid: SEED.region,
    createdAt: START,
    organizationUuid: SEED.organization,
    name: 'region',
    description: 'Rows of which region a person sees',
    attributeDefault: 'none',
    users: [{ userUuid: userId(2), value: 'north' }],
    groups: [{ groupUuid: groupId('Sales'), value: 'all' }],
  });
  access.attributes.insert({
    uuid: uuidOf('lightdash', 'attribute', 'sees_salaries'),
    createdAt: START,
    organizationUuid: SEED.organization,
    name: 'sees_salaries',
    description: 'Whether salary columns are shown',
    attributeDefault: null,
    users: [{ userUuid: userId(3), value: 'true' }],
    groups: [],
  });
  access.warehouseCredentials.insert({
    uuid: SEED.credentials,
    userUuid: ADMIN,
    name: 'Own reader',
    createdAt: START,
    updatedAt: START,
    credentials: { type: 'postgres', user: 'reader' },
  });
}
