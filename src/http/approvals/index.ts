export { openApprovals } from './open.ts';
export type { ApprovalsParts, Reveal } from './parts.ts';
export { approvalsRoutes } from './routes.ts';
export { newTicket } from './session.ts';
