import type { Steward } from '../app.ts';
import { SettingsError } from '../config/index.ts';
import type { McpParts } from '../mcp/index.ts';
import type { Offer } from '../offer.ts';
import { asStewardError, StewardError } from '../operation/index.ts';
import { tell } from './print.ts';
import { listParts } from './serve.ts';

/** What serves an offer over stdio. */
interface Later {
  readonly parts: McpParts;
  readonly close: () => Promise<void>;
}

/**
 * Lists what is offered; all that calls need is loaded and opened with the first of them. Where that fails (an audit file that cannot
 * be written, a grant that is none) no call is made: each is answered with the reason, and tries again.
 */
export function openLater(offer: Offer, version: string): Later {
  let opening: Promise<Opened> | undefined;
  let steward: Steward | undefined;
  const open = async (): Promise<Steward> => {
    try {
      return ({ steward } = await (opening ??= load(offer))).steward;
    } catch (thrown) {
      opening = undefined;
      tell(thrown instanceof Error ? thrown.message : 'The server cannot be opened.');
      throw thrown instanceof SettingsError ? new StewardError('not_configured', thrown.message) : thrown;
    }
  };
  const first: McpParts['call'] = async (request) => {
    const opened = await open().catch(asStewardError);
    return opened instanceof StewardError ? { kind: 'failed', error: opened } : opened.call(request);
  };
  const line = (level: 'error' | 'warn') => (about: object, message: string) =>
    void import('../log/index.ts').then(({ openLog }) => openLog(offer.settings.STEWARD_LOG_LEVEL)[level](about, message));
  return {
    parts: {
      ...listParts(offer),
      version,
      surface: 'stdio',
      call: (request) => (steward ? steward.call(request) : first(request)),
      // Before the first answer nothing is kept.
      kept: { read: (uri, principal) => steward?.kept.read(uri, principal) },
      stateKey: async () => (await open()).state.key(),
      log: { error: line('error'), warn: line('warn') },
    },
    close: async () => {
      const opened = await opening?.catch(() => undefined);
      await (opened ?? offer).close();
    },
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
