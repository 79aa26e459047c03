import type { Confirmation, Confirmations } from '../../confirm/index.ts';
import type { Logger } from '../../log/index.ts';
import type { StateKey, StateStore } from '../../state/index.ts';
import type { Session } from './session.ts';
import type { TokenSignIn } from './token-sign-in.ts';

/** Opens a handle for a person; the text says in words why it does not open. */
export type Reveal = (
  handle: string,
  approver: string,
) => { readonly value: string; readonly about: string } | { readonly refused: string };

/** What the approvals page is made of. */
export interface ApprovalsParts {
  readonly confirmations: Confirmations;
  /** Where tickets are spent; shared with whatever else answers under the same address. */
  readonly store: StateStore;
  /** Seals tickets and sessions. Replicas share it. */
  readonly key: StateKey;
  readonly log: Logger;
  /** How a person gets a link, in a sentence or two of plain text: all that somebody without a session is told. */
  readonly howToSignIn: string;
  /** Who a session acts as now; undefined ends it. By default the name that its ticket was made for. */
  readonly approverOf?: (session: Session) => string | undefined;
  /** Why this person may not answer this request (such as their own one), in a sentence; undefined when they may. */
  readonly mayDecide?: (confirmation: Confirmation, approver: string) => string | undefined;
  /** Where callers have tokens, people can sign in with one too; by default only with links. */
  readonly tokenSignIn?: TokenSignIn | undefined;
  /**
   * Address under which browsers reach the server, such as `https://steward.example.com` (a path does not count); behind a proxy it
   * must be set. By default `http://` and the request's Host header, which the server must have checked.
   */
  /** Without it the page reveals no secrets. */
  readonly reveal?: Reveal | undefined;
  readonly publicOrigin?: string | undefined;
  /** An IANA name such as `Europe/Berlin`; by default times are in UTC. */
  readonly timeZone?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Where the pages are. */
export const BASE = '/approvals';

/** The page of one request. */
export function pathOf(id: string): string {
  return `${BASE}/${encodeURIComponent(id)}`;
}
