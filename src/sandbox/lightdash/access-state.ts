import { uuidOf } from '../core/made-up.ts';
import { table, type Table } from '../core/table.ts';

/** Roles in an organisation, weakest first; projects know those from viewer up. */
export const ROLES = ['member', 'viewer', 'interactive_viewer', 'editor', 'developer', 'admin'] as const;
/** A role in an organisation. */
export type Role = (typeof ROLES)[number];
/** Roles in a project, weakest first. */
export const PROJECT_ROLES = ['viewer', 'interactive_viewer', 'editor', 'developer', 'admin'] as const;
/** Roles in a space, weakest first. */
export const SPACE_ROLES = ['viewer', 'editor', 'admin'] as const;

export interface Organization {
  readonly organizationUuid: string;
  readonly name: string;
  readonly createdAt: string;
  readonly chartColors: readonly string[] | null;
  readonly defaultProjectUuid?: string;
  readonly emailDomains: readonly string[];
  readonly emailDomainsRole: string;
  readonly emailDomainsProjects: readonly { readonly projectUuid: string; readonly role: string }[];
}

export interface User {
  readonly userUuid: string;
  readonly userId: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  /** null: registered, but in no organisation yet. */
  readonly organizationUuid: string | null;
  readonly role: Role | null;
  readonly isActive: boolean;
  /** Invited and not yet signed in. */
  readonly isPending: boolean;
  readonly isTrackingAnonymized: boolean;
  readonly isVerified: boolean;
  readonly passcode?: { readonly createdAt: string; readonly attempts: number };
}

export interface Group {
  readonly uuid: string;
  readonly name: string;
  readonly createdAt: string;
  readonly createdByUserUuid: string;
  readonly updatedAt: string;
  readonly updatedByUserUuid: string | null;
  readonly organizationUuid: string;
}

export interface Project {
  readonly projectUuid: string;
  readonly organizationUuid: string;
  readonly name: string;
  readonly type: 'DEFAULT' | 'PREVIEW';
  readonly upstreamProjectUuid: string | null;
  readonly pinnedListUuid: string | null;
  readonly schedulerTimezone: string;
  readonly createdByUserUuid: string;
  readonly semanticLayerConnection?: Readonly<Record<string, unknown>>;
}

export interface Space {
  readonly uuid: string;
  readonly projectUuid: string;
  readonly name: string;
  readonly slug: string;
  readonly isPrivate: boolean;
  readonly pinnedListUuid: string | null;
  readonly pinnedListOrder: number | null;
}

export interface Attribute {
  readonly organizationUuid: string;
  readonly uuid: string;
  readonly createdAt: string;
  readonly name: string;
  readonly description?: string;
  readonly attributeDefault: string | null;
  readonly users: readonly { readonly userUuid: string; readonly value: string }[];
  readonly groups: readonly { readonly groupUuid: string; readonly value: string }[];
}

export interface WarehouseCredentials {
  readonly uuid: string;
  readonly userUuid: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly credentials: Readonly<Record<string, unknown>>;
}

export interface Notification {
  readonly notificationId: string;
  /** Who is told. */
  readonly userUuid: string;
  readonly resourceType: 'dashboardComments';
  readonly message: string;
  readonly url: string;
  readonly viewed: boolean;
  readonly createdAt: string;
  /** The comment. */
  readonly resourceUuid: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface ShareLink {
  readonly nanoid: string;
  readonly path: string;
  readonly params: string;
  readonly createdByUserUuid: string;
  readonly organizationUuid: string;
}

export interface AccessToken {
  readonly uuid: string;
  readonly token: string;
  readonly userUuid: string;
  readonly description: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

/** What differs between deployments. */
export interface Deployment {
  /** ALLOW_MULTIPLE_ORGS: anybody may register and found an organisation. */
  readonly multipleOrganizations: boolean;
  /** The Slack app is set up and installed. */
  readonly slack: boolean;
}

/** Who may do what, and the small things that belong to accounts. */
export interface AccessState {
  readonly deployment: Deployment;
  readonly organizations: Table<Organization>;
  readonly users: Table<User>;
  readonly groups: Table<Group>;
  readonly groupMembers: Table<{ readonly groupUuid: string; readonly userUuid: string }>;
  readonly projects: Table<Project>;
  readonly projectAccesses: Table<{ readonly projectUuid: string; readonly userUuid: string; readonly role: Role }>;
  readonly groupAccesses: Table<{ readonly projectUuid: string; readonly groupUuid: string; readonly role: Role }>;
  readonly spaces: Table<Space>;
  readonly spaceUserAccesses: Table<{ readonly spaceUuid: string; readonly userUuid: string; readonly role: string }>;
  readonly spaceGroupAccesses: Table<{ readonly spaceUuid: string; readonly groupUuid: string; readonly role: string }>;
  readonly attributes: Table<Attribute>;
  readonly warehouseCredentials: Table<WarehouseCredentials>;
  /** Which credentials a user takes in a project. */
  readonly preferences: Table<{ readonly userUuid: string; readonly projectUuid: string; readonly uuid: string }>;
  readonly notifications: Table<Notification>;
  readonly shareLinks: Table<ShareLink>;
  readonly tokens: Table<AccessToken>;
  readonly sessions: Table<{ readonly id: string; readonly userUuid: string; readonly githubState?: string }>;
  readonly invites: Table<{ readonly code: string; readonly userUuid: string }>;
  /** A new id: counted by kind, so the same calls yield the same ids. */
  readonly nextId: (kind: string) => string;
  /** A new number: job ids, user ids. */
  readonly nextNumber: () => number;
}

/** All tables, empty. */
export function emptyAccess(deployment: Partial<Deployment> = {}): AccessState {
  const counts = new Map<string, number>();
  const next = (kind: string) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count;
  };
  return {
    deployment: { multipleOrganizations: true, slack: false, ...deployment },
    organizations: table((row) => row.organizationUuid),
    users: table((row) => row.userUuid),
    groups: table((row) => row.uuid),
    groupMembers: table((row) => `${row.groupUuid}/${row.userUuid}`),
    projects: table((row) => row.projectUuid),
    projectAccesses: table((row) => `${row.projectUuid}/${row.userUuid}`),
    groupAccesses: table((row) => `${row.projectUuid}/${row.groupUuid}`),
    spaces: table((row) => row.uuid),
    spaceUserAccesses: table((row) => `${row.spaceUuid}/${row.userUuid}`),
    spaceGroupAccesses: table((row) => `${row.spaceUuid}/${row.groupUuid}`),
    attributes: table((row) => row.uuid),
    warehouseCredentials: table((row) => row.uuid),
    preferences: table((row) => `${row.userUuid}/${row.projectUuid}`),
    notifications: table((row) => row.notificationId),
    shareLinks: table((row) => row.nanoid),
    tokens: table((row) => row.token),
    sessions: table((row) => row.id),
    invites: table((row) => row.code),
    nextId: (kind) => uuidOf('lightdash new', kind, next(kind)),
    nextNumber: () => 1000 + next('number'),
  };
}
