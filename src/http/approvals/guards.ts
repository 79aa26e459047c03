import type { FastifyReply, FastifyRequest } from 'fastify';
import { POLICY } from './style.ts';

/** What all answers are. */
export const HTML_TYPE = 'text/html; charset=utf-8';

const HEADERS = {
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Nothing goes to other sites. With no-referrer browsers would send `Origin: null` with our own forms, which tells nothing.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Sets the headers that every answer of these pages has, refusals included. */
export async function setHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers(HEADERS).type(HTML_TYPE);
}

/**
 * Whether a POST comes from our own pages: the whole origin counts, port included, since SameSite cookies do not tell the ports
 * of a host apart. `own` is the pages' origin.
 */
export function comesFromHere({ headers }: FastifyRequest, own: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return headers.origin === undefined ? site !== undefined : headers.origin === own;
}

/** Whether a browser was sent here by another site: it keeps our cookie back then, until the person follows a link of ours. */
export function comesFromElsewhere({ headers }: FastifyRequest): boolean {
  return headers['sec-fetch-site'] === 'cross-site';
}

/** Whether a browser only loads the page in advance, before the person asked for it. */
export function isPrefetch({ headers }: FastifyRequest): boolean {
  return String(headers['sec-purpose'] ?? '').includes('prefetch');
}
