import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { StateKey } from './key.ts';

/** Encrypts and authenticates texts; each purpose has a key of its own. */
export interface Sealer {
  /** A text of `A-Z a-z 0-9 - _`, bound to `context`: opening it with another context fails. */
  readonly seal: (plain: string, context: string) => string;
  /** The text, or undefined when it was changed, made with another key, or bound to another context. */
  readonly open: (sealed: string, context: string) => string | undefined;
  /** A keyed digest: the same for the same text, and nobody without the key can compute it. */
  readonly digest: (text: string) => string;
}

/** AES-256-GCM with a key derived for one purpose. */
export function sealerFor(key: StateKey, purpose: string): Sealer {
  let derived: Buffer | undefined;
  const own = () => (derived ??= Buffer.from(hkdfSync('sha256', key(), Buffer.alloc(0), `steward-mcp ${purpose}`, 32)));
  return {
    seal: (plain, context) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', own(), iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed, context) => {
      const bytes = bytesIn(sealed);
      if (bytes === undefined || bytes.length < 28) return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', own(), bytes.subarray(0, 12))
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
    digest: (text) => createHmac('sha256', own()).update(text).digest('base64url'),
  };
}

/** The bytes of a base64url text in its one spelling: Node decodes others too, so that a changed text would be taken for the same. */
function bytesIn(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
