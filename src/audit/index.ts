export { noAudit, openAudit } from './audit.ts';
export type { Audit, AuditEvent, AuditOptions } from './audit.ts';
export { findPreImage } from './pre-images.ts';
export { verifyChain, verifyFiles } from './verify.ts';
export type { Verdict } from './verify.ts';
