export { openConfirmations } from './confirmations.ts';
export type { Binding, Confirmations, Question } from './confirmations.ts';
export { CONFIRMATION_TTL } from './record.ts';
export type { Confirmation } from './record.ts';
export { covers, GRANT_MAX, GRANT_TTL, openGrant, sealGrant } from './grants.ts';
export type { Grant, OpenGrant } from './grants.ts';
export type { Decided, Observer } from './observer.ts';
