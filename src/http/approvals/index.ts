export { openApprovals } from './open.ts';
export type { OpenApprovals, OpenApprovalsParts } from './open.ts';
export type { ApprovalsParts } from './parts.ts';
export { approvalsRoutes } from './routes.ts';
export { newTicket } from './session.ts';
export type { Session } from './session.ts';
