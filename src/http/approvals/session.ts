import { randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { sealerFor, type StateKey } from '../../state/index.ts';
import type { ApprovalsParts } from './parts.ts';

const sessionSchema = z.object({
  id: z.string(),
  /** Whom the ticket was made for. */
  approver: z.string(),
  /** Milliseconds since 1970. */
  expires: z.number(),
  /** How the person signed in: with a link, or with a token that may be taken back. */
  by: z.enum(['link', 'token']),
});

/** Who a browser acts for, until when. A ticket has the same form, and becomes a session once. */
export type Session = z.output<typeof sessionSchema>;

/** How long a session lasts, in seconds. */
export const SESSION_TTL = 8 * 60 * 60;
/** How long a ticket can be used, in seconds. */
const TICKET_TTL = 5 * 60;

/** What sealing tickets and sessions needs. */
type Sealing = Pick<ApprovalsParts, 'key' | 'now'>;

/**
 * The secret of a link that signs a browser in once, within 5 minutes, as `approver`. It must reach that person and nobody else;
 * above all not the model, which could open the link and agree with itself.
 */
export function newTicket(parts: Sealing, approver: string): string {
  return sealed(parts, 'ticket', { id: `ticket-${newId()}`, approver, expires: nowOf(parts) + TICKET_TTL * 1000, by: 'link' });
}

/** The sealed session that a ticket buys; undefined when it is none, too old, or was used. Rejects when the store fails. */
export async function sessionFor(parts: Sealing & Pick<ApprovalsParts, 'store'>, ticket: string): Promise<string | undefined> {
  const opened = unsealed(parts, 'ticket', ticket);
  // Kept a minute longer than the ticket lives, for clocks of replicas that differ.
  if (!opened || !(await parts.store.spend(opened.id, TICKET_TTL + 60))) return undefined;
  return sealed(parts, 'session', { id: newId(), approver: opened.approver, expires: nowOf(parts) + SESSION_TTL * 1000, by: 'link' });
}

/** The sealed session of somebody whose token was checked: it ends with the token (milliseconds since 1970), and lasts no longer than others. */
export function tokenSession(parts: Sealing, approver: string, ends: number): { readonly session: string; readonly seconds: number } {
  const expires = Math.min(ends, nowOf(parts) + SESSION_TTL * 1000);
  return {
    session: sealed(parts, 'session', { id: newId(), approver, expires, by: 'token' }),
    seconds: Math.max(1, Math.floor((expires - nowOf(parts)) / 1000)),
  };
}

/** The session in a cookie's value; undefined when it was changed, made with another key, or is over. */
export function sessionIn(parts: Sealing, value: string): Session | undefined {
  return unsealed(parts, 'session', value);
}

/** What every form of a session carries and no other site can know. */
export function formToken({ key }: Sealing, session: Session): string {
  return sealerFor(key, 'page').digest(`form ${session.id}`);
}

/** Whether two texts are the same, in a time that tells nothing about where they differ. */
export function sameSecret(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Browsers share cookies between the ports of a host: servers with other keys get other names. */
export function cookieName({ key, publicOrigin }: Pick<ApprovalsParts, 'key' | 'publicOrigin'>): string {
  const name = `steward-approvals-${sealerFor(key, 'page').digest('cookie').slice(0, 8)}`;
  return publicOrigin?.startsWith('https:') ? `__Secure-${name}` : name;
}

function sealed({ key }: { readonly key: StateKey }, context: string, session: Session): string {
  return sealerFor(key, 'page').seal(JSON.stringify(session), context);
}

function unsealed(parts: Sealing, context: string, value: string): Session | undefined {
  const plain = sealerFor(parts.key, 'page').open(value, context);
  const session = plain === undefined ? undefined : sessionSchema.safeParse(JSON.parse(plain)).data;
  return session && session.expires > nowOf(parts) ? session : undefined;
}

function newId(): string {
  return randomBytes(16).toString('base64url');
}

function nowOf({ now = Date.now }: Sealing): number {
  return now();
}
