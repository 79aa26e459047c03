/** What the generated files take from package.json. Addresses are there once there is a place that publishes. */
export interface Package {
  readonly name: string;
  /** Name in MCP registries: a domain of the publisher, backwards, and a name. */
  readonly mcpName: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly keywords: readonly string[];
  readonly homepage?: string | undefined;
  readonly bugs?: { readonly url: string } | undefined;
  readonly repository?: { readonly type: string; readonly url: string } | undefined;
  /** Address of PRIVACY.md, or of what the publisher has in its place. */
  readonly privacyPolicy?: string | undefined;
}

/** An address for browsers, of one that npm wrote for git. */
export function webAddress(url: string): string {
  return url.replace(/^git\+/, '').replace(/\.git$/, '');
}
