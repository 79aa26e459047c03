import { isObject, scrubText } from '../operation/index.ts';

/** Shorter ones stand in every text. */
const SHORTEST = 4;

/** The credentials in the headers of a request, as a vendor or a proxy could quote them. */
export function credentialsIn(headers: Readonly<Record<string, string>> = {}): readonly string[] {
  const found = Object.entries(headers).flatMap(([name, value]) => {
    if (/^cookie$/i.test(name)) return value.split(/;\s*/).map((pair) => pair.slice(pair.indexOf('=') + 1));
    return /^(proxy-)?authorization$/i.test(name) ? [value.slice(value.indexOf(' ') + 1)] : [];
  });
  return found.filter((secret) => secret.length >= SHORTEST);
}

/** A JSON value without the secrets that its texts and names quote. Here and not in the JSON text, where each vendor escapes as it likes. */
export function unquotedIn(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return scrubText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => unquotedIn(item, secrets));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [scrubText(name, secrets), unquotedIn(child, secrets)]));
}
