import {
  HIDDEN,
  isObject,
  replaceAt,
  scrubText,
  secretArguments,
  StewardError,
  type Arguments,
  type JsonObject,
  type Operation,
} from '../operation/index.ts';

/** The arguments without the values of their secret fields. */
export function withoutSecrets(operation: Operation, args: Arguments): JsonObject {
  let out: unknown = args;
  for (const path of secretArguments(operation)) out = replaceAt(out, path.split('.'), () => HIDDEN);
  return isObject(out) ? out : {};
}

/** Every secret text among the arguments, and in what was opened for them, longest first. */
export function secretsIn(operation: Operation, args: Arguments, opened: readonly unknown[] = []): readonly string[] {
  const found: string[] = [];
  for (const value of opened) collect(typeof value === 'number' ? String(value) : value, found);
  for (const path of secretArguments(operation)) replaceAt(args, path.split('.'), (value) => collect(value, found));
  return found.length === 0 ? found : [...new Set(found)].filter((text) => text.length >= 4).toSorted((a, b) => b.length - a.length);
}

/** What is told in place of a minted value; `path` is the one of `mints`. */
export type Minted = (value: unknown, path: string) => unknown;

/** The mark that tells nothing. */
export const hidden: Minted = () => HIDDEN;

/** An answer without secrets of the request that a vendor echoes, and with minted values replaced; they stay where `minted` is undefined. */
export function redact(operation: Operation, data: unknown, secrets: readonly string[], minted: Minted | undefined): unknown {
  let out = scrub(data, secrets);
  if (!minted) return out;
  for (const path of operation.mints) {
    const at = path === '' ? [] : path.split('.');
    // Taken from the answer as it came: a minted value that holds an echoed secret must stay whole in its handle.
    const originals: unknown[] = [];
    replaceAt(data, at, (value) => originals.push(value));
    out = replaceAt(out, at, () => {
      const original = originals.shift();
      return original === '' ? original : minted(original, path);
    });
  }
  return out;
}

/** A value in which no text holds one of the secrets. */
export function scrub(value: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0) return value;
  if (typeof value === 'string') return scrubText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => scrub(item, secrets));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, scrub(child, secrets)]));
}

/** Refuses arguments into which a hidden value was copied. */
export function refuseHidden(args: Arguments): void {
  for (const [name, value] of Object.entries(args)) {
    if (JSON.stringify(value)?.includes(HIDDEN)) {
      throw new StewardError('invalid_arguments', `${name}: holds a hidden value; give the real one, or leave the argument out.`, {
        field: name,
      });
    }
  }
}

function collect(value: unknown, into: string[]): unknown {
  if (typeof value === 'string') into.push(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, into);
  else if (isObject(value)) for (const item of Object.values(value)) collect(item, into);
  return value;
}
