import type { Settings } from './config/index.ts';
import type { SystemId } from './operation/index.ts';
import { lightdashAdapter, LIMITS, type Adapter } from './vendor/index.ts';

/** An adapter for each system whose credentials are set. */
export function openAdapters(settings: Settings): ReadonlyMap<SystemId, Adapter> {
  const limits = { ...LIMITS, total: settings.STEWARD_VENDOR_TIMEOUT * 1000, headers: settings.STEWARD_VENDOR_TIMEOUT * 1000 };
  const adapters: Adapter[] = [];
  const { LIGHTDASH_URL: url, LIGHTDASH_TOKEN: token, LIGHTDASH_EMAIL: email, LIGHTDASH_PASSWORD: password } = settings;
  if (url && (token || (email && password))) adapters.push(lightdashAdapter({ url, token, email, password }, limits));
  return new Map(adapters.map((adapter) => [adapter.system, adapter]));
}
