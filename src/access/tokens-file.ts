import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { LOCAL } from './identity.ts';

// Made when it is needed: most servers have no such file.
const tokenSchema = () =>
  z.strictObject({
    /** The principal: stands in the audit, in sessions and in confirmations. */
    name: z
      .string()
      .regex(/^[A-Za-z0-9@._-]{1,80}$/, 'must be 1 to 80 letters, digits, @, ., _ or -')
      .refine((name) => name !== LOCAL, 'must not be local: callers that nobody authenticated have that name'),
    /** SHA-256 of the token, in hex. Tokens have 256 random bits, so nothing slower is needed. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    scopes: z.array(z.string()).min(1),
    /** Who confirms: a person, or `confirm: true` alone. */
    confirm: z.enum(['human', 'flag']),
    created: z.iso.datetime(),
    expires: z.iso.datetime().optional(),
  });
const fileSchema = () => z.strictObject({ tokens: z.array(tokenSchema()) });

/** One token of the file; see the schema. The token itself is nowhere. */
export type TokenRecord = Readonly<z.output<ReturnType<typeof tokenSchema>>>;

/** What a token is made for. */
export type TokenRequest = Pick<TokenRecord, 'name' | 'scopes' | 'confirm' | 'expires'>;

/** What is wrong with a tokens file, in words for the person who runs the server. */
export class TokensFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TokensFileError';
  }
}

/** Every token of a file. Throws a TokensFileError when it cannot be read or holds something else. */
export function readTokens(path: string): readonly TokenRecord[] {
  const result = fileSchema().safeParse(jsonIn(path));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new TokensFileError(`${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'is not right'}.`);
  }
  const names = result.data.tokens.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new TokensFileError(`${path}: two tokens are called ${twice}.`);
  return result.data.tokens;
}

/** Adds a token and returns it: the only time that it is seen. Throws a TokensFileError when there is one of that name. */
export function addToken(path: string, request: TokenRequest, now: Date = new Date()): string {
  const tokens = exists(path) ? readTokens(path) : [];
  if (tokens.some(({ name }) => name === request.name))
    throw new TokensFileError(`${path} has a token ${request.name} already; remove it first.`);
  const token = `stw_${randomBytes(32).toString('base64url')}`;
  const record = tokenSchema().safeParse({ ...request, hash: hashOf(token).toString('hex'), created: now.toISOString() });
  if (!record.success)
    throw new TokensFileError(record.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  write(path, [...tokens, record.data]);
  return token;
}

/** Removes the token of a name; false when there is none. A running server refuses it within two seconds. */
export function removeToken(path: string, name: string): boolean {
  const tokens = readTokens(path);
  const rest = tokens.filter((token) => token.name !== name);
  if (rest.length === tokens.length) return false;
  write(path, rest);
  return true;
}

/** The tokens of a file as they are now. */
export interface Tokens {
  /** Whose token this is; undefined when it is nobody's, or over. Throws a TokensFileError while the file is broken: nobody gets in then. */
  readonly find: (token: string) => TokenRecord | undefined;
  /** The token of a name, unless it is over; throws as `find` does. */
  readonly named: (name: string) => TokenRecord | undefined;
}

/** How long a file is taken as unchanged without looking, in milliseconds. */
const TRUSTED = 1_000;

/** Opens a tokens file; it is read again when it changed. `now` in milliseconds. Throws a TokensFileError when it is not right. */
export function openTokens(path: string, now: () => number = Date.now): Tokens {
  let looked = now();
  let stamp = stampOf(path);
  let known: readonly TokenRecord[] | undefined = readTokens(path);
  const current = (): readonly TokenRecord[] => {
    if (Math.abs(now() - looked) < TRUSTED && known) return known;
    looked = now();
    const fresh = stampOf(path);
    if (known && fresh === stamp) return known;
    known = undefined;
    stamp = fresh;
    return (known = readTokens(path));
  };
  const alive = ({ expires }: TokenRecord) => expires === undefined || Date.parse(expires) > now();
  return {
    find: (token) => {
      const hash = hashOf(token);
      // All are compared, so that the time tells nothing about which one was near.
      return current()
        .filter((record) => timingSafeEqual(Buffer.from(record.hash, 'hex'), hash))
        .find(alive);
    },
    named: (name) => current().find((record) => record.name === name && alive(record)),
  };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function write(path: string, tokens: readonly TokenRecord[]): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify({ tokens }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(draft, path);
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (thrown) {
    throw new TokensFileError(`${path} ${thrown instanceof SyntaxError ? 'is not JSON' : 'cannot be read'}.`);
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.mtimeMs} ${found.size}` : '';
}
