import type { Table } from '../core/table.ts';

/** A stored value. */
export type Value = string | number | boolean | null | readonly string[];

/** What every stored object has. */
export interface Row {
  readonly id: string;
  /** The domain that holds it. */
  readonly folder: string;
  /** Whether those who may see a folder below see it too. */
  readonly is_published: boolean;
  readonly builtin: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly [field: string]: Value;
}

export interface User extends Row {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly is_active: boolean;
  readonly user_groups: readonly string[];
  readonly is_third_party: boolean;
  readonly expiry_date: string | null;
  readonly is_superuser: boolean;
  /** Empty: none is set, so nobody can sign in with one. */
  readonly password: string;
  readonly lang: string;
}

export interface Team extends Row {
  readonly name: string;
  readonly leader: string | null;
  readonly deputies: readonly string[];
  readonly members: readonly string[];
}

export interface Group extends Row {
  /** The stored name: of a built-in group a code as `BI-UG-ADM`. */
  readonly name: string;
}

export interface Assignment extends Row {
  readonly name: string;
  readonly is_recursive: boolean;
  readonly user: string | null;
  readonly user_group: string | null;
  readonly role: string;
  readonly perimeter_folders: readonly string[];
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: ReadonlySet<string>;
}

export interface Folder {
  readonly id: string;
  readonly name: string;
  /** Null for the root folder. */
  readonly parent: string | null;
}

export interface Token {
  /** SHA-512 of the token: what the token list calls it and what a deletion takes. */
  readonly digest: string;
  readonly user: string;
  /** Of a personal access token its name; null for a session. */
  readonly name: string | null;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly expiry: number;
}

/** How the emulated server is set up, where that changes answers. */
export interface Deployment {
  /** Whether mail can be sent. `fails`: a mail server is set, but refuses. */
  readonly mail: 'works' | 'none' | 'fails';
  /** Whether single sign-on by SAML is set up. */
  readonly saml: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Everything the emulated server keeps. */
export interface State {
  readonly users: Table<User>;
  readonly teams: Table<Team>;
  readonly groups: Table<Group>;
  readonly assignments: Table<Assignment>;
  readonly roles: Table<Role>;
  readonly folders: Table<Folder>;
  readonly tokens: Table<Token>;
  readonly root: string;
  readonly deployment: Deployment;
  /** A number that was not given before, for new ids and tokens. */
  readonly count: () => number;
}

/** A time as the server writes it, with microseconds. */
export function stamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z');
}

/** What people read for a user: the name, else the address. */
export function nameOf({ first_name: first, last_name: last, email }: User): string {
  return `${first} ${last}`.trim() || email;
}

/** The group that makes somebody an administrator: known by its stored name, so a rename ends that. */
export const ADMINISTRATORS = 'BI-UG-ADM';

/** The members of the administrators group. */
export function administrators({ users, groups }: State): readonly User[] {
  const ids = new Set(groups.where(({ name }) => name === ADMINISTRATORS).map(({ id }) => id));
  return users.where(({ user_groups: own }) => own.some((id) => ids.has(id)));
}
