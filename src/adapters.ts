import type { Settings } from './config/index.ts';
import type { SystemId } from './operation/index.ts';
import {
  cisoAssistantAdapter,
  knowiManagementAdapter,
  knowiSsoAdapter,
  knowledgeOwlAdapter,
  lightdashAdapter,
  LIMITS,
  openGuards,
  type Adapter,
  type ClientLimits,
  type Guards,
} from './vendor/index.ts';

/** The limits of every adapter, as the settings want them. */
function limitsOf({ STEWARD_VENDOR_TIMEOUT: seconds, STEWARD_VENDOR_CONCURRENCY: atOnce }: Settings): ClientLimits {
  return { ...LIMITS, total: seconds * 1000, headers: seconds * 1000, connections: Math.max(LIMITS.connections, atOnce) };
}

/** What stands before all adapters; `name` is what errors call a system. */
export function guardsFor(settings: Settings, name: (system: SystemId) => string): Guards {
  return openGuards(name, {
    total: settings.STEWARD_VENDOR_TIMEOUT * 1000,
    atOnce: settings.STEWARD_VENDOR_CONCURRENCY,
    waiting: settings.STEWARD_VENDOR_QUEUE,
    failures: settings.STEWARD_VENDOR_COOLDOWN === 0 ? Infinity : FAILURES,
    cooldown: settings.STEWARD_VENDOR_COOLDOWN * 1000,
  });
}

/** Enough that one slow query and its repetition do not count as an outage. */
const FAILURES = 5;

/** An adapter for each system whose credentials are set. */
export function openAdapters(settings: Settings, limits: ClientLimits = limitsOf(settings)): ReadonlyMap<SystemId, Adapter> {
  const adapters: Adapter[] = [];
  const {
    CISO_ASSISTANT_URL: cisoUrl,
    CISO_ASSISTANT_TOKEN: cisoToken,
    CISO_ASSISTANT_USERNAME: username,
    CISO_ASSISTANT_PASSWORD: secret,
  } = settings;
  if (cisoUrl && (cisoToken || (username && secret)))
    adapters.push(cisoAssistantAdapter({ url: cisoUrl, token: cisoToken, username, password: secret }, limits));
  const { LIGHTDASH_URL: url, LIGHTDASH_TOKEN: token, LIGHTDASH_EMAIL: email, LIGHTDASH_PASSWORD: password } = settings;
  if (url && (token || (email && password))) adapters.push(lightdashAdapter({ url, token, email, password }, limits));
  const { KNOWI_URL, KNOWI_CLIENT_ID: clientId, KNOWI_CLIENT_SECRET: clientSecret } = settings;
  if (clientId && clientSecret) adapters.push(knowiManagementAdapter({ url: KNOWI_URL, clientId, clientSecret }, limits));
  const { KNOWI_SSO_URL, KNOWI_SSO_CUSTOMER_TOKEN: customerToken } = settings;
  if (customerToken) adapters.push(knowiSsoAdapter({ url: KNOWI_SSO_URL, customerToken }, limits));
  const { KNOWLEDGEOWL_URL, KNOWLEDGEOWL_API_KEY: apiKey } = settings;
  if (apiKey) adapters.push(knowledgeOwlAdapter({ url: KNOWLEDGEOWL_URL, apiKey }, limits));
  return new Map(adapters.map((adapter) => [adapter.system, adapter]));
}
