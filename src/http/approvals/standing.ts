import type { Confirmation } from '../../confirm/index.ts';

/** How a request stands, and what that means for the person who looks at it. */
export interface Standing {
  /** It can be answered. */
  readonly open: boolean;
  readonly label: string;
  readonly tone: 'waiting' | 'yes' | 'no' | 'over';
  /** What happens now, or what to do. */
  readonly next: string;
}

/** How a request stands at a time in milliseconds. */
export function standingOf({ status, used, expires, declined }: Confirmation, now: number): Standing {
  const over = expires <= now;
  if (status === 'denied') {
    return {
      open: false,
      label: 'Denied',
      tone: 'no',
      next: 'Nothing was done, and nothing will be. Tell the assistant what to do instead, if anything.',
    };
  }
  if (used) {
    return {
      open: false,
      label: 'Approved and used',
      tone: 'yes',
      next: 'The call was made with this yes, once. How it ended is in the assistant’s answer.',
    };
  }
  if (status === 'approved') {
    return over
      ? {
          open: false,
          label: 'Approved, not used',
          tone: 'over',
          next: 'The call was not made in time. Nothing was done; the assistant has to ask again.',
        }
      : {
          open: false,
          label: 'Approved',
          tone: 'yes',
          next: 'Now tell the assistant to go on. Until then nothing happens; the yes works once.',
        };
  }
  if (over)
    return {
      open: false,
      label: 'Not answered',
      tone: 'over',
      next: 'The time is over and nothing was done. The assistant has to ask again.',
    };
  const refused = declined ? ' The assistant’s own window answered no, or could not ask; here you can still answer.' : '';
  return { open: true, label: 'Waiting for an answer', tone: 'waiting', next: `Nothing happens without an answer.${refused}` };
}
