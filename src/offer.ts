import { unknownNames, visibleUnder, type Catalog, type Policy, type Visible } from './catalog/index.ts';
import { missingFor, readSettings, requirements, SettingsError, type Environment, type Settings } from './config/index.ts';
import { openCatalog } from './open-catalog.ts';
import { openSpans } from './trace/spans.ts';

/** What a Steward is opened from. */
export interface StewardOptions {
  readonly environment: Environment;
  /** Use the emulated systems, whatever credentials the environment holds. */
  readonly sandbox?: boolean;
}

/** What can be called, as far as the settings and the catalogue tell: enough to list it. Nothing of what a call needs is loaded for it. */
export interface Offer {
  readonly settings: Settings;
  readonly catalog: Catalog;
  /** Ids of the systems whose credentials are set. */
  readonly configured: ReadonlySet<string>;
  /** Ids of the systems for which callers may bring their own credentials. */
  readonly brought: ReadonlySet<string>;
  readonly visible: Visible;
  /** The systems are emulated. */
  readonly sandbox: boolean;
  /** Ends the emulated systems. */
  readonly close: () => Promise<void>;
}

/** Reads the settings. Throws a SettingsError on any that is wrong. */
export async function openOffer({ environment, sandbox = false }: StewardOptions): Promise<Offer> {
  const given = readSettings(environment);
  await openSpans();
  const isSandbox = sandbox || given.STEWARD_SANDBOX;
  const emulated = isSandbox ? await (await import('./sandbox/index.ts')).openSandbox() : undefined;
  const close = async () => emulated?.close();
  try {
    const settings = emulated ? readSettings({ ...withoutSystems(environment), ...emulated.settings }) : given;
    const catalog = await openCatalog();
    const brought = settings.STEWARD_CALLER_CREDENTIALS ? await ownableUnder(settings) : new Set<string>();
    const configured = new Set<string>([...configuredBy(settings), ...brought]);
    const policy = policyOf(settings, configured);
    const problems = unknownNames(catalog, policy);
    if (problems.length > 0) throw new SettingsError(problems);
    return { settings, catalog, configured, brought, visible: visibleUnder(catalog, policy), sandbox: isSandbox, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

function configuredBy(settings: Settings): readonly string[] {
  return [...requirements].flatMap(([id, requirement]) => (missingFor(requirement, settings) === undefined ? [id] : []));
}

async function ownableUnder(settings: Settings): Promise<ReadonlySet<string>> {
  return (await import('./own-credentials.ts')).ownable(settings);
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
