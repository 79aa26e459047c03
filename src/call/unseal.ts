import { isObject, secretArguments, StewardError, type Operation } from '../operation/index.ts';
import { HANDLE_PREFIX, type Handles, type Opener } from './seal.ts';

/** Arguments in which every handle is replaced by what it stands for. */
export interface Unsealed {
  readonly args: unknown;
  /** The values that were put in. */
  readonly opened: readonly unknown[];
}

/**
 * Opens the handles among arguments that nothing has checked yet: what a field demands must hold for the real value.
 * Throws `invalid_arguments` for a handle that does not open, and for one anywhere but in a secret field:
 * a secret in a description could be read back.
 */
export function unseal(operation: Operation, given: unknown, handles: Handles, opener: Opener): Unsealed {
  const secrets = secretArguments(operation);
  const patterns = secrets.map((path) => path.split('.'));
  const opened: unknown[] = [];

  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (path.length > DEEPEST) throw refusal(path.slice(0, 3), 'is nested too deeply');
    if (typeof value === 'string') return isSecret(patterns, path) ? ofSecret(value, path) : outside(value, path);
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, String(index)]));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [outside(name, path), walk(child, [...path, fieldOf(operation, name, path)])]),
    );
  };
  const ofSecret = (text: string, path: readonly string[]): unknown => {
    if (!text.startsWith(HANDLE_PREFIX)) return outside(text, path, 'holds a handle among other text; give the handle alone');
    const result = handles.open(text, opener);
    if ('refused' in result) throw refusal(path, result.refused);
    opened.push(result.opened.value);
    return result.opened.value;
  };
  const fields = secrets.length === 0 ? 'this tool has none' : `here: ${secrets.join(', ')}`;
  const outside = (
    text: string,
    path: readonly string[],
    why = `holds a ${HANDLE_PREFIX} handle, which only secret arguments take (${fields})`,
  ) => {
    if (HANDLE.test(text)) throw refusal(path, why);
    return text;
  };

  return { args: walk(given, []), opened };
}

/** No argument of any operation is nested nearly as deeply; a hostile one could exhaust the stack. */
const DEEPEST = 64;

/** No handle is shorter, and names that merely begin alike are not that long. */
const HANDLE = new RegExp(`${HANDLE_PREFIX}[\\w-]{80}`);

/** Whether a path is, or lies inside, a field that is marked secret. */
function isSecret(patterns: readonly (readonly string[])[], path: readonly string[]): boolean {
  return patterns.some((pattern) => pattern.length <= path.length && pattern.every((part, index) => part === '*' || part === path[index]));
}

/** A top-level argument may come under its documented name. */
function fieldOf({ aliases }: Operation, name: string, path: readonly string[]): string {
  return path.length === 0 && Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
}

function refusal(path: readonly string[], message: string): StewardError {
  const field = path.join('.').slice(0, 200) || 'arguments';
  return new StewardError('invalid_arguments', `${field}: ${message}.`, { field });
}
