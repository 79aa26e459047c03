import { join } from 'node:path';

/**
 * Where the official conformance suite is installed: a folder in which `npm install @modelcontextprotocol/conformance node@24` was run.
 * It is none of our dependencies because it wants a newer Node than this server, which the second package brings.
 */
export const SUITE: string | undefined = process.env['CONFORMANCE_SUITE'];

/** The newest Node there is, beside the suite. */
export const NEWEST_NODE: string = join(SUITE ?? 'CONFORMANCE_SUITE', 'node_modules/node/bin/node');

/** Whether what needs the suite is left out: it is not here, and `CI` is not set. With `CI` it is tried, and fails. */
export const isSuiteLeftOut: boolean = SUITE === undefined && !process.env['CI'];
