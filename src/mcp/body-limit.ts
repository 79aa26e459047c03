/** Largest request body that a server takes over HTTP, in bytes. */
export const BODY_LIMIT = 1024 * 1024;
