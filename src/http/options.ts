import type { Auth } from './auth/index.ts';
import type { Patience } from './broken.ts';
import type { Readiness } from './health.ts';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';

/** Where the server listens. */
export interface HttpAddress {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
}

/** How the server serves. */
export interface HttpOptions extends HttpAddress {
  /** How callers are known; undefined for nobody, on loopback only. */
  readonly auth?: Auth | undefined;
  /** Address under which clients reach the server, without a path, such as `https://steward.example.com`. Wanted beyond loopback. */
  readonly publicUrl?: string | undefined;
  /** The authorization server, and the systems whose scopes it may give; its metadata document is served then. */
  readonly resource?: { readonly issuer: string; readonly systems: readonly string[] } | undefined;
  /** How much the server takes. By default what suits loopback. */
  readonly limits?: Limits | undefined;
  /** How long a request may take to arrive. By default 10 seconds for its headers and 30 in all. */
  readonly patience?: Patience | undefined;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. By default none. */
  readonly trustProxy?: readonly string[] | undefined;
  /** Ids of the systems for which callers may bring their own credentials, in `x-steward-<system>-token`. By default none. */
  readonly brought?: ReadonlySet<string> | undefined;
  /** Whether the parts that calls need work; resolves soon. */
  readonly ready?: (() => Promise<Readiness>) | undefined;
  readonly metrics?: Metrics | undefined;
  /** How long calls under way may take at the end, in milliseconds; 0, the default, ends them at once. */
  readonly drain?: number | undefined;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Host names under which the server may be addressed; others are a web page that had its name changed to this address. Throws where the server must not listen like this, and says why. */
export function hostNames({ host, auth, publicUrl }: HttpOptions): string[] {
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(host);
  if (!loopback && !auth)
    throw new Error(`--host ${host}: without authentication (STEWARD_AUTH=none) the server listens on 127.0.0.1, ::1 or localhost only.`);
  if (!loopback && publicUrl === undefined)
    throw new Error(
      `--host ${host}: STEWARD_PUBLIC_URL must say under which address clients reach the server, so that requests for other names are refused.`,
    );
  return publicUrl === undefined ? LOOPBACK : [...new Set([...LOOPBACK, new URL(publicUrl).hostname])];
}
