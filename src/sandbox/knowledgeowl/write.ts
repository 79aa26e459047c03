import * as z from 'zod';
import type { Reply } from '../core/emulation.ts';
import { take } from '../core/input.ts';
import { knowledgeBases, readerGroups, stamp, type Account, type Reader } from './account.ts';
import { answer, failure, invalid } from './reply.ts';

/** Who keeps the passwords: each reader (then a new one needs a way in), or the account's administrators. */
export type Passwords = 'self' | 'admin';

/** What writing needs to know. */
export interface Writing {
  readonly account: Account;
  readonly passwords: Passwords;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const bases = new Set<string>(Object.values(knowledgeBases));
const groups = new Set<string>(Object.values(readerGroups));
const baseIds = z.array(z.string().refine((id) => bases.has(id), 'unknown knowledge base'));
const groupIds = z.array(z.string().refine((id) => groups.has(id), 'unknown reader group'));

const writable = z.object({
  username: z.string().trim().min(1).toLowerCase(),
  first_name: z.string(),
  last_name: z.string(),
  icon: z.string(),
  custom1: z.unknown(),
  custom2: z.unknown(),
  custom3: z.unknown(),
  custom4: z.unknown(),
  custom5: z.unknown(),
  ssoid: z.string(),
  password: z.string().min(1),
  status: z.enum(['active', 'deleted']),
  projects: baseIds,
  pending_projects: baseIds,
  reader_roles: groupIds.nullable(),
});
const change = writable.partial();
// The key table asks for a status too, but both worked examples leave it out.
const creation = change.extend({
  username: writable.shape.username,
  projects: baseIds,
  'pw-type': z.enum(['email', 'temp']).optional(),
  'temp-pass': z.string().min(1).optional(),
});

const READ_ONLY = ['id', 'type', 'date_lastlogin', 'date_created', 'date_modified', 'content_history'] as const;

// Such writes break the vendor's records, and the next answer is a bare 500: a client must never send back what it has read.
const broken: Reply = {
  status: 500,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><h1>Internal Server Error</h1></body></html>',
};

function refuseReadOnly(input: object): void {
  if (READ_ONLY.some((name) => Object.hasOwn(input, name))) throw broken;
}

function checkUsername({ account, passwords }: Writing, username: string, own?: string): void {
  if (passwords === 'self' && !z.email().safeParse(username).success) throw invalid('username must be an e-mail address');
  if (account.readers.find((reader) => reader.username === username && reader.id !== own))
    throw invalid('A reader with this username exists');
}

/** Creates a reader. Under self-administered passwords it needs an SSO id, a temporary password, or a mail with one. */
export function createReader(writing: Writing, input: object): Reply {
  refuseReadOnly(input);
  const { 'pw-type': passwordType, 'temp-pass': temporary, password, ...sent } = take(creation, input, invalid);
  checkUsername(writing, sent.username);
  if (passwordType === 'temp' && temporary === undefined) return invalid('temp-pass is required with pw-type temp');
  if (writing.passwords === 'self' && passwordType === undefined && !sent.ssoid) return invalid('pw-type, or an SSO id, is required');
  const time = stamp(writing.now());
  const blank = { first_name: '', last_name: '', icon: '', custom1: '', custom2: '', custom3: '', custom4: '', custom5: '', ssoid: '' };
  const reader: Reader = {
    id: writing.account.newId(),
    type: 'reader',
    ...blank,
    date_lastlogin: null,
    date_created: time,
    date_modified: time,
    status: 'active',
    pending_projects: [],
    reader_roles: null,
    content_history: [],
    ...sent,
    ...(writing.passwords === 'admin' && password !== undefined ? { password } : {}),
  };
  return answer({ data: writing.account.readers.insert(reader) });
}

/**
 * Changes what is sent and nothing else. `status` deletes and restores: password, access and groups stay.
 * A list replaces the old one: the vendor does not say, and a careful client must assume it.
 */
export function updateReader(writing: Writing, id: string, input: object): Reply {
  const { readers } = writing.account;
  if (!readers.get(id)) return failure(404, 'Reader not found');
  refuseReadOnly(input);
  const { password, ...sent } = take(change, input, invalid);
  const next = { ...sent, ...(writing.passwords === 'admin' && password !== undefined ? { password } : {}) };
  if (Object.keys(next).length === 0 && password === undefined) return invalid('Nothing to change');
  if (sent.username !== undefined) checkUsername(writing, sent.username, id);
  return answer({ data: readers.patch(id, { ...next, date_modified: stamp(writing.now()) }) });
}
