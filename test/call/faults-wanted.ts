import type { FaultName } from '../../src/sandbox/core/fault-table.ts';
import type { Ready } from './faulty-systems.ts';

/** How a call ends, and how many requests it made: `done 2` or `outcome_unknown 1`. */
export type End = `${string} ${number}`;

/** What a call ends with when its first request meets a fault: reads, and writes. */
type Row = readonly [read: End, write: End];

const BROKEN: Row = ['done 2', 'outcome_unknown 1'];
const UNREADABLE: Row = ['unexpected_answer 1', 'outcome_unknown 1'];
const WHOLE: Row = ['done 1', 'done 1'];

const ONCE: Readonly<Record<FaultName, Row>> = {
  latency: WHOLE,
  '429': ['done 2', 'done 2'],
  '429-retry-after': ['rate_limited 1', 'rate_limited 1'],
  '500': ['vendor_error 1', 'vendor_error 1'],
  '502': BROKEN,
  '503': BROKEN,
  'reset-before': BROKEN,
  'reset-after': BROKEN,
  'half-body': BROKEN,
  'slow-body': WHOLE,
  'wrong-type': UNREADABLE,
  'truncated-json': UNREADABLE,
  'expired-token': ['sign_in_failed 1', 'sign_in_failed 1'],
};

/** The same when all of its requests do. */
const ALWAYS: Readonly<Partial<Record<FaultName, Row>>> = {
  '429': ['rate_limited 3', 'rate_limited 3'],
  '502': ['unavailable 3', 'outcome_unknown 1'],
  'reset-after': ['unreachable 3', 'outcome_unknown 1'],
  'half-body': ['unreachable 3', 'outcome_unknown 1'],
  'expired-token': ['sign_in_failed 1', 'sign_in_failed 1'],
};

/** The faults that have a row for requests that all meet them. */
export const LASTING: readonly FaultName[] = ['429', '502', 'reset-after', 'half-body', 'expired-token'];

interface Exception {
  readonly because: string;
  readonly faults: readonly FaultName[];
  readonly of: (ready: Ready) => boolean;
  /** Any of these. */
  readonly once: readonly End[];
  readonly always?: readonly End[];
}

const within =
  (...systems: readonly string[]) =>
  ({ entry }: Ready) =>
    systems.includes(entry.system.id);
const called =
  (...ids: readonly string[]) =>
  ({ entry }: Ready) =>
    ids.includes(entry.operation.id);
const writes = ({ entry }: Ready) => entry.operation.effect !== 'read';
/** Whether the call is made in a session, which is renewed. Lightdash has a token here, CISO Assistant none. */
const inSession = ({ entry }: Ready) =>
  entry.operation.needs !== 'none' &&
  (entry.operation.needs === 'session' || ['ciso-assistant', 'knowi-management'].includes(entry.system.id));

/** What differs, and why; the first that fits counts. */
const EXCEPTIONS: readonly Exception[] = [
  {
    because: 'a sign-in loses nothing, so a broken one is said to be just that',
    faults: ['502', '503', 'reset-before', 'reset-after', 'half-body', 'wrong-type', 'truncated-json', '500'],
    of: called('login', 'iam_login_create'),
    once: ['done 1', 'unavailable 1', 'unreachable 1', 'unexpected_answer 1', 'vendor_error 1', 'sign_in_failed 1'],
    always: ['unavailable 1', 'unreachable 1'],
  },
  {
    because: 'neither of them is worth a second attempt',
    faults: ['429'],
    of: called('logout', 'iam_login_create'),
    once: ['rate_limited 1'],
    always: ['rate_limited 1'],
  },
  {
    because: 'what a 500 stands for was seen on a running server for each operation',
    faults: ['500'],
    of: within('ciso-assistant'),
    once: ['vendor_error 1', 'rejected 1', 'feature_disabled 1', 'outcome_unknown 1'],
  },
  {
    because: 'they are known to answer JSON under any name',
    faults: ['wrong-type'],
    of: within('knowi-management', 'knowi-sso', 'knowledgeowl'),
    once: ['done 1'],
  },
  {
    because: 'the call carries no token, or its token has ended anyway',
    faults: ['expired-token'],
    of: (ready) =>
      called('login', 'logout', 'iam_login_create', 'iam_password_reset_create', 'iam_password_reset_confirm_create')(ready) ||
      (within('lightdash')(ready) && ready.entry.operation.needs === 'none'),
    once: ['done 1'],
    always: ['done 1'],
  },
  {
    because: 'it carries a token of the user, which is then the wrong one',
    faults: ['expired-token'],
    of: called('ssoUserRemove', 'ssoSessionCreate'),
    once: ['rejected 1'],
    always: ['rejected 1'],
  },
  {
    because: 'the session is renewed, once',
    faults: ['expired-token'],
    of: inSession,
    once: ['done 2'],
    always: ['sign_in_failed 2', 'session_required 2'],
  },
];

/** All ends that are right for a call whose first request, or every request, meets a fault. */
export function wanted(ready: Ready, fault: FaultName, lasts: boolean): readonly (End | undefined)[] {
  const exception = EXCEPTIONS.find(({ faults, of }) => faults.includes(fault) && of(ready));
  const special = lasts ? exception?.always : exception?.once;
  if (special) return special;
  const row = (lasts ? ALWAYS : ONCE)[fault];
  return [row?.[writes(ready) ? 1 : 0]];
}
