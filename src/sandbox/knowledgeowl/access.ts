import type { Ask } from '../core/emulation.ts';
import { failure } from './reply.ts';

/** The keys that the emulation accepts, and the methods that each may use. */
export const keys = { full: 'sandbox-knowledgeowl-key', readOnly: 'sandbox-knowledgeowl-read-only-key' } as const;

const allowed: ReadonlyMap<string, readonly string[]> = new Map([
  [keys.full, ['GET', 'EXPLAIN', 'POST', 'PUT', 'DELETE']],
  [keys.readOnly, ['GET', 'EXPLAIN']],
]);

/**
 * The methods that the request's key may use. Throws 401 without a known key.
 * The key is the user name of HTTP Basic, with any password; or the query's `_authbykey`, which works at the vendor although no
 * careful client puts a key in an address.
 */
export function methodsOf({ headers, query }: Ask): readonly string[] {
  const methods = allowed.get(query.get('_authbykey') ?? basicUser(headers.authorization) ?? '');
  if (!methods) throw failure(401, 'Invalid API key');
  return methods;
}

function basicUser(header: string | undefined): string | undefined {
  const encoded = /^Basic ([\w+/=]+)$/i.exec(header ?? '')?.[1];
  return encoded && Buffer.from(encoded, 'base64').toString('utf8').split(':')[0];
}
