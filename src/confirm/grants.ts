import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { StewardError } from '../operation/index.ts';
import { sealerFor, type StateKey, type StateStore } from '../state/index.ts';

const grantSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
  /** Who or what uses it; stands in the audit. */
  name: z.string(),
  /** A tool name; `*` stands for anything. */
  tools: z.string(),
  /** Arguments that a call must carry with exactly these values. */
  match: z.record(z.string(), z.unknown()),
  /** How many calls. */
  max: z.number().int().min(1),
  /** Milliseconds since 1970. */
  expires: z.number(),
  principal: z.string(),
});

/** A person's yes in advance to a few calls that no person watches. */
export type Grant = Readonly<z.output<typeof grantSchema>>;

/** The most calls that one grant may allow. */
export const GRANT_MAX = 1_000;

/** How long a grant may last, in seconds: 30 days. */
export const GRANT_TTL = 30 * 24 * 60 * 60;

/** A call that wants to use a grant. */
export interface GrantedCall {
  readonly principal: string;
  readonly tool: string;
  /** Validated arguments, without `confirm` and `fields`. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** A grant that is in use. */
export interface OpenGrant {
  readonly grant: Grant;
  /** Uses it up once when the call fits; each of its uses goes to exactly one call, whichever process makes it, and is gone when the call then fails. */
  readonly use: (call: GrantedCall) => Promise<boolean>;
}

const PREFIX = 'grant_';

/** A grant as a text that only holders of the state key can make or read. */
export function sealGrant(grant: Grant, key: StateKey): string {
  return `${PREFIX}${sealerFor(key, 'grant').seal(JSON.stringify(grant), PREFIX)}`;
}

/** The grant in a text; undefined when it was made with another state key or changed. `now` in milliseconds. */
export function openGrant(text: string, key: StateKey, store: StateStore, now: () => number = Date.now): OpenGrant | undefined {
  const plain = text.startsWith(PREFIX) ? sealerFor(key, 'grant').open(text.slice(PREFIX.length), PREFIX) : undefined;
  if (plain === undefined) return undefined;
  const { data: grant } = grantSchema.safeParse(JSON.parse(plain));
  return grant && { grant, use: async (call) => fits(grant, call, now()) && (await spendOne(grant, store, now())) };
}

/** Whether the grant's pattern covers a tool. */
export function covers(pattern: string, tool: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(tool);
}

function fits({ tools, match, expires, principal }: Grant, call: GrantedCall, now: number): boolean {
  if (now >= expires || principal !== call.principal || !covers(tools, call.tool)) return false;
  return Object.entries(match).every(([name, value]) => Object.hasOwn(call.args, name) && isDeepStrictEqual(call.args[name], value));
}

async function spendOne({ id, max, expires }: Grant, store: StateStore, now: number): Promise<boolean> {
  // A used number must outlive the grant, also where clocks differ by a few minutes.
  const ttl = Math.ceil((expires - now) / 1000) + 60 * 60;
  try {
    for (let n = 1; n <= max; n += 1) if (await store.spend(`${PREFIX.slice(0, -1)}-${id}-${n}`, ttl)) return true;
    return false;
  } catch (thrown) {
    throw new StewardError('confirmation_unavailable', 'It cannot be told whether this may still go on.', { cause: thrown });
  }
}
