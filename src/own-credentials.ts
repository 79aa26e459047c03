import { openAdapters } from './adapters.ts';
import type { Settings } from './config/index.ts';
import type { SystemId } from './operation/index.ts';
import type { Adapter } from './vendor/index.ts';

/** The settings that sign in to each system, all unset. */
const NONE = {
  LIGHTDASH_TOKEN: undefined,
  LIGHTDASH_EMAIL: undefined,
  LIGHTDASH_PASSWORD: undefined,
  CISO_ASSISTANT_TOKEN: undefined,
  CISO_ASSISTANT_USERNAME: undefined,
  CISO_ASSISTANT_PASSWORD: undefined,
  KNOWI_CLIENT_ID: undefined,
  KNOWI_CLIENT_SECRET: undefined,
  KNOWI_SSO_CUSTOMER_TOKEN: undefined,
  KNOWLEDGEOWL_API_KEY: undefined,
} satisfies Partial<Settings>;

/** How a caller's one credential signs in to each system. */
const SIGN_IN: Readonly<Record<SystemId, (credential: string) => Partial<Settings>>> = {
  lightdash: (token) => ({ LIGHTDASH_TOKEN: token }),
  'ciso-assistant': (token) => ({ CISO_ASSISTANT_TOKEN: token }),
  'knowi-management': (pair) => {
    const [id = '', ...secret] = pair.split(':');
    return { KNOWI_CLIENT_ID: id, KNOWI_CLIENT_SECRET: secret.join(':') };
  },
  'knowi-sso': (token) => ({ KNOWI_SSO_CUSTOMER_TOKEN: token }),
  knowledgeowl: (key) => ({ KNOWLEDGEOWL_API_KEY: key }),
};

/**
 * An adapter that acts with one caller's own credential (for Knowi's Management API client id and secret, joined by a colon), and
 * with no other. Each call signs in afresh on connections of its own, which are closed after it: nothing that one caller
 * brought can reach another one. Undefined where the address of the system is not set or the credential is none.
 */
export function ownAdapter(settings: Settings, system: SystemId, credential: string): Adapter | undefined {
  const own = { ...settings, ...NONE, ...SIGN_IN[system](credential) };
  const open = () => openAdapters(own).get(system);
  const sample = open();
  return (
    sample && {
      system,
      check: sample.check,
      call: async (...args) => {
        const adapter = open() ?? sample;
        try {
          return await adapter.call(...args);
        } finally {
          await adapter.close();
        }
      },
      close: sample.close,
    }
  );
}

/** Ids of the systems for which a caller can bring a credential: those whose address is known. */
export function ownable(settings: Settings): ReadonlySet<SystemId> {
  return new Set(SYSTEMS.filter((system) => openAdapters({ ...settings, ...NONE, ...SIGN_IN[system]('a:b') }).has(system)));
}

const SYSTEMS: readonly SystemId[] = ['knowi-management', 'knowi-sso', 'ciso-assistant', 'lightdash', 'knowledgeowl'];
