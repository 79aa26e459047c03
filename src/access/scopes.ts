import { asks, type Plain } from '../operation/index.ts';

/** What a scope lets a principal do; each level includes those before it. `destroy` is whatever may ask a person. */
export const LEVELS = ['read', 'write', 'destroy'] as const;

/** One of them. */
export type Level = (typeof LEVELS)[number];

/** Lets a principal answer requests on the approvals page. No other scope includes it. */
export const APPROVE = 'steward:approve';
/** Lets a principal read `/metrics`. No other scope includes it. */
export const METRICS = 'steward:metrics';

/** The area of scopes that hold for every system. */
const EVERYWHERE = 'steward';

/** An operation with the system that it belongs to. */
export interface Scoped {
  readonly operation: Plain;
  readonly system: { readonly id: string };
}

/** The level that an operation wants, whatever its arguments are. */
export function levelOf(operation: Plain): Level {
  if (operation.effect === 'delete' || asks(operation) !== 'never') return 'destroy';
  return operation.effect === 'read' ? 'read' : 'write';
}

/**
 * Whether scopes let somebody answer requests: those that also let their holder make calls do not, for an agent that has such a token
 * would agree with itself.
 */
export function mayApprove(scopes: readonly string[]): boolean {
  return scopes.includes(APPROVE) && !scopes.some((scope) => LEVELS.some((level) => scope.endsWith(`:${level}`)));
}

/** Whether scopes allow an operation. Scopes of other programs allow nothing. */
export function allows(scopes: readonly string[], { operation, system }: Scoped): boolean {
  const wanted = LEVELS.indexOf(levelOf(operation));
  return scopes.some((scope) => {
    const [area, level, ...rest] = scope.split(':');
    return rest.length === 0 && (area === EVERYWHERE || area === system.id) && LEVELS.findIndex((one) => one === level) >= wanted;
  });
}

/**
 * All scopes that a principal must have to make this call, those that it has included: asked for at once, so that nobody has to
 * sign in twice. Follows the way the principal's scopes are written: by system or for all of them.
 */
export function neededScopes(scopes: readonly string[], { operation, system }: Scoped): readonly string[] {
  const bySystem = scopes.some((scope) => /^[^:]+:(read|write|destroy)$/.test(scope) && !scope.startsWith(`${EVERYWHERE}:`));
  return [...new Set([...scopes, `${bySystem ? system.id : EVERYWHERE}:${levelOf(operation)}`])].toSorted();
}

/** What a client asks for that asks for everything. */
export const BASE_SCOPES: readonly string[] = LEVELS.map((level) => `${EVERYWHERE}:${level}`);

/** Every scope that there is, for a set of systems. */
export function allScopes(systems: readonly string[]): readonly string[] {
  return [...BASE_SCOPES, ...systems.flatMap((id) => LEVELS.map((level) => `${id}:${level}`)), APPROVE, METRICS];
}

/** The scopes of ours among some, sorted and each once: two principals with equal ones see the same. */
export function ownScopes(scopes: readonly string[]): readonly string[] {
  return [...new Set(scopes.filter((scope) => /^[a-z-]+:(read|write|destroy|approve|metrics)$/.test(scope)))].toSorted();
}
