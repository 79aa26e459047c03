import type { Reply } from '../core/emulation.ts';

/** A success in this API's envelope. */
export const answer = (members: object): Reply => ({ status: 200, body: { valid: true, ...members } });

/** A failure with its status. Public clients look for `message` first; the vendor publishes no error form. */
export const failure = (status: number, message: string): Reply => ({ status, body: { valid: false, message } });

/** A failure under status 200: here `valid` alone tells. */
export const invalid = (message: string): Reply => failure(200, message);
