import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';

// The vendor prints its salt and IV in samples, so they are no secret; these are other values of the same kind.
const SALT = Buffer.from('sandbox salt');
const IV = Buffer.from('sandbox iv 16 by');
const ROUNDS = 1024;
const PREFIX = 'contentFilters=';
const KEY = pbkdf2Sync('sandbox-knowi-customer-key', SALT, ROUNDS, 16, 'sha1');

/**
 * The hash that opens a secure link for some rows: AES-128-CBC of the filter text in base64, `/` written `___`, with the
 * leading `/` of the published example. Reversible, and the same text always gives the same hash.
 */
export function sealFilters(text: string): string {
  const cipher = createCipheriv('aes-128-cbc', KEY, IV);
  const bytes = Buffer.concat([cipher.update(`${PREFIX}${text}`, 'utf8'), cipher.final()]);
  return `/${bytes.toString('base64').replaceAll('/', '___')}`;
}

/** The filter text inside a hash; undefined when the hash was not made here. */
export function openFilters(hash: string): string | undefined {
  try {
    const decipher = createDecipheriv('aes-128-cbc', KEY, IV);
    const bytes = Buffer.from(hash.replace(/^\//, '').replaceAll('___', '/'), 'base64');
    const text = Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8');
    return text.startsWith(PREFIX) ? text.slice(PREFIX.length) : undefined;
  } catch {
    return undefined;
  }
}
