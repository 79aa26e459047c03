import type { Steward } from '../app.ts';
import { harmlessRead } from '../catalog/index.ts';
import { begunFor, missingFor, readSettings, requirements } from '../config/index.ts';

/** What `check` found out about one system. */
export interface SystemReport {
  readonly system: string;
  /** `ok`, `not configured`, `incomplete: …`, `hidden by the settings`, `not tried: …`, or what went wrong. */
  readonly signIn: string;
  /** Whether the system answered at all; undefined where it was not asked. */
  readonly reachable: boolean | undefined;
  /** What the system says its version is. */
  readonly version: string | undefined;
  readonly listed: number;
  /** Why operations are hidden, with how many. */
  readonly hidden: Readonly<Record<string, number>>;
  /** Its settings by name, never with a value. `default` is one that nobody set and that has a value all the same. */
  readonly settings: Readonly<Record<string, 'set' | 'default' | 'unset'>>;
}

const NOT_CONFIGURED = 'not configured';
const HIDDEN = 'hidden by the settings';
const NOT_TRIED = 'not tried: it has no read without arguments';

/** Whether somebody has to do something about it. */
export function isProblem({ signIn }: SystemReport): boolean {
  return ![NOT_CONFIGURED, HIDDEN, NOT_TRIED, 'ok'].includes(signIn);
}

/** Whether nobody has begun to set it up. */
export function isLeftOut({ signIn }: SystemReport): boolean {
  return signIn === NOT_CONFIGURED;
}

/** Signs in to one system with a harmless read and collects what is known about it. */
export async function reportOn(steward: Steward, id: string): Promise<SystemReport> {
  const own = steward.catalog.entries.filter(({ system }) => system.id === id);
  const why = own.flatMap(({ operation }) => steward.visible.hidden.get(operation.name) ?? []);
  const hidden = Object.fromEntries([...new Set(why)].map((reason) => [reason, why.filter((other) => other === reason).length]));
  const { signIn, reachable } = await trySignIn(steward, id);
  const version = reachable ? await steward.versionOf(id) : undefined;
  return { system: id, signIn, reachable, version, listed: own.length - why.length, hidden, settings: settingsOf(steward, id) };
}

type Tried = Pick<SystemReport, 'signIn' | 'reachable'>;

async function trySignIn(steward: Steward, id: string): Promise<Tried> {
  const untried = (signIn: string): Tried => ({ signIn, reachable: undefined });
  if (!steward.configured.has(id)) return untried(incomplete(steward, id) ?? NOT_CONFIGURED);
  const visible = steward.visible.entries.filter(({ system }) => system.id === id);
  if (visible.length === 0) return untried(HIDDEN);
  const probe = visible.find(harmlessRead);
  if (!probe) return untried(NOT_TRIED);
  const outcome = await steward.call({ tool: probe.operation.name, args: {}, caller: { principal: 'local', surface: 'cli' } });
  if (!('error' in outcome)) return { signIn: 'ok', reachable: true };
  // Whatever a vendor answered has a status; an address where nobody answers has none.
  return { signIn: outcome.error.message.replace(/\.$/, ''), reachable: outcome.error.details.vendorStatus !== undefined };
}

function incomplete({ settings }: Steward, id: string): string | undefined {
  const requirement = requirements.get(id);
  if (!requirement || !begunFor(requirement, settings, readSettings({}))) return undefined;
  return `incomplete: set ${missingFor(requirement, settings)}`;
}

function settingsOf({ settings }: Steward, id: string): SystemReport['settings'] {
  const defaults = readSettings({});
  const names = requirements.get(id)?.settings ?? [];
  return Object.fromEntries(
    names.map((name) => [name, settings[name] === undefined ? 'unset' : settings[name] === defaults[name] ? 'default' : 'set'] as const),
  );
}
