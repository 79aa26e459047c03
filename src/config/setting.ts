import type * as z from 'zod';

/** What a person is told about a setting, and how its text is checked. */
export interface SettingFacts {
  readonly about: string;
  /** Which part of the documentation it stands in. */
  readonly part: 'Systems' | 'Safety' | 'Visibility' | 'Answers' | 'Serving';
  /** The value is a secret: hosts mask it, `check` never prints it. */
  readonly sensitive: boolean;
  /** `flag` for true or false. */
  readonly kind: 'flag' | 'text';
  /** The value when it is not set, as it would be written. */
  readonly fallback: string | undefined;
  /** Turns the text into the value. Made when it is needed: few settings are set, and all of their schemas would slow down every start. */
  readonly schema: () => z.ZodType;
}

/** A setting and the value that it has when it is not set. */
export interface Setting<Value> extends SettingFacts {
  readonly unset: Value;
}

/** A setting that need not have a value. */
export function optional<T>(
  part: SettingFacts['part'],
  schema: () => z.ZodType<T>,
  about: string,
  sensitive = false,
): Setting<T | undefined> {
  return { about, part, sensitive, kind: 'text', fallback: undefined, schema, unset: undefined };
}

/** A setting that always has a value. */
export function byDefault<T>(part: SettingFacts['part'], schema: () => z.ZodType<T>, unset: NoInfer<T>, about: string): Setting<T> {
  return { about, part, sensitive: false, kind: typeof unset === 'boolean' ? 'flag' : 'text', fallback: String(unset), schema, unset };
}
