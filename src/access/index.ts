export { identity, isIdentity, LOCAL } from './identity.ts';
export type { Identity } from './identity.ts';
export { allows, allScopes, APPROVE, BASE_SCOPES, levelOf, LEVELS, mayApprove, METRICS, neededScopes, ownScopes } from './scopes.ts';
export type { Level } from './scopes.ts';
