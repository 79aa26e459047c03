/** Stands where a secret was. An argument that carries it is refused, so that a masked value is never written back. */
export const HIDDEN = '[hidden by steward]';

/** A text in which none of the secrets stands; the longest of them come first. */
export function scrubText(text: string, secrets: readonly string[]): string {
  return secrets.reduce((out, secret) => out.replaceAll(secret, HIDDEN), text);
}
