import { noAudit, openAudit } from './audit/index.ts';
import { callerFor, handlesFor, type RunCall } from './call/index.ts';
import { catalogOf, unknownNames, visibleUnder, type Catalog, type Policy, type Visible } from './catalog/index.ts';
import { openConfirmations, type Confirmation, type Confirmations } from './confirm/index.ts';
import { defaultStateDir, readSettings, SettingsError, type Environment, type Settings } from './config/index.ts';
import { openLog, type Logger } from './log/index.ts';
import { openAdapters } from './adapters.ts';
import { openState, type State } from './state/index.ts';
import { systems } from '../tools/index.ts';

/** Everything that serves, put together: the one place that knows all parts. */
export interface Steward {
  readonly settings: Settings;
  readonly catalog: Catalog;
  /** Ids of the systems whose credentials are set. */
  readonly configured: ReadonlySet<string>;
  readonly visible: Visible;
  readonly call: RunCall;
  readonly log: Logger;
  readonly confirmations: Confirmations;
  readonly state: State;
  /** The systems are emulated. */
  readonly sandbox: boolean;
  /** Says that there is an approvals page; previews lead to it from then on. */
  readonly offerPage: (offer: PageOffer) => void;
  readonly close: () => Promise<void>;
}

/** Leads a person to the page of one request, in words; undefined where there is no page now. */
export type PageOffer = (confirmation: Confirmation) => Promise<string | undefined>;

/** What a Steward is opened from. */
export interface StewardOptions {
  readonly environment: Environment;
  /** Use the emulated systems, whatever credentials the environment holds. */
  readonly sandbox?: boolean;
}

/** The catalogue of all operations; needs no settings. */
export function openCatalog(): Catalog {
  return catalogOf(systems);
}

/** Reads the settings and opens everything. Throws a SettingsError on any setting that is wrong. */
export async function openSteward({ environment, sandbox = false }: StewardOptions): Promise<Steward> {
  const given = readSettings(environment);
  const isSandbox = sandbox || given.STEWARD_SANDBOX;
  const emulated = isSandbox ? await (await import('./sandbox/index.ts')).openSandbox() : undefined;
  try {
    const settings = emulated ? readSettings({ ...withoutSystems(environment), ...emulated.settings }) : given;
    const adapters = openAdapters(settings);
    const catalog = openCatalog();
    const configured = new Set<string>(adapters.keys());
    const policy = policyOf(settings, configured);
    const problems = unknownNames(catalog, policy);
    if (problems.length > 0) throw new SettingsError(problems);
    const visible = visibleUnder(catalog, policy);
    const log = openLog(settings.STEWARD_LOG_LEVEL);
    const audit = settings.STEWARD_AUDIT_FILE === undefined ? noAudit : openAudit(settings.STEWARD_AUDIT_FILE);
    // Emulated systems leave nothing behind, unless a folder is named.
    const folder = settings.STEWARD_STATE_DIR ?? (emulated ? undefined : defaultStateDir());
    const state = openState(folder, settings.STEWARD_STATE_KEY);
    const confirmations = openConfirmations(state.store, state.key);
    let page: PageOffer | undefined;
    const whereToApprove = async (confirmation: Confirmation) => {
      const places = [await page?.(confirmation), state.shared ? `in a terminal with: steward-mcp approve ${confirmation.id}` : undefined];
      return places.filter((place) => place !== undefined).join(', or ') || undefined;
    };
    const call = callerFor({
      confirmations,
      whereToApprove,
      secondPerson: settings.STEWARD_APPROVALS === 'two',
      catalog, visible, adapters, audit, log, sandbox: isSandbox,
      confirm: settings.STEWARD_CONFIRM,
      handles: handlesFor(state.key),
      revealSecrets: settings.STEWARD_REVEAL_SECRETS,
      answerTokens: settings.STEWARD_ANSWER_TOKENS,
    });
    const close = async () => {
      await Promise.all([...adapters.values()].map((adapter) => adapter.close()));
      audit.close();
      await state.store.close();
      await emulated?.close();
    };
    return { settings, catalog, configured, visible, call, log, confirmations, state, offerPage: (offer) => void (page = offer), sandbox: isSandbox, close };
  } catch (thrown) {
    await emulated?.close();
    throw thrown;
  }
}

function policyOf(settings: Settings, configured: ReadonlySet<string>): Policy {
  return {
    configured,
    readOnly: settings.STEWARD_READ_ONLY,
    systems: settings.STEWARD_SYSTEMS,
    groups: settings.STEWARD_GROUPS,
    allow: settings.STEWARD_ALLOW,
    deny: settings.STEWARD_DENY,
  };
}

/** Real credentials must not reach the sandbox, nor a real address stay beside its made-up ones. */
function withoutSystems(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(KNOWI|CISO_ASSISTANT|LIGHTDASH|KNOWLEDGEOWL)_/.test(name)));
}
