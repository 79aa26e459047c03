import type { IncomingMessage } from 'node:http';

/** A header that brings a caller's own credential of one system: `x-steward-lightdash-token`. */
const HEADER = /^x-steward-([a-z-]+)-token$/;

/** Which systems callers may bring credentials for; empty where they may not. */
export type Brought = ReadonlySet<string>;

/**
 * Takes the credentials out of a request: by system, or the sentence that says why the request is refused. What is not taken is
 * refused, for the caller means to act as somebody else than this server does.
 */
export function takeCredentials(raw: IncomingMessage, systems: Brought): ReadonlyMap<string, string> | string {
  const found = new Map<string, string>();
  for (const name of Object.keys(raw.headers)) {
    const system = HEADER.exec(name)?.[1];
    if (system === undefined) continue;
    const value = raw.headers[name];
    forgetHeader(raw, name);
    if (systems.size === 0) return `${name}: this server takes no credentials of callers (STEWARD_CALLER_CREDENTIALS).`;
    if (!systems.has(system)) return `${name}: there is no system ${system} here.`;
    // A header that is there twice comes joined by a comma and a space.
    if (typeof value !== 'string' || !/^[\x21-\x7e]{1,4096}$/.test(value)) return `${name}: must be one credential, without spaces.`;
    found.set(system, value);
  }
  return found;
}

/** Removes a header, so that whatever may log or forward headers further in does not have it. */
export function forgetHeader(raw: IncomingMessage, name: string): void {
  delete raw.headers[name];
  for (let at = 0; at < raw.rawHeaders.length; at += 2)
    if (raw.rawHeaders[at]?.toLowerCase() === name) raw.rawHeaders.splice(at + 1, 1, '');
}
