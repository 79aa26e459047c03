export { openConfirmations } from './confirmations.ts';
export type { Binding, Confirmations, Decision, Question } from './confirmations.ts';
export { CONFIRMATION_TTL } from './record.ts';
export type { Confirmation } from './record.ts';
