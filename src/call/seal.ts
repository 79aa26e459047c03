import * as z from 'zod';
import { sealerFor, type StateKey } from '../state/index.ts';

/** What every handle begins with. */
export const HANDLE_PREFIX = 'sealed_';

/** How long a handle opens, in seconds. */
export const HANDLE_TTL = 24 * 60 * 60;

/** Where a sealed value came from, and whose it is. */
export interface Origin {
  readonly principal: string;
  /** Id of the system that minted it; it goes nowhere else. */
  readonly system: string;
  readonly tool: string;
  /** The path of `mints` at which it stood in the answer. */
  readonly path: string;
}

/** A value out of its handle. */
export interface Opened extends Origin {
  /** As it was minted: a text, or any other JSON value. */
  readonly value: unknown;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Who wants a handle opened; `system` undefined when a person looks at it, who may see it wherever it is from. */
export interface Opener {
  readonly principal: string;
  readonly system: string | undefined;
}

/** Handles that stand for secrets. Nothing is kept: the value travels inside, encrypted with the state key. */
export interface Handles {
  /** Throws when the key cannot be had: what is minted then would be lost. */
  readonly ready: () => void;
  readonly seal: (value: unknown, origin: Origin) => string;
  /** What the handle stands for, or in words why it does not open. */
  readonly open: (handle: string, opener: Opener) => { readonly opened: Opened } | { readonly refused: string };
}

// A list instead of an object: every character of a handle costs the model.
const contents = z.tuple([z.unknown(), z.string(), z.string(), z.string(), z.string(), z.number()]);
const CONTEXT = 'handle 1';

/** Handles under a state key; all processes with that key open them. `now` in milliseconds. */
export function handlesFor(key: StateKey, now: () => number = Date.now): Handles {
  const sealer = sealerFor(key, 'handle');
  return {
    ready: () => void key(),
    seal: (value, { principal, system, tool, path }) =>
      HANDLE_PREFIX + sealer.seal(JSON.stringify([value, principal, system, tool, path, now() + HANDLE_TTL * 1000]), CONTEXT),
    open: (handle, { principal, system }) => {
      const opened = read(sealer.open, handle);
      if (!opened) return { refused: BROKEN };
      if (opened.principal !== principal) return { refused: 'is a handle that was given to somebody else' };
      if (system !== undefined && opened.system !== system) {
        return { refused: `is a handle from ${opened.tool}; it is good only for tools of the same system (${opened.system})` };
      }
      const over = `is a handle that ended after ${HANDLE_TTL / 3600} hours; the secret must be made anew with ${opened.tool}`;
      return opened.expires > now() ? { opened } : { refused: over };
    },
  };
}

const BROKEN = 'is a handle that was cut, changed, or sealed with another key; copy it whole from the answer that gave it';

function read(open: (sealed: string, context: string) => string | undefined, handle: string): Opened | undefined {
  const body = handle.slice(HANDLE_PREFIX.length);
  const text = handle.startsWith(HANDLE_PREFIX) ? open(body, CONTEXT) : undefined;
  if (text === undefined) return undefined;
  const [value, principal, system, tool, path, expires] = contents.parse(JSON.parse(text));
  return { value, principal, system, tool, path, expires };
}
