import { openAdapters } from '../../src/adapters.ts';
import { callerFor, type CallParts, type RunCall } from '../../src/call/index.ts';
import { catalogOf, visibleUnder, type Catalog, type WholeEntry } from '../../src/catalog/index.ts';
import { readSettings } from '../../src/config/index.ts';
import { systems } from '../../tools/index.ts';
import { alone } from './steward.ts';

/** The whole catalogue. */
export const catalog: Catalog<WholeEntry> = catalogOf(systems);

/** What stands for the server's own credentials in the tests of all systems: none of it may ever be told. */
export const CREDENTIALS = [
  'pat-of-steward',
  'word-of-steward',
  'token-of-steward',
  'secret-of-steward',
  'customer-of-steward',
  'key-of-steward',
] as const;

/** Adapters of all five systems at one address. */
export function adaptersAt(url: string): CallParts['adapters'] {
  const [pat, word, token, secret, customer, key] = CREDENTIALS;
  return openAdapters(
    readSettings({
      LIGHTDASH_URL: url,
      LIGHTDASH_TOKEN: pat,
      LIGHTDASH_EMAIL: 'admin@example.com',
      LIGHTDASH_PASSWORD: word,
      CISO_ASSISTANT_URL: url,
      CISO_ASSISTANT_TOKEN: token,
      KNOWI_URL: url,
      KNOWI_CLIENT_ID: 'client-x',
      KNOWI_CLIENT_SECRET: secret,
      KNOWI_SSO_URL: url,
      KNOWI_SSO_CUSTOMER_TOKEN: customer,
      KNOWLEDGEOWL_URL: url,
      KNOWLEDGEOWL_API_KEY: key,
    }),
  );
}

/** The pipeline over all systems. */
export function callingAll(adapters: CallParts['adapters'], confirm: 'human' | 'flag'): RunCall {
  const visible = visibleUnder(catalog, { configured: new Set(adapters.keys()), readOnly: false });
  return callerFor({ ...alone(), catalog, visible, adapters, confirm });
}
