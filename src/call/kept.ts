import { randomUUID } from 'node:crypto';

/** How long a text is kept, in seconds. */
export const KEPT_FOR = 600;

/** Texts longer than this, in characters, are kept beside the answer instead of being cut in it. */
export const LONG_TEXT = 20_000;

/** All kept texts together, in characters; the oldest make room. */
const ROOM = 32_000_000;

/** A long text out of an answer, for the principal who asked for it. */
export interface KeptText {
  readonly uri: string;
  readonly text: string;
  /** Id of the system that it comes from. */
  readonly from: string;
  readonly principal: string;
}

/** Long texts in memory: each is there for its principal only, for ten minutes, in this process. */
export interface KeptTexts {
  readonly keep: (text: Omit<KeptText, 'uri'>) => KeptText;
  /** Undefined for what is not there, not any more, or somebody else's. */
  readonly read: (uri: string, principal: string) => KeptText | undefined;
}

/** Opens an empty store. `now` in milliseconds. */
export function openKeptTexts(now: () => number = Date.now): KeptTexts {
  const kept = new Map<string, KeptText & { readonly until: number }>();
  let size = 0;
  const drop = (uri: string) => {
    size -= kept.get(uri)?.text.length ?? 0;
    kept.delete(uri);
  };
  const tidy = () => {
    for (const [uri, { until }] of kept) if (until <= now() || size > ROOM) drop(uri);
  };
  return {
    keep: (given) => {
      const one = { ...given, uri: `steward://answers/${randomUUID()}` };
      kept.set(one.uri, { ...one, until: now() + KEPT_FOR * 1000 });
      size += one.text.length;
      tidy();
      return one;
    },
    read: (uri, principal) => {
      tidy();
      const found = kept.get(uri);
      return found?.principal === principal ? found : undefined;
    },
  };
}
