import {
  isObject,
  replaceAt,
  secretPaths,
  StewardError,
  vendorShape,
  type Arguments,
  type JsonObject,
  type Operation,
} from '../operation/index.ts';

/** Stands where a secret was. An argument that carries it is refused, so that a masked value is never written back. */
export const HIDDEN = '[hidden by steward]';

/** The arguments without the values of their secret fields. */
export function withoutSecrets(operation: Operation, args: Arguments): JsonObject {
  let out: unknown = args;
  for (const path of secretPaths(vendorShape(operation))) out = replaceAt(out, path.split('.'), () => HIDDEN);
  return isObject(out) ? out : {};
}

/** Every secret text among the arguments, longest first. */
export function secretsIn(operation: Operation, args: Arguments): readonly string[] {
  const found: string[] = [];
  for (const path of secretPaths(vendorShape(operation))) replaceAt(args, path.split('.'), (value) => collect(value, found));
  return found.filter((text) => text.length >= 4).toSorted((a, b) => b.length - a.length);
}

/** An answer without what the operation mints and without secrets of the request that a vendor echoes. */
export function redact(operation: Operation, data: unknown, secrets: readonly string[], reveal: boolean): unknown {
  let out = scrub(data, secrets);
  if (!reveal) for (const path of operation.mints) out = replaceAt(out, path === '' ? [] : path.split('.'), () => HIDDEN);
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

/** A text in which none of the secrets stands. */
export function scrubText(text: string, secrets: readonly string[]): string {
  return secrets.reduce((out, secret) => out.replaceAll(secret, HIDDEN), text);
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
