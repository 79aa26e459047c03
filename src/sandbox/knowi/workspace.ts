import type { ContentFilter } from '../core/content-filters.ts';
import type { Reply } from '../core/emulation.ts';
import { table, type Table } from '../core/table.ts';
import { seedAssets, seedGroups, seedMemberships, seedShares, seedUsers } from './seed.ts';

/** 1 lets edit, 2 lets view. */
export type Level = 1 | 2;

/** An account. SSO and external users live in the same list as the others. */
export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly kind: 'regular' | 'sso' | 'external';
  readonly roles: readonly string[];
  readonly timeZone: string;
  readonly phone?: string | undefined;
  readonly newUser: boolean;
  readonly twoFactorAuth: boolean;
  readonly contentFilters: readonly ContentFilter[];
  /** Groups into which everything this user makes is shared. */
  readonly autoShareTo: readonly number[];
  readonly defaultDashboardId: number | null;
}

/** A group; its members are memberships. */
export interface Group {
  readonly id: number;
  readonly groupName: string;
}

/** One user in one group. */
export interface Membership {
  readonly userId: number;
  readonly groupId: number;
  readonly level: Level;
}

/** What a user owns. Only dashboards can be listed by the documented calls; all kinds are moved and deleted with their owner. */
export interface Asset {
  readonly id: number;
  readonly kind: 'dashboard' | 'widget' | 'query';
  readonly name: string;
  readonly userId: number;
  readonly category: number;
  /** Slug of the page at which a published dashboard opens. */
  readonly url: string;
  readonly openTo: 'nobody' | 'link' | 'secureLink';
  readonly createdDate: number;
}

/** An asset shared with a user or a group. */
export interface Share {
  readonly assetId: number;
  readonly type: 'Users' | 'Groups';
  /** User or group id. */
  readonly id: number;
  readonly level: Level;
}

/** The whole state of one emulated workspace. */
export interface Workspace {
  readonly users: Table<User>;
  readonly groups: Table<Group>;
  readonly memberships: Table<Membership>;
  readonly assets: Table<Asset>;
  readonly shares: Table<Share>;
  /** The next free id, for a row of any kind. */
  readonly newId: () => number;
}

const FIRST_NEW_ID = 900_001;

/** A workspace as seeded. */
export function openWorkspace(): Workspace {
  let last = FIRST_NEW_ID - 1;
  return {
    users: table<User>(({ id }) => id, seedUsers),
    groups: table<Group>(({ id }) => id, seedGroups),
    memberships: table<Membership>(({ userId, groupId }) => `${userId}/${groupId}`, seedMemberships),
    assets: table<Asset>(({ id }) => id, seedAssets),
    shares: table<Share>(({ assetId, type, id }) => `${assetId}/${type}/${id}`, seedShares),
    newId: () => ++last,
  };
}

/** The vendor's error form. */
export function failure(status: number, message: string): Reply {
  return { status, body: { message, documentation_url: 'https://docs.example.com/managementAPI' } };
}

/** A refusal for a missing or wrong parameter. */
export const badParameter = (problem: string): Reply => failure(400, problem);

/** What answers calls whose answer is documented nowhere: 200 without a body, the hardest case for a client. */
export const done: Reply = { status: 200 };

/**
 * The row that a path parameter names. Throws 400 on what is no id, and 403 on an unknown one: the vendor documents 403 for
 * objects that the caller may not see and no 404, so both look the same from outside.
 */
export function rowIn<T extends object>(rows: Table<T>, id: string | undefined, what: string): T {
  if (!/^\d{1,15}$/.test(id ?? '')) throw badParameter(`${what} id must be a number`);
  const row = rows.get(Number(id));
  if (!row) throw failure(403, `Not permitted: ${what} ${id}`);
  return row;
}
