import type { Settings } from './config/index.ts';
import type { SystemId } from './operation/index.ts';
import {
  cisoAssistantAdapter,
  knowiManagementAdapter,
  knowiSsoAdapter,
  knowledgeOwlAdapter,
  lightdashAdapter,
  LIMITS,
  type Adapter,
} from './vendor/index.ts';

/** An adapter for each system whose credentials are set. */
export function openAdapters(settings: Settings): ReadonlyMap<SystemId, Adapter> {
  const limits = { ...LIMITS, total: settings.STEWARD_VENDOR_TIMEOUT * 1000, headers: settings.STEWARD_VENDOR_TIMEOUT * 1000 };
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
