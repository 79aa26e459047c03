import { noAudit, openAudit, type Audit } from './audit/index.ts';
import { callerFor, openKeptTexts, openRepeats, decisionEvent, handlesFor, type KeptTexts, type RunCall } from './call/index.ts';
import { openConfirmations, openGrant, type Confirmation, type Confirmations, type Observer, type OpenGrant } from './confirm/index.ts';
import { defaultStateDir, SettingsError, type Settings } from './config/index.ts';
import { openLog, type Logger } from './log/index.ts';
import { asks } from './operation/index.ts';
import { guardsFor, openAdapters } from './adapters.ts';
import { openOffer, type Offer, type StewardOptions } from './offer.ts';
import { ownAdapter } from './own-credentials.ts';
import { openWatched, watchedAdapter, watchedAudit, watchedCall, type Watcher } from './watch.ts';
import { openState, type SharedPlace, type State } from './state/index.ts';
import type { Adapter, Load } from './vendor/index.ts';

export { openCatalog } from './open-catalog.ts';

/** Everything that serves, put together: the one place that knows all parts. */
export interface Steward extends Offer {
  readonly call: RunCall;
  /** The version that a configured system says it has; undefined where it does not tell or does not answer. */
  readonly versionOf: (system: string) => Promise<string | undefined>;
  /** Long texts out of answers. */
  readonly kept: KeptTexts;
  readonly log: Logger;
  readonly confirmations: Confirmations;
  readonly state: State;
  /** Whether the parts that calls need work; within two seconds. */
  readonly ready: () => Promise<Readonly<Record<string, boolean>>>;
  /** How the configured systems stand: who waits for them, and whether they answer. */
  readonly loads: () => readonly Load[];
  /** Has somebody told of calls, exchanges and decisions from now on. */
  readonly watch: (watcher: Watcher) => void;
  /** Says that there is an approvals page; previews lead to it from then on. */
  readonly offerPage: (offer: PageOffer) => void;
  /** Ends everything, the emulated systems too. */
  readonly close: () => Promise<void>;
}

/** Leads a person to the page of one request, in words; undefined where there is no page now. */
export type PageOffer = (confirmation: Confirmation) => Promise<string | undefined>;

/** Reads the settings and opens everything. Throws a SettingsError on any setting that is wrong. */
export async function openSteward(options: StewardOptions): Promise<Steward> {
  const offer = await openOffer(options);
  try {
    return await stewardFor(offer);
  } catch (thrown) {
    await offer.close();
    throw thrown;
  }
}

/** Opens everything that calls of what is offered need. To close it closes the offer, too. */
export async function stewardFor(offer: Offer): Promise<Steward> {
  const { settings, catalog, visible, brought, sandbox } = offer;
  let audit: Audit = noAudit;
  try {
    const watched = openWatched();
    const titles = new Map(catalog.entries.map(({ system }) => [system.id, system.title]));
    const guards = guardsFor(settings, (id) => titles.get(id) ?? id);
    const guarded = (adapter: Adapter) => watchedAdapter(guards.before(adapter), watched);
    const adapters = new Map([...openAdapters(settings)].map(([id, adapter]) => [id, guarded(adapter)]));
    const log = openLog(settings.STEWARD_LOG_LEVEL);
    // Emulated systems leave nothing behind, unless a folder is named.
    const folder = settings.STEWARD_STATE_DIR ?? (sandbox ? undefined : defaultStateDir());
    const state = openState(folder, settings.STEWARD_STATE_KEY, redisOf(settings, log));
    const grant = grantOf(settings, state);
    audit = watchedAudit(auditOf(settings, state, log), watched);
    const confirmations = openConfirmations(state.store, state.key, Date.now, observerOf(audit, settings, log));
    let page: PageOffer | undefined;
    const whereToApprove = async (confirmation: Confirmation) => {
      const places = [await page?.(confirmation), state.shared ? `in a terminal with: steward-mcp approve ${confirmation.id}` : undefined];
      return places.filter((place) => place !== undefined).join(', or ') || undefined;
    };
    const kept = openKeptTexts();
    const call = watchedCall(
      callerFor({
        confirmations,
        whereToApprove,
        secondPerson: settings.STEWARD_APPROVALS === 'two',
        catalog,
        visible,
        adapters,
        audit,
        log,
        sandbox,
        confirm: settings.STEWARD_CONFIRM,
        grant,
        handles: handlesFor(state.key),
        revealSecrets: settings.STEWARD_REVEAL_SECRETS,
        answerTokens: settings.STEWARD_ANSWER_TOKENS,
        kept,
        repeats: openRepeats(state, longestCall(settings)),
        ownAdapter: (system, credential) => {
          const own = brought.has(system) ? ownAdapter(settings, system, credential) : undefined;
          return own && guarded(own);
        },
      }),
      catalog,
      watched,
    );
    const needsState = visible.entries.some(
      ({ operation }) => operation.effect !== 'read' || asks(operation) !== 'never' || operation.mints.length > 0,
    );
    const ready = async () => ({
      settings: true,
      store: await answers(async () => {
        await state.store.get('confirmation', 'readiness');
        if (!needsState) return;
        // A folder may be read, and still not written.
        state.key();
        // For longer than anybody waits between two looks: what is over would leave something to sweep.
        await state.store.put('newest', 'readiness', {}, 24 * 60 * 60);
      }),
      audit: settings.STEWARD_AUDIT_FILE === undefined || audit.writable(),
    });
    const versionOf = async (system: string) =>
      [...adapters.values()]
        .find((one) => one.system === system)
        ?.version?.()
        .catch(() => undefined);
    const close = async () => {
      await Promise.all([...adapters.values()].map((adapter) => adapter.close()));
      // What was decided elsewhere, or by nobody, gets into the audit by looking.
      await confirmations.list().catch(() => undefined);
      audit.close();
      await state.store.close();
      await offer.close();
    };
    return {
      ...offer,
      ready,
      loads: guards.loads,
      watch: watched.join,
      call,
      versionOf,
      kept,
      log,
      confirmations,
      state,
      offerPage: (offered) => void (page = offered),
      close,
    };
  } catch (thrown) {
    audit.close();
    throw thrown;
  }
}

/** How long a write may take from its claim on, in milliseconds: one deadline for all of it, and some time for clocks that differ. */
function longestCall({ STEWARD_VENDOR_TIMEOUT: seconds }: Settings): number {
  return (seconds + 30) * 1_000;
}

function auditOf({ STEWARD_AUDIT_FILE: file, STEWARD_AUDIT_MAX_MB: maxMegabytes }: Settings, { key }: State, log: Logger): Audit {
  return file === undefined ? noAudit : openAudit(file, { key, maxMegabytes, warn: (message) => log.warn(message) });
}

/** Whether something answers within two seconds. */
async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), 2_000)));
  try {
    return await Promise.race([ask().then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function observerOf(audit: Audit, { STEWARD_AUDIT_FILE: file }: Settings, log: Logger): Observer {
  return {
    // A process without an audit must not take the news from one that has.
    ready: () => file !== undefined && audit.writable(),
    saw: (event, record) => {
      try {
        audit.append(decisionEvent(event, record));
      } catch (thrown) {
        log.error({ err: thrown, event, confirmation: record.id }, 'a decision could not be written to the audit');
      }
    },
  };
}

function redisOf({ STEWARD_REDIS_URL: url }: Settings, log: Logger): SharedPlace | undefined {
  const notice = (fault: unknown) =>
    fault === undefined
      ? log.warn('Redis answers again')
      : log.error({ err: fault }, 'Redis cannot be reached: nothing is confirmed until it can');
  return url === undefined ? undefined : { url, notice };
}

function grantOf({ STEWARD_GRANT: text }: Settings, { key, store }: State): OpenGrant | undefined {
  if (text === undefined) return undefined;
  const grant = openGrant(text, key, store);
  if (!grant) throw new SettingsError(['STEWARD_GRANT: is no grant that was made with the state key of this server.']);
  return grant;
}
