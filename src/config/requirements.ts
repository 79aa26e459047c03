import type { SettingName, Settings } from './settings.ts';

/** Which settings lead to a system. */
export interface Requirement {
  /** All settings of the system, in the order of the documentation. */
  readonly settings: readonly SettingName[];
  /** Needed in any case. */
  readonly always: readonly SettingName[];
  /** Ways to sign in, best first; one of them is needed whole. */
  readonly ways: readonly (readonly SettingName[])[];
}

const LIGHTDASH_ACCOUNT = ['LIGHTDASH_EMAIL', 'LIGHTDASH_PASSWORD'] as const;
const CISO_ACCOUNT = ['CISO_ASSISTANT_USERNAME', 'CISO_ASSISTANT_PASSWORD'] as const;

/** What each system needs, by its id. */
export const requirements: ReadonlyMap<string, Requirement> = new Map([
  ['lightdash', needs(['LIGHTDASH_URL'], [['LIGHTDASH_TOKEN'], LIGHTDASH_ACCOUNT])],
  ['ciso-assistant', needs(['CISO_ASSISTANT_URL'], [['CISO_ASSISTANT_TOKEN'], CISO_ACCOUNT])],
  ['knowi-management', needs(['KNOWI_URL'], [['KNOWI_CLIENT_ID', 'KNOWI_CLIENT_SECRET']])],
  ['knowi-sso', needs(['KNOWI_SSO_URL'], [['KNOWI_SSO_CUSTOMER_TOKEN']])],
  ['knowledgeowl', needs(['KNOWLEDGEOWL_URL'], [['KNOWLEDGEOWL_API_KEY']])],
]);

function needs(always: Requirement['always'], ways: Requirement['ways']): Requirement {
  return { settings: [...always, ...ways.flat()], always, ways };
}

/** What is still missing before a system can be used, in words; undefined when nothing is. */
export function missingFor({ always, ways }: Requirement, settings: Settings): string | undefined {
  const unset = (names: readonly SettingName[]) => names.filter((name) => settings[name] === undefined);
  const [first, hasWay] = [unset(always), ways.some((way) => unset(way).length === 0)];
  // Somebody who has begun one way is told how to end that one.
  const begun = ways.filter((way) => unset(way).length < way.length);
  const way = hasWay ? [] : [(begun.length > 0 ? begun : ways).map((names) => unset(names).join(' + ')).join(' or ')];
  return [...first, ...way].join(', and ') || undefined;
}

/** The settings of a system that somebody has set, credentials or an address of their own. */
export function begunFor({ settings: names, ways }: Requirement, settings: Settings, defaults: Settings): boolean {
  const credentials = new Set(ways.flat());
  return names.some((name) => settings[name] !== undefined && (credentials.has(name) || settings[name] !== defaults[name]));
}
