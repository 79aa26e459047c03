export { noAudit, openAudit } from './audit.ts';
export type { Audit, AuditEvent } from './audit.ts';
export { verifyChain } from './chain.ts';
export type { Verdict } from './chain.ts';
