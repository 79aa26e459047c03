import { asStewardError, StewardError } from '../operation/index.ts';
import type { CallOptions } from './adapter.ts';

/** Waits for a sign-in that other calls wait for too, no longer than this call may; the sign-in itself goes on. */
export async function waitFor<T>(signIn: Promise<T>, { signal, deadline }: CallOptions): Promise<T> {
  let giveUp = () => {};
  let timer: NodeJS.Timeout | undefined;
  const given = new Promise<never>((_, reject) => {
    giveUp = () => reject(new StewardError('cancelled', 'The call was cancelled during the sign-in.'));
    const late = () => reject(new StewardError('timed_out', 'The sign-in took too long.', { down: true }));
    if (deadline !== undefined) timer = setTimeout(late, Math.max(0, deadline - performance.now()));
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp);
  });
  try {
    return await Promise.race([signIn, given]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** The same for a call that has something to send afterwards: when this fails, the system certainly did not take that. */
export async function signedIn<T>(signIn: Promise<T>, options: CallOptions): Promise<T> {
  try {
    return await waitFor(signIn, options);
  } catch (thrown) {
    const error = asStewardError(thrown);
    throw new StewardError(error.code, error.message, { ...error.details, notTaken: true });
  }
}
