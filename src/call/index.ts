export { callerFor } from './call.ts';
export type { CallParts, RunCall } from './call.ts';
export type { Answered, Caller, CallRequest, Outcome, Preview, Shaped } from './outcome.ts';
export { HANDLE_TTL, handlesFor } from './seal.ts';
export type { Handles } from './seal.ts';
export { decisionEvent } from './trail.ts';
