import type { Steward } from '../app.ts';
import type { McpParts } from '../mcp/index.ts';
import type { Offer } from '../offer.ts';
import { tell } from './print.ts';
import { listParts } from './serve.ts';

/** A Steward over stdio that is opened when it is first needed. */
export interface Later {
  readonly parts: McpParts;
  /** Opens it now; a failure is told, and tried again with the next call. */
  readonly open: () => Promise<Steward>;
  readonly close: () => Promise<void>;
}

/** What serves an offer over stdio: lists come from the offer, the first call loads and opens the rest, with the approvals page. */
export function openLater(offer: Offer, version: string): Later {
  let opening: Promise<Opened> | undefined;
  let steward: Steward | undefined;
  const opened = async (): Promise<Opened> => {
    try {
      const now = await (opening ??= load(offer));
      ({ steward } = now);
      return now;
    } catch (thrown) {
      opening = undefined;
      throw thrown;
    }
  };
  const open = async () => (await opened()).steward;
  const line = (level: 'error' | 'warn') => (about: object, message: string) =>
    void open().then(
      ({ log }) => log[level](about, message),
      () => tell(message),
    );
  return {
    open,
    parts: {
      ...listParts(offer),
      version,
      surface: 'stdio',
      call: async (request) => (await open()).call(request),
      // Before the first answer nothing is kept.
      kept: { read: (uri, principal) => steward?.kept.read(uri, principal) },
      stateKey: async () => (await open()).state.key(),
      log: { error: line('error'), warn: line('warn') },
    },
    close: async () => (opening ? (await opened()).close() : offer.close()),
  };
}

interface Opened {
  readonly steward: Steward;
  readonly close: () => Promise<void>;
}

async function load(offer: Offer): Promise<Opened> {
  const [{ stewardFor }, { pageOverStdio }] = await Promise.all([import('../app.ts'), import('./approval-page.ts')]);
  const steward = await stewardFor(offer);
  const page = pageOverStdio(steward);
  steward.offerPage(page.offer);
  return {
    steward,
    close: async () => {
      await page.close();
      await steward.close();
    },
  };
}
