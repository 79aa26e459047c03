import { openTokens, TokensFileError } from '../access/tokens-file.ts';
import type { Steward } from '../app.ts';
import { SettingsError } from '../config/index.ts';
import type { Auth, HttpOptions } from '../http/index.ts';

/** How the settings want the HTTP server to serve. Throws a SettingsError where they do not go together. */
export async function httpOptions(steward: Steward): Promise<Omit<HttpOptions, 'host' | 'port'>> {
  const { settings } = steward;
  const { STEWARD_PUBLIC_URL: publicUrl, STEWARD_OAUTH_ISSUER: issuer } = settings;
  const systems = [...new Set(steward.visible.entries.map(({ system }) => system.id))];
  const resource = settings.STEWARD_AUTH === 'oauth' && issuer !== undefined ? { issuer, systems } : undefined;
  const { openMetrics } = await import('../http/index.ts');
  const metrics = openMetrics();
  steward.watch(metrics);
  metrics.loads(steward.loads);
  const known = settings.STEWARD_AUTH !== 'none';
  return {
    auth: await authOf(steward),
    publicUrl,
    resource,
    trustProxy: settings.STEWARD_TRUST_PROXY,
    limits: {
      principal: known ? settings.STEWARD_RATE_LIMIT : 0,
      address: known ? settings.STEWARD_RATE_LIMIT_ADDRESS : 0,
      calls: settings.STEWARD_MAX_CALLS,
      lag: settings.STEWARD_MAX_LAG,
      count: steward.state.count,
    },
    brought: steward.brought,
    ready: steward.ready,
    metrics,
    drain: settings.STEWARD_SHUTDOWN_SECONDS * 1000,
  };
}

async function authOf({ settings, log }: Steward): Promise<Auth | undefined> {
  const { STEWARD_AUTH: kind, STEWARD_TOKENS_FILE: file, STEWARD_PUBLIC_URL: publicUrl, STEWARD_OAUTH_ISSUER: issuer } = settings;
  if (kind === 'none') return undefined;
  const { metadataUrl, oauthAuth, tokenAuth } = await import('../http/index.ts');
  if (kind === 'token') {
    if (file === undefined)
      throw new SettingsError(['STEWARD_TOKENS_FILE: STEWARD_AUTH=token wants a tokens file; make one with steward-mcp token add.']);
    try {
      return tokenAuth(openTokens(file), log);
    } catch (thrown) {
      if (thrown instanceof TokensFileError) throw new SettingsError([`STEWARD_TOKENS_FILE: ${thrown.message}`]);
      throw thrown;
    }
  }
  if (issuer === undefined || publicUrl === undefined) {
    const missing = [issuer === undefined ? 'STEWARD_OAUTH_ISSUER' : '', publicUrl === undefined ? 'STEWARD_PUBLIC_URL' : ''].filter(
      (name) => name !== '',
    );
    throw new SettingsError(missing.map((name) => `${name}: STEWARD_AUTH=oauth wants it.`));
  }
  const endpoint = new URL('/mcp', publicUrl).href;
  return oauthAuth({ issuer, audience: settings.STEWARD_OAUTH_AUDIENCE ?? endpoint, metadataUrl: metadataUrl(endpoint) }, log);
}
